import { expect, test } from 'vitest'
import { baseFromActive, compareWithBase } from './base-membership.ts'

const queues = (penalties: Record<string, number>) => new Map(Object.entries(penalties))

test('G-18: a queue that is missing makes the active configuration different', () => {
  expect(compareWithBase(queues({ Q1: 0, Q2: 1 }), queues({ Q1: 0 }))).toBe('Different')
})

test('without a base there is nothing to compare', () => {
  expect(compareWithBase(undefined, queues({ Q1: 0 }))).toBe('n/a')
})

test('the same queues with the same penalties are Ok, in any order', () => {
  expect(compareWithBase(queues({ Q1: 0, Q2: 1 }), queues({ Q2: 1, Q1: 0 }))).toBe('Ok')
  expect(compareWithBase(queues({}), queues({}))).toBe('Ok')
})

test('another penalty, a queue too many, or another queue is Different', () => {
  expect(compareWithBase(queues({ Q1: 0 }), queues({ Q1: 1 }))).toBe('Different')
  expect(compareWithBase(queues({ Q1: 0 }), queues({ Q1: 0, Q2: 0 }))).toBe('Different')
  expect(compareWithBase(queues({ Q1: 0 }), queues({ Q2: 0 }))).toBe('Different')
})

test('G-27: the base from several agents is the union of their queues with the lowest penalty', () => {
  expect(baseFromActive([queues({ Q1: 2, Q2: 0 }), queues({ Q1: 1, Q3: 5 })])).toEqual(queues({ Q1: 1, Q2: 0, Q3: 5 }))
})
