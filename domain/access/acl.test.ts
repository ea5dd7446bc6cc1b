import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aclFormat, isWithin, opens } from './acl.ts'
import { beyondOwnAccess } from './beyond-own-access.ts'

/** The rule again, read aloud: as a regular expression over the whole name. */
const asExpression = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .split('.')
      .map(word => (word === '*' ? '[^.]+' : word === '#' ? '[^.]+(?:\\.[^.]+)*' : word))
      .join('\\.')}$`,
  )

const word = fc.constantFrom('a', 'b', 'users', 'read')
const name = fc.array(word, { minLength: 1, maxLength: 6 }).map(words => words.join('.'))
const pattern = fc
  .array(fc.oneof(word, fc.constantFrom('*', '#')), { minLength: 1, maxLength: 6 })
  .map(words => words.join('.'))

describe('an access list', () => {
  test.each([
    ['calls.history.read', 'calls.history.read', true],
    ['calls.history.read', 'calls.history', false],
    ['calls.history', 'calls.history.read', false],
    ['calls.*.read', 'calls.history.read', true],
    ['calls.*', 'calls.history.read', false],
    ['calls.*.*.read', 'calls.history.read', false],
    ['confd.users.me.#.read', 'confd.users.u1.funckeys.1.read', true],
    ['confd.users.me.#.read', 'confd.users.me.funckeys.read', true],
    ['confd.users.me.#.read', 'confd.users.u2.funckeys.read', false],
    ['confd.users.me.#.read', 'confd.users.u1.read', false],
    ['confd.users.me.funckeys.*.*', 'confd.users.u1.funckeys.7.update', true],
    ['#', 'calls.history.read', true],
    ['calls.#', 'calls', false],
    ['#.read', 'read', false],
    ['calls.#', 'callsx.history', false],
    ['me', 'u1', true],
  ])('%s, asked for %s by u1: %s', (pattern, name, is) => {
    expect(opens([pattern], name, 'u1')).toBe(is)
  })

  test('opens what one of its patterns opens, and nothing when it is empty', () => {
    expect(opens(['a.read', 'b.#'], 'b.c.read')).toBe(true)
    expect(opens([], 'a')).toBe(false)
  })

  test('goes by whole words, a wildcard of several for one or more', () => {
    fc.assert(
      fc.property(pattern, name, (pattern, name) => {
        expect(opens([pattern], name)).toBe(asExpression(pattern).test(name))
      }),
      { numRuns: 2000 },
    )
  })

  test('is answered fast, however many wildcards stand against however many words', () => {
    const wild = Array.from({ length: 99 }, () => '#').join('.')
    const words = Array.from({ length: 5000 }, () => 'a').join('.')
    expect(opens([`${wild}.b`], words)).toBe(false)
    expect(opens([wild], words)).toBe(true)
  })

  test.each(['', '.', 'a.', 'a..b', 'a*', '*a.read', 'a.##', 'a b', '!a', 'é'])('"%s" is no pattern', text => {
    expect(aclFormat.pattern.test(text)).toBe(false)
  })
})

describe('a list within another', () => {
  test('opens nothing that the other does not', () => {
    let held = 0
    fc.assert(
      fc.property(pattern, pattern, name, (one, other, name) => {
        if (!isWithin([one], [other]) || !opens([one], name)) return
        held++
        expect(opens([other], name)).toBe(true)
      }),
      { numRuns: 20_000 },
    )
    expect(held).toBeGreaterThan(20)
  })

  test.each([
    ['a.read', 'a.*', true],
    ['a.*', 'a.#', true],
    ['a.#', 'a.*', false],
    ['#', '#.#', false],
    ['#.#', '#', true],
    ['*', 'a', false],
    ['a.#.read', '#.read', true],
  ])('%s within %s: %s', (one, other, is) => {
    expect(isWithin([one], [other])).toBe(is)
  })

  test('is all that its holder can give away', () => {
    const ana = (acl?: string[]) =>
      ({ tokenId: 'a1', label: 'Ana', role: 'administrator', scope: acl ? { acl } : {} }) as const
    expect(beyondOwnAccess(ana(), undefined, 'acl')).toEqual([])
    expect(beyondOwnAccess(ana(['access.#', 'calls.#']), ['calls.history.read'], 'acl')).toEqual([])
    expect(beyondOwnAccess(ana(['access.#']), ['access.tokens.read', '#'], 'acl')).toEqual([
      {
        field: 'acl',
        rule: 'within',
        message: 'Ana has an access list that does not open #: give a part of access.#',
      },
    ])
    expect(beyondOwnAccess(ana(['access.#']), undefined, 'acl')).toMatchObject([{ rule: 'within' }])
  })
})
