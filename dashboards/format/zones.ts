import { partsOf } from './instants.ts'

/** A day on the calendar, `2026-11-21`. */
export type CalendarDay = string

export const dayOf = (at: number, zone: string): CalendarDay => {
  const { year, month, day } = partsOf(at, zone)
  return `${year}-${month}-${day}`
}

/** Calendar arithmetic, away from any zone: a day later is the next date, whether it has 23, 24 or 25 hours. */
export function addDays(day: CalendarDay, days: number): CalendarDay {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

export const firstOfMonth = (day: CalendarDay): CalendarDay => `${day.slice(0, 7)}-01`

/** Refuses 2026-02-30 as well as words. */
export function isCalendarDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text
}

/** How far the wall clock of the zone is ahead of UTC at an instant. */
export function offsetMillis(at: number, zone: string): number {
  const { year, month, day, hour, minute, second } = partsOf(at, zone)
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) - Math.floor(at / 1000) * 1000
}

const quarter = 900_000

/** First instant of the day in the zone, in milliseconds; where the clock skips midnight, the end of the skip. */
export function startOfDay(day: CalendarDay, zone: string): number {
  const wall = Date.parse(`${day}T00:00:00Z`)
  const early = wall - offsetMillis(wall - 86_400_000, zone)
  const late = wall - offsetMillis(wall + 86_400_000, zone)
  const matches = [Math.min(early, late), Math.max(early, late)].filter(at => at + offsetMillis(at, zone) === wall)
  if (matches[0] !== undefined) return matches[0]
  let at = Math.min(early, late)
  while (dayOf(at, zone) < day) at += quarter
  return at
}

export function isZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

export const browserZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone
