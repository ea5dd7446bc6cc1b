import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { initialConfiguration } from '../../domain/configuration/configuration.ts'
import { commandsBetween } from '../../domain/configuration/difference.ts'
import { kinds } from '../../domain/configuration/kinds.ts'
import { arbitraryWishes, fulfilled } from '../../domain/configuration/testing/any-command.ts'
import { callCenter } from '../../domain/pbx-files/dialplan/testing/call-center.ts'
import { parseConfigurationDocument } from './document.ts'

/** Seven lines that stand for ten million words. */
const aliasesOfAliases = [
  'a: &a [x, x, x, x, x, x, x, x, x, x]',
  ...Array.from('bcdefg', (name, i) => {
    const of = `*${'abcdef'[i] ?? ''}`
    return `${name}: &${name} [${Array.from({ length: 10 }, () => of).join(', ')}]`
  }),
  'commands: *g',
].join('\n')

describe('a document', () => {
  test('may be YAML or JSON', () => {
    const commands = [{ defineContext: { name: 'default', displayName: 'Default' } }]
    expect(
      parseConfigurationDocument(
        'comment: first\ncommands:\n  - defineContext:\n      name: default\n      displayName: Default\n',
        'a.yaml',
      ),
    ).toEqual({ comment: 'first', commands })
    expect(parseConfigurationDocument(JSON.stringify({ site: 'paris', commands }), 'a.json')).toEqual({
      site: 'paris',
      commands,
    })
  })

  test('is read as it was written, whatever is configured: digits are texts, and texts keep their lines', () => {
    const base = callCenter()
    fc.assert(
      fc.property(arbitraryWishes(40), wishes => {
        const later = fulfilled(base, wishes).at(-1)?.after ?? base
        const commands = commandsBetween(initialConfiguration(kinds), later, kinds)
        const text = stringify({ commands }, { lineWidth: 0, aliasDuplicateObjects: false })
        expect(parseConfigurationDocument(text, 'a.yaml')).toEqual({ commands })
      }),
      { numRuns: 20 },
    )
  })

  test('may say when it shall be made', () => {
    expect(parseConfigurationDocument('effectiveAt: 1970-01-01T01:00:01+01:00\ncommands: []', 'a.yaml')).toEqual({
      effectiveAt: 1_000_000,
      commands: [],
    })
  })

  test.each([
    ['commands: [', 'a.yaml, line 1, column 12: '],
    ['commands:\n  - a: 1\n    a: 2', 'a.yaml, line 3, column 5: Map keys must be unique'],
    ['', 'a.yaml: a document has the keys site, comment, effectiveAt, commands'],
    ['- 1', 'a.yaml: a document has the keys'],
    ['queues: []', 'a.yaml: queues is no key of a document'],
    ['commands: 3', 'a.yaml: commands must be a list'],
    ['commands: [3]', 'a.yaml: commands[0] must be an object'],
    ['effectiveAt: tomorrow\ncommands: []', 'a.yaml: effectiveAt must be an instant such as'],
    ['comment: 3\ncommands: []', 'a.yaml: comment must be a text'],
    [aliasesOfAliases, 'a.yaml: Excessive alias count'],
  ])('that cannot be read says what is wrong and where: %j', (text, message) => {
    expect(() => parseConfigurationDocument(text, 'a.yaml')).toThrow(message)
  })
})
