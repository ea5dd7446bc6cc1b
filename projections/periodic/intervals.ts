import { microsPerSecond, type Micros } from '../../domain/kernel/time.ts'
import { firstInstantOf, offsetSeconds, startOfLocalDay, wallOf, type ZoneName } from '../../domain/kernel/zone.ts'
import type { Interval, Period } from '../../domain/metrics/figures.ts'

/** start <= t < end, in instants: what the zone's clock shows at both ends does not tell how long it is. */
export interface TimeSpan {
  readonly start: Micros
  readonly end: Micros
}

/** The intervals that the calendar and the clock cut; TOTAL is cut by the period alone. */
export type ClockInterval = Exclude<Interval, 'TOTAL'>

const quarter = 900 * microsPerSecond
const day = 86_400 * microsPerSecond
const lengthOf = { QUARTER_HOUR: quarter, HALF_HOUR: 2 * quarter, HOUR: 4 * quarter } as const

/**
 * The intervals of a zone's clock that touch the period, ascending, the first and the last cut to it. A day has 23, 24 or
 * 25 hours; the hour that autumn repeats is two intervals, the hour that spring skips is none (products-and-metrics 2.4).
 */
export const intervalsOf = (period: Period, interval: Interval, zone: ZoneName): TimeSpan[] => [
  ...eachInterval(period, interval, zone),
]

/** As intervalsOf, one at a time: a page of a long period needs only its own. */
export function* eachInterval(period: Period, interval: Interval, zone: ZoneName): Generator<TimeSpan> {
  let start = period.from
  while (start < period.to) {
    const end = interval === 'TOTAL' ? period.to : Math.min(nextIntervalStart(start, interval, zone), period.to)
    yield { start, end }
    start = end
  }
}

/** Start of the zone's interval that holds the instant. Weeks begin on Monday (ISO 8601). */
export function intervalStartOf(at: Micros, interval: ClockInterval, zone: ZoneName): Micros {
  switch (interval) {
    case 'QUARTER_HOUR':
    case 'HALF_HOUR':
    case 'HOUR':
      return clockStart(at, lengthOf[interval], zone)
    case 'DAY':
      return startOfLocalDay(zone, at)
    case 'WEEK':
    case 'MONTH':
      return firstInstantOf(zone, calendarStart(wallOf(zone, at), interval))
  }
}

/** Start of the interval behind the one that holds the instant. */
export function nextIntervalStart(at: Micros, interval: ClockInterval, zone: ZoneName): Micros {
  switch (interval) {
    case 'QUARTER_HOUR':
    case 'HALF_HOUR':
    case 'HOUR':
      return nextClockStart(at, lengthOf[interval], zone)
    case 'DAY':
      return firstInstantOf(zone, Math.floor(wallOf(zone, at) / day) * day + day)
    case 'WEEK':
      return firstInstantOf(zone, calendarStart(wallOf(zone, at), 'WEEK') + 7 * day)
    case 'MONTH':
      return firstInstantOf(zone, calendarStart(calendarStart(wallOf(zone, at), 'MONTH') + 31 * day, 'MONTH'))
  }
}

/**
 * Up to when the local day goes on that starts then, so that all instants between lie in it. On a day on which the clock is changed none
 * are sure: at midnight it may be set back into the day before.
 */
export function plainDayEnd(day: Micros, zone: ZoneName): Micros {
  const end = nextIntervalStart(day, 'DAY', zone)
  return offsetSeconds(zone, day) === offsetSeconds(zone, end) ? end : day
}

/** 0..23 on the zone's clock: both hours of autumn that read 02 are 2. */
export const hourOfDay = (at: Micros, zone: ZoneName): number =>
  Math.floor(modulo(wallOf(zone, at), day) / (4 * quarter))

/** ISO: 1 is Monday, 7 is Sunday. */
export const dayOfWeek = (at: Micros, zone: ZoneName): number => modulo(Math.floor(wallOf(zone, at) / day) + 3, 7) + 1

// 1970-01-01 was a Thursday, three days after a Monday.
function calendarStart(wall: number, interval: 'WEEK' | 'MONTH'): number {
  const days = Math.floor(wall / day)
  if (interval === 'WEEK') return (days - modulo(days + 3, 7)) * day
  const date = new Date(days * 86_400_000)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) * 1000
}

// The offset may change inside (Lord Howe moves by half an hour): the interval then begins at the change.
function clockStart(at: Micros, length: number, zone: ZoneName): Micros {
  const offset = offsetSeconds(zone, at)
  const start = at - modulo(wallOf(zone, at), length)
  if (offsetSeconds(zone, start) === offset) return start
  let change = Math.floor(at / quarter) * quarter
  while (offsetSeconds(zone, change - quarter) === offset) change -= quarter
  return change
}

function nextClockStart(at: Micros, length: number, zone: ZoneName): Micros {
  const offset = offsetSeconds(zone, at)
  const next = at - modulo(wallOf(zone, at), length) + length
  if (offsetSeconds(zone, next - 1) === offset) return next
  let change = Math.floor(at / quarter) * quarter + quarter
  while (offsetSeconds(zone, change) === offset) change += quarter
  return change
}

const modulo = (value: number, by: number): number => ((value % by) + by) % by
