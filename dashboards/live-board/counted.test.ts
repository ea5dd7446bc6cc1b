import { expect, test } from 'vitest'
import { countedOf } from './counted.ts'

const row = (site: string, standstill: 'down' | 'recording' | null = null) => ({ site, standstill })

test('what stands still is left out of the sums of what goes on, and named', () => {
  expect(countedOf([row('paris'), row('lyon', 'down'), row('lab', 'recording'), row('paris')])).toEqual({
    counted: ['paris'],
    leftOut: [
      { site: 'lab', standstill: 'recording' },
      { site: 'lyon', standstill: 'down' },
    ],
    standsStill: false,
  })
})

test('where nothing goes on all of it is counted, and said to stand still', () => {
  expect(countedOf([row('lyon', 'down'), row('lab', 'recording')])).toEqual({
    counted: ['lab', 'lyon'],
    leftOut: [],
    standsStill: true,
  })
  expect(countedOf([])).toEqual({ counted: [], leftOut: [], standsStill: false })
})
