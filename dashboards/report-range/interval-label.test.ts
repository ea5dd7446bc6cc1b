import { expect, test } from 'vitest'
import { clockChangeBetween, intervalName, tickOf } from './interval-label.ts'

const at = (iso: string) => Date.parse(iso)

test('the hour that autumn repeats is two intervals with different names', () => {
  const name = (start: string) => intervalName(at(start), at(start) + 3_600_000, 'HOUR', 'Europe/Paris', 'en')
  expect(name('2026-10-25T00:00:00Z')).toBe('Sun 25 Oct 02:00–02:00 (GMT+02:00)')
  expect(name('2026-10-25T01:00:00Z')).toBe('Sun 25 Oct 02:00–03:00 (GMT+01:00)')
  expect(name('2026-10-25T02:00:00Z')).toBe('Sun 25 Oct 03:00–04:00')
})

test('on the axis midnight shows the day that begins, where there is more than one day', () => {
  expect(tickOf(at('2026-11-20T23:00:00Z'), 'HOUR', 'Europe/Paris', 'en')).toBe('21/11')
  expect(tickOf(at('2026-11-20T23:00:00Z'), 'HOUR', 'Europe/Paris', 'en', false)).toBe('00:00')
  expect(tickOf(at('2026-11-21T08:00:00Z'), 'HOUR', 'Europe/Paris', 'en')).toBe('09:00')
  expect(tickOf(at('2026-10-31T23:00:00Z'), 'MONTH', 'Europe/Paris', 'en')).toBe('2026-11')
})

test('a week is named by its first and its last day', () => {
  expect(intervalName(at('2026-11-16T00:00:00Z'), at('2026-11-23T00:00:00Z'), 'WEEK', 'UTC', 'en')).toBe(
    'Mon 16 Nov – Sun 22 Nov',
  )
})

test('a day that has not 24 hours says how many', () => {
  const name = (start: string, end: string) => intervalName(at(start), at(end), 'DAY', 'Europe/Paris', 'en')
  expect(name('2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z')).toBe('Sun 25 Oct (25 h)')
  expect(name('2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z')).toBe('Sun 29 Mar (23 h)')
  expect(name('2026-10-25T23:00:00Z', '2026-10-26T23:00:00Z')).toBe('Mon 26 Oct')
})

test('a change of the clock is told by its size, that of Lord Howe too', () => {
  const hours = (start: string, zone: string) => clockChangeBetween(at(start), at(start) + 3_600_000, zone)
  expect(hours('2026-10-25T00:00:00Z', 'Europe/Paris')).toBe('−1 h')
  expect(hours('2026-03-29T00:00:00Z', 'Europe/Paris')).toBe('+1 h')
  expect(hours('2026-10-03T15:00:00Z', 'Australia/Lord_Howe')).toBe('+30 min')
  expect(hours('2026-10-25T03:00:00Z', 'Europe/Paris')).toBeUndefined()
})
