import { expect, test } from 'vitest'
import { defaultInterval, isoPeriod, periodOf, rangeOf, sensibleIntervals } from './periods.ts'

const now = Date.parse('2026-11-21T23:30:00Z')

test('today is the day of the zone, not of the browser', () => {
  expect(rangeOf('today', now, 'UTC')).toEqual({ first: '2026-11-21', last: '2026-11-21' })
  expect(rangeOf('today', now, 'Europe/Paris')).toEqual({ first: '2026-11-22', last: '2026-11-22' })
})

test('yesterday, the last seven days and this month end as their names say', () => {
  expect(rangeOf('yesterday', now, 'UTC')).toEqual({ first: '2026-11-20', last: '2026-11-20' })
  expect(rangeOf('week', now, 'UTC')).toEqual({ first: '2026-11-15', last: '2026-11-21' })
  expect(rangeOf('month', now, 'UTC')).toEqual({ first: '2026-11-01', last: '2026-11-21' })
})

test('a period holds both of its days whole', () => {
  expect(isoPeriod(periodOf({ first: '2026-10-25', last: '2026-10-25' }, 'Europe/Paris'))).toEqual({
    from: '2026-10-24T22:00:00.000Z',
    to: '2026-10-25T23:00:00.000Z',
  })
})

test('only intervals that make a readable chart are offered', () => {
  const day = periodOf({ first: '2026-11-21', last: '2026-11-21' }, 'UTC')
  const year = periodOf({ first: '2026-01-01', last: '2026-12-31' }, 'UTC')
  expect(sensibleIntervals(day)).toEqual(['QUARTER_HOUR', 'HALF_HOUR', 'HOUR', 'DAY'])
  expect(sensibleIntervals(year)).toEqual(['DAY', 'WEEK', 'MONTH'])
  expect(defaultInterval(day)).toBe('HOUR')
  expect(defaultInterval(year)).toBe('MONTH')
})

test('the default interval of the day of 25 hours is the hour', () => {
  expect(defaultInterval(periodOf({ first: '2026-10-24', last: '2026-10-25' }, 'Europe/Paris'))).toBe('HOUR')
})
