import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pageOf, pagesOf } from './pages.ts'

test('the last page is full when there is more than one', () => {
  expect(pageOf([1, 2, 3, 4, 5], 2, 2)).toEqual([4, 5])
  expect(pageOf([1, 2, 3, 4, 5], 3, 1)).toEqual([3, 4, 5])
  expect(pageOf([1], 3, 0)).toEqual([1])
})

test('before the size is known there is one page and nothing on it', () => {
  expect(pagesOf(10, 0)).toBe(1)
  expect(pageOf([1, 2], 0, 0)).toEqual([])
})

test('every item has its turn', () => {
  fc.assert(
    fc.property(fc.nat(200), fc.integer({ min: 1, max: 50 }), (count, perPage) => {
      const items = Array.from({ length: count }, (_, item) => item)
      const seen = new Set<number>()
      for (let page = 0; page < pagesOf(count, perPage); page++)
        for (const item of pageOf(items, perPage, page)) seen.add(item)
      expect(seen.size).toBe(count)
    }),
  )
})
