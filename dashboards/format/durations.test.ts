import { expect, test } from 'vitest'
import { formatAverageSeconds, formatSeconds } from './durations.ts'

test('below an hour mm:ss, from an hour on h:mm:ss, hours never become days', () => {
  expect(formatSeconds(0)).toBe('00:00')
  expect(formatSeconds(7)).toBe('00:07')
  expect(formatSeconds(3599.999)).toBe('59:59')
  expect(formatSeconds(3600)).toBe('1:00:00')
  expect(formatSeconds(100 * 3600 + 61)).toBe('100:01:01')
})

test('a duration that nobody knows is a dash, one that is negative by clock difference is zero', () => {
  expect(formatSeconds(null)).toBe('–')
  expect(formatSeconds(undefined)).toBe('–')
  expect(formatSeconds(Number.NaN)).toBe('–')
  expect(formatSeconds(-0.4)).toBe('00:00')
})

test('a short average keeps a decimal and is never printed as 60.0 s', () => {
  const decimal = (value: number) => value.toFixed(1)
  expect(formatAverageSeconds(2.44, decimal)).toBe('2.4 s')
  expect(formatAverageSeconds(59.97, decimal)).toBe('01:00')
  expect(formatAverageSeconds(134.6, decimal)).toBe('02:15')
  expect(formatAverageSeconds(null, decimal)).toBe('–')
})
