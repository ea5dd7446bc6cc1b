import { expect, test } from 'vitest'
import { judge } from './judgement.ts'
import { defaultThresholds } from './thresholds.ts'

test.each([
  [15_000_000, true],
  [15_000_001, false],
])('in time is up to T and T itself: %d us', (wait, inTime) => {
  expect(judge(wait, defaultThresholds).inTime).toBe(inTime)
})

test.each([
  [5_000_000, true],
  [5_000_001, false],
])('short is up to s and s itself: %d us', (wait, short) => {
  expect(judge(wait, defaultThresholds).short).toBe(short)
})

test.each([
  [14_999_999, 'BEFORE_T1'],
  [15_000_000, 'T1_TO_T2'],
  [19_999_999, 'T1_TO_T2'],
  [20_000_000, 'FROM_T2'],
])('a band begins at its threshold and ends before the next: %d us', (wait, band) => {
  expect(judge(wait, defaultThresholds).band).toBe(band)
})

test('with t1 equal to t2 nothing lies between them', () => {
  const thresholds = { ...defaultThresholds, t1Seconds: 15, t2Seconds: 15 }
  expect(judge(15_000_000, thresholds).band).toBe('FROM_T2')
})
