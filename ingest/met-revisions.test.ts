import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isMet, metIn, withMet, withMore, type MetRevisions } from './met-revisions.ts'

test('ranges hold what was met and nothing that is free, however it came', () => {
  const revision = fc.integer({ min: 0, max: 60 })
  fc.assert(
    fc.property(fc.array(fc.uniqueArray(revision)), fc.uniqueArray(revision), (batches, never) => {
      const batchesMet = batches.map(batch => batch.filter(one => !never.includes(one)))
      const free = never.sort((a, b) => a - b)
      const met = batchesMet.reduce<MetRevisions>((before, batch) => withMore(before, batch, free), [])
      expect(batchesMet.flat().every(one => isMet(met, one))).toBe(true)
      expect(free.some(one => isMet(met, one))).toBe(false)
      expect(met.every(([first], at) => first > (met[at - 1]?.[1] ?? -1))).toBe(true)
    }),
  )
})

test('what nothing free lies between is one range', () => {
  expect(withMore([[0, 3]], [4, 7, 9], [8])).toEqual([
    [0, 7],
    [9, 9],
  ])
})

test('a cursor keeps the newest hundred ranges, and takes the oldest for one', () => {
  const met = Array.from({ length: 150 }, (_, index) => [index * 10, index * 10] as const)
  const kept = metIn(withMet({ offset: 1 }, met))
  expect(kept).toHaveLength(100)
  expect(kept?.[0]).toEqual([0, 500])
  expect(kept?.at(-1)).toEqual([1490, 1490])
  expect(withMet({ offset: 1, metQuarantine: [] }, undefined)).toEqual({ offset: 1 })
})
