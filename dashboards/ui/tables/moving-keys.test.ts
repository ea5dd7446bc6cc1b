import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createMovingKeys, movedItems } from './moving-keys.ts'

test('one that comes up moves alone, whatever it passes', () => {
  expect([...movedItems(['a', 'b', 'c', 'd', 'e'], ['e', 'a', 'b', 'c', 'd'])]).toEqual(['e'])
  expect([...movedItems(['a', 'b', 'c', 'd', 'e'], ['b', 'c', 'd', 'e', 'a'])]).toEqual(['a'])
  expect([...movedItems(['a', 'b', 'c'], ['c', 'x', 'b'])]).toHaveLength(1)
  expect([...movedItems([], ['a'])]).toEqual([])
})

test('those that do not move keep their order, and no smaller number of moves would do', () => {
  const order = fc.shuffledSubarray(['a', 'b', 'c', 'd', 'e', 'f'])
  fc.assert(
    fc.property(order, order, (before, after) => {
      const moved = movedItems(before, after)
      const common = after.filter(id => before.includes(id))
      const inOrder = (ids: readonly string[]) =>
        ids.every((id, place) => place === 0 || before.indexOf(id) > before.indexOf(ids[place - 1] ?? ''))
      expect(inOrder(common.filter(id => !moved.has(id)))).toBe(true)
      const longest = Math.max(
        0,
        ...Array.from({ length: 2 ** common.length }, (_, mask) => common.filter((__, bit) => (mask >> bit) & 1))
          .filter(inOrder)
          .map(({ length }) => length),
      )
      expect(moved.size).toBe(common.length - longest)
    }),
  )
})

test('a key changes when its item moves, and only then', () => {
  const keysOf = createMovingKeys()
  expect(keysOf(['a', 'b', 'c'])).toEqual(['a#0', 'b#0', 'c#0'])
  expect(keysOf(['c', 'a', 'b'])).toEqual(['c#1', 'a#0', 'b#0'])
  expect(keysOf(['c', 'a', 'b'])).toEqual(['c#1', 'a#0', 'b#0'])
  expect(keysOf(['c', 'b'])).toEqual(['c#1', 'b#0'])
})
