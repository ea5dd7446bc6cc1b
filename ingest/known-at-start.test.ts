import { expect, test } from 'vitest'
import { microsPerSecond } from '../domain/kernel/time.ts'
import { knownAtStart, type InputStart } from './known-at-start.ts'
import { shortName, type TakenLines } from './taken-lines.ts'

const second = 1000
const at = second * microsPerSecond
/** Lines of one second, a letter each, appended together. */
const facts = (letters: string) =>
  Array.from(letters).map((key, revision) => ({ at, revision, recordedAt: 1, form: 'seconds', key }))
const rows = (letters: string, next = 'z') => [
  ...Array.from(letters).map(key => ({ at, key })),
  ...Array.from(next).map(key => ({ at: at + microsPerSecond, key })),
]
const takenOf = (letters: string, of = second): TakenLines => ({ second: of, names: Array.from(letters, shortName) })

/** Rows that are known / facts that are no other row's counterpart. */
function outcome(start: InputStart, known: string, lines: ReturnType<typeof rows>, taken?: TakenLines): string {
  const found = knownAtStart({ start, taken, rows: lines, known: facts(known) })
  const { from, count } = found.rows
  const same = lines.slice(from, from + count).map(({ key }) => key)
  return `${same.join('')}/${found.facts.map(({ key }) => key).join('')}`
}

test('a slice that begins within a known second goes on behind what overlaps', () => {
  expect(outcome('anywhere', 'abc', rows('bcd'))).toBe('bc/abc')
})

test.each([
  ['the second may be cut before its end', rows('bcd', '')],
  ['a later row goes back to the second', [...rows('bcd'), { at, key: 'e' }]],
  ['times are finer than a second', rows('bcd').map(row => ({ ...row, at: row.at + 1 }))],
])('nothing is laid over one another where %s', (_, lines) => {
  expect(outcome('anywhere', 'abc', lines)).toBe('/')
})

test('facts that were not appended together are no run', () => {
  const apart = facts('ab').map((fact, index) => ({ ...fact, recordedAt: index }))
  expect(knownAtStart({ start: 'anywhere', taken: undefined, rows: rows('ab'), known: apart }).facts).toEqual([])
})

test('single rows out of their order are laid over nothing', () => {
  expect(outcome('scattered', 'abc', rows('abc'))).toBe('/')
})

test('behind a cursor every row is another line: what was taken in before it is no counterpart', () => {
  expect(outcome('at-cursor', 'abab', rows('ab'), takenOf('ab'))).toBe('/ab')
  expect(outcome('at-cursor', 'abab', rows('ab'), takenOf('ab', second - 1))).toBe('/')
})

test('a cursor that does not tell what was taken in has taken all of it', () => {
  expect(outcome('at-cursor', 'abab', rows('ab'))).toBe('/abab')
})
