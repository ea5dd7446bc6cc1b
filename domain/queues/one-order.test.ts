import fc from 'fast-check'
import { expect, test } from 'vitest'
import { oneOrder } from './one-order.ts'

const of = (count: number, ...sets: readonly (readonly number[])[]) =>
  oneOrder(
    count,
    sets.map(set => new Set(set)),
  )

test('each set stands together, those that come first first', () => {
  expect(of(3, [0], [0, 1])).toEqual([0, 1, 2])
  expect(of(3, [0, 2], [1, 2])).toEqual([0, 2, 1])
  expect(of(4, [0], [0, 1], [3], [3, 1])).toEqual([0, 1, 3, 2])
  expect(of(0)).toEqual([])
})

test('three pairs of three, and one thing with each of three others, have none', () => {
  expect(of(3, [0, 1], [1, 2], [0, 2])).toBeUndefined()
  expect(of(4, [0, 1], [0, 2], [0, 3])).toBeUndefined()
})

test('sets that are ranges of some order have one, whatever the order', () => {
  const range = fc.tuple(fc.nat(7), fc.nat(7))
  fc.assert(
    fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8 }), fc.array(range), (places, ranges) => {
      const sets = ranges.map(([a, b]) => new Set(places.slice(Math.min(a, b), Math.max(a, b) + 1)))
      const order = oneOrder(8, sets)
      expect([...(order ?? [])].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
      for (const set of sets) {
        const at = [...set].map(place => order?.indexOf(place) ?? -1)
        expect(Math.max(...at) - Math.min(...at)).toBe(set.size - 1)
      }
    }),
  )
})
