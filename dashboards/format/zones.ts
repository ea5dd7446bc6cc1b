import { DateTime, IANAZone } from 'luxon'

/** A day on the calendar, `2026-11-21`. */
export type CalendarDay = string

const day = 'yyyy-LL-dd'
const localTime = (at: number, zone: string): DateTime => DateTime.fromMillis(at, { zone })
const calendar = (text: CalendarDay): DateTime => DateTime.fromFormat(text, day, { zone: 'utc' })

export const dayOf = (at: number, zone: string): CalendarDay => localTime(at, zone).toFormat(day)

/** Calendar arithmetic, away from any zone: a day later is the next date, whether it has 23, 24 or 25 hours. */
export const addDays = (from: CalendarDay, days: number): CalendarDay => calendar(from).plus({ days }).toFormat(day)

export const firstOfMonth = (of: CalendarDay): CalendarDay => calendar(of).startOf('month').toFormat(day)

/** Refuses 2026-02-30 as well as words. */
export const isCalendarDay = (text: string): boolean => calendar(text).isValid

/** How far the wall clock of the zone is ahead of UTC at an instant. */
export const offsetMillis = (at: number, zone: string): number => IANAZone.create(zone).offset(at) * 60_000

/** First instant of the day in the zone, in milliseconds; where the clock skips midnight, the end of the skip. */
export const startOfDay = (of: CalendarDay, zone: string): number => {
  const instants = DateTime.fromFormat(of, day, { zone }).getPossibleOffsets()
  return Math.min(...instants.map(instant => instant.startOf('day').toMillis()))
}

/** A name with rules, not an offset. */
export const isZone = (name: string): boolean => /^[A-Za-z]/.test(name) && IANAZone.isValidZone(name)

export const browserZone = (): string => DateTime.local().zoneName
