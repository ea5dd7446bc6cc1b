import { expect, test } from 'vitest'
import { formatMinute, formatSecond, formatWeekday, millisOf } from './instants.ts'
import { addDays, dayOf, firstOfMonth, isCalendarDay, isZone, startOfDay } from './zones.ts'

const at = (iso: string) => Date.parse(iso)

test('an instant of the API is read with its milliseconds', () => {
  expect(millisOf('2026-11-21T02:51:16.682684Z')).toBe(at('2026-11-21T02:51:16.682Z'))
  expect(millisOf('2026-11-21T02:51:16Z')).toBe(at('2026-11-21T02:51:16Z'))
})

test('the same instant is another minute and day in another zone', () => {
  expect(formatMinute(at('2026-11-20T23:30:00Z'), 'Europe/Paris')).toBe('2026-11-21 00:30')
  expect(formatSecond(at('2026-11-20T23:30:05Z'), 'America/New_York')).toBe('2026-11-20 18:30:05')
  expect(dayOf(at('2026-11-20T23:30:00Z'), 'Europe/Paris')).toBe('2026-11-21')
})

test('a day with a clock change has 23 or 25 hours', () => {
  const hours = (day: string) =>
    (startOfDay(addDays(day, 1), 'Europe/Paris') - startOfDay(day, 'Europe/Paris')) / 3_600_000
  expect(hours('2026-03-29')).toBe(23)
  expect(hours('2026-10-25')).toBe(25)
  expect(hours('2026-11-21')).toBe(24)
})

test('where the clock skips midnight, the day begins at the end of the skip', () => {
  expect(startOfDay('2026-09-06', 'America/Santiago')).toBe(at('2026-09-06T04:00:00Z'))
  expect(dayOf(startOfDay('2026-09-06', 'America/Santiago'), 'America/Santiago')).toBe('2026-09-06')
})

test('where the clock repeats midnight, the day begins at the first of the two', () => {
  expect(startOfDay('2026-11-01', 'America/Havana')).toBe(at('2026-11-01T04:00:00Z'))
})

test('a zone with half an hour begins its day there', () => {
  expect(startOfDay('2026-11-21', 'Asia/Kolkata')).toBe(at('2026-11-20T18:30:00Z'))
})

test('days are counted on the calendar', () => {
  expect(addDays('2026-02-28', 1)).toBe('2026-03-01')
  expect(addDays('2026-01-01', -1)).toBe('2025-12-31')
  expect(firstOfMonth('2026-11-21')).toBe('2026-11-01')
})

test('a day that is not on the calendar is refused', () => {
  expect(isCalendarDay('2026-02-28')).toBe(true)
  expect(isCalendarDay('2026-02-30')).toBe(false)
  expect(isCalendarDay('yesterday')).toBe(false)
  expect(isCalendarDay('')).toBe(false)
})

test('a zone is a name with rules, not an offset', () => {
  expect(isZone('Europe/Paris')).toBe(true)
  expect(isZone('+02:00')).toBe(false)
  expect(isZone('Europe/Atlantis')).toBe(false)
})

test('weekdays are ISO: 1 is Monday', () => {
  expect(formatWeekday(1, 'en', 'long')).toBe('Monday')
  expect(formatWeekday(7, 'fr', 'long')).toBe('dimanche')
})
