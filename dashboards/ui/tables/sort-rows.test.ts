import { expect, test } from 'vitest'
import { sortRows } from './sort-rows.ts'

const rows = [
  { name: 'b', value: 2 },
  { name: 'none', value: null },
  { name: 'c', value: 10 },
  { name: 'a', value: 2 },
]
const names = (descending: boolean) => sortRows(rows, ({ value }) => value, descending).map(({ name }) => name)

test('numbers are sorted as numbers, equals keep their order, nothing stands last', () => {
  expect(names(false)).toEqual(['b', 'a', 'c', 'none'])
  expect(names(true)).toEqual(['c', 'b', 'a', 'none'])
})

test('names with numbers are sorted by their numbers', () => {
  expect(sortRows(['Agent/10', 'Agent/9'], name => name, false)).toEqual(['Agent/9', 'Agent/10'])
})
