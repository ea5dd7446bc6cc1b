import fc from 'fast-check'
import { expect, test } from 'vitest'
import { backOffMs } from './back-off.ts'

test('a pause doubles from 1 s to 60 s and stays there', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 8, 1000].map(failures => backOffMs(failures, 0))).toEqual([
    1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000,
  ])
})

test('chance takes up to half of it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100 }), fc.double({ min: 0, max: 1, noNaN: true }), (failures, random) => {
      const whole = backOffMs(failures, 0)
      expect(backOffMs(failures, random)).toBeLessThanOrEqual(whole)
      expect(backOffMs(failures, random)).toBeGreaterThanOrEqual(whole / 2)
    }),
  )
})
