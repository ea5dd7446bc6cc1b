import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addFigures, noQueueFigures } from './sums.ts'
import { figuresOfVisits } from './testing/some-figures.ts'

const someVisits = fc.array(fc.tuple(fc.nat(6), fc.nat(60_000_000), fc.nat(600_000_000)), { maxLength: 30 })
const someFigures = someVisits.map(figuresOfVisits)

test('figures add up in any order, and nothing added is nothing changed', () => {
  fc.assert(
    fc.property(someFigures, someFigures, someFigures, (a, b, c) => {
      expect(addFigures(addFigures(a, b), c)).toEqual(addFigures(a, addFigures(c, b)))
      expect(addFigures(a, noQueueFigures)).toEqual(a)
    }),
  )
})

test('the longest wait of two groups is the longer one, not the sum', () => {
  const a = { ...noQueueFigures, maxWait: 5 }
  expect(addFigures(a, { ...noQueueFigures, maxWait: 7 }).maxWait).toBe(7)
  expect(addFigures(noQueueFigures, a).maxWait).toBe(5)
  expect(addFigures(noQueueFigures, noQueueFigures).maxWait).toBeNull()
})

test('adding changes neither of the two', () => {
  const a = { ...noQueueFigures, offered: 1 }
  addFigures(a, a)
  expect(a.offered).toBe(1)
})
