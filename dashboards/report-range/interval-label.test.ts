import { expect, test } from 'vitest'
import { intervalName, tickOf } from './interval-label.ts'

const at = (iso: string) => Date.parse(iso)

test('the hour that autumn repeats is two intervals with different names', () => {
  const name = (start: string) => intervalName(at(start), at(start) + 3_600_000, 'HOUR', 'Europe/Paris', 'en')
  expect(name('2026-10-25T00:00:00Z')).toBe('Sun 25 Oct 02:00–02:00 (GMT+02:00)')
  expect(name('2026-10-25T01:00:00Z')).toBe('Sun 25 Oct 02:00–03:00 (GMT+01:00)')
  expect(name('2026-10-25T02:00:00Z')).toBe('Sun 25 Oct 03:00–04:00')
})

test('on the axis midnight shows the day that begins', () => {
  expect(tickOf(at('2026-11-20T23:00:00Z'), 'HOUR', 'Europe/Paris', 'en')).toBe('21/11')
  expect(tickOf(at('2026-11-21T08:00:00Z'), 'HOUR', 'Europe/Paris', 'en')).toBe('09:00')
  expect(tickOf(at('2026-10-31T23:00:00Z'), 'MONTH', 'Europe/Paris', 'en')).toBe('2026-11')
})

test('a week is named by its first and its last day', () => {
  expect(intervalName(at('2026-11-16T00:00:00Z'), at('2026-11-23T00:00:00Z'), 'WEEK', 'UTC', 'en')).toBe(
    'Mon 16 Nov – Sun 22 Nov',
  )
})
