import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { decisionTypes } from './decisions.ts'

/** Names in the first column of the tables of a section. */
const typesIn = (section: string): readonly string[] =>
  [...section.matchAll(/^\| `([^|]+)`/gm)].flatMap(([, names = '']) => names.split('`, `')).map(name => name.trim())

/** Events of objects, for which their change set stands, and the single steps of a roll-out. */
const leftOut = new Set([
  'QueueDefined',
  'QueueChanged',
  'QueueRemoved',
  'QueueMemberAdded',
  'QueueMemberRemoved',
  'QueueMemberChanged',
  'ConfigurationRollOutStepEnded',
])

test('every decision that the reference of events names is among those that an auditor reads', async () => {
  const page = await readFile(new URL('../../docs/reference/events.md', import.meta.url), 'utf8')
  const [, decided = ''] = page.split('## Decisions')
  const known = typesIn(decided).filter(name => /^[A-Z]\w+$/.test(name) && !leftOut.has(name))
  expect(known.length).toBeGreaterThan(25)
  expect([...decisionTypes].sort()).toEqual([...known].sort())
})
