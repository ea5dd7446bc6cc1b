import { expect, test } from 'vitest'
import { microsOfIso } from '../kernel/time.ts'
import { dateAt, dayAfter, isCalendarDate } from './due-date.ts'

test('the day is that of the site', () => {
  const at = microsOfIso('2026-11-30T23:30:00Z') ?? NaN
  expect([dateAt('Europe/Paris', at), dateAt('UTC', at)]).toEqual(['2026-12-01', '2026-11-30'])
})

test('the next day is one of the calendar', () => {
  expect(['2026-12-31', '2028-02-28', '2026-10-25'].map(dayAfter)).toEqual(['2027-01-01', '2028-02-29', '2026-10-26'])
})

test('a date is one that there is', () => {
  expect(['2028-02-29', '2026-02-29', '2026-1-1', '2026-12-32'].map(isCalendarDate)).toEqual([
    true,
    false,
    false,
    false,
  ])
})
