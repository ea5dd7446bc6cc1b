import { expect, test } from 'vitest'
import type { StandstillReason } from './board.ts'
import { countedOf } from './counted.ts'

const row = (site: string, reason?: StandstillReason) => ({
  site,
  standstill: reason === undefined ? null : { reason, since: 1000 },
})

test('what stands still is left out of the sums of what goes on, and named', () => {
  expect(
    countedOf([row('paris'), row('lyon', 'down'), row('lab', 'recording'), row('nice', 'late'), row('paris')]),
  ).toEqual({
    counted: ['paris'],
    leftOut: [
      { site: 'lab', reason: 'recording' },
      { site: 'lyon', reason: 'down' },
      { site: 'nice', reason: 'late' },
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
