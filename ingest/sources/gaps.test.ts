import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canStillClose, newGaps, withoutIds } from './gaps.ts'

const snapshot = { xmin: '100', xmax: '105' }
const gap = (from: number, to: number) => ({ from, to, horizon: '105', seenAt: 0 })

test('ids that are left out are holes, those before the first row too', () => {
  expect(newGaps(4, [6, 7, 10], snapshot, 0)).toEqual([gap(5, 5), gap(8, 9)])
  expect(newGaps(4, [5, 6], snapshot, 0)).toEqual([])
})

test('a row that comes late closes its part of the hole', () => {
  expect(withoutIds(gap(5, 9), [7])).toEqual([gap(5, 6), gap(8, 9)])
  expect(withoutIds(gap(5, 5), [5])).toEqual([])
  expect(withoutIds(gap(5, 9), [])).toEqual([gap(5, 9)])
})

test('a hole is given up only when every transaction of its time is over and a minute has passed', () => {
  expect(canStillClose(gap(1, 1), { xmin: '105', xmax: '200' }, 120_000)).toBe(true)
  expect(canStillClose(gap(1, 1), { xmin: '106', xmax: '200' }, 59_999)).toBe(true)
  expect(canStillClose(gap(1, 1), { xmin: '106', xmax: '200' }, 60_000)).toBe(false)
})

test('holes and ids together are every id, whatever the order in which rows appear', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 1, max: 60 })),
      fc.uniqueArray(fc.integer({ min: 1, max: 60 })),
      (first, later) => {
        const seen = [...first].sort((a, b) => a - b)
        const late = later.filter(id => !seen.includes(id) && id < (seen.at(-1) ?? 0)).sort((a, b) => a - b)
        const gaps = newGaps(0, seen, snapshot, 0).flatMap(hole => withoutIds(hole, late))
        const missing = gaps.flatMap(hole =>
          Array.from({ length: hole.to - hole.from + 1 }, (_, index) => hole.from + index),
        )
        const expected = Array.from({ length: seen.at(-1) ?? 0 }, (_, index) => index + 1).filter(
          id => !seen.includes(id) && !late.includes(id),
        )
        expect(missing).toEqual(expected)
      },
    ),
  )
})
