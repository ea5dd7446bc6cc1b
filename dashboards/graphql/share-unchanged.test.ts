import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shareUnchanged } from './share-unchanged.ts'

test('a row that did not change is the same object, wherever it stands now', () => {
  const sales = { id: 'sales', waiting: 1, today: { answered: 3 } }
  const support = { id: 'support', waiting: 0, today: { answered: 9 } }
  const before = { at: 1, queues: [sales, support] }
  const after = shareUnchanged(before, {
    at: 2,
    queues: [
      { id: 'support', waiting: 0, today: { answered: 9 } },
      { id: 'sales', waiting: 2, today: { answered: 3 } },
    ],
  })
  expect(after.queues[0]).toBe(support)
  expect(after.queues[1]).not.toBe(sales)
  expect(after.queues[1]?.today).toBe(sales.today)
})

test('a board that did not change at all is the old one', () => {
  const board = { queues: [{ id: 'a', values: [1, 2, null] }] }
  expect(shareUnchanged(board, structuredClone(board))).toBe(board)
})

test('a field that is gone, or new, makes another object', () => {
  const before: object = { a: 1, b: undefined }
  expect(shareUnchanged(before, { a: 1 })).not.toBe(before)
  expect(shareUnchanged<object>({ a: 1 }, { a: 1, b: undefined })).toEqual({ a: 1, b: undefined })
})

test('the answer always equals what came', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (before, after) => {
      expect(shareUnchanged(before, after)).toEqual(after)
    }),
  )
})
