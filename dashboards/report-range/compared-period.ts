import { formatMinute } from '../format/instants.ts'
import { periodOf, type Period, type ReportInterval } from '../format/periods.ts'
import { addDays, dayOf, offsetMillis } from '../format/zones.ts'
import type { ReportRange } from './report-range.ts'

/** With what a report is compared: as many days right before; the same days of the week before; those of 52 weeks before. */
export const comparisons = ['before', 'week', 'year'] as const
export type Comparison = (typeof comparisons)[number]

const daysOfYear = 364
const dayMs = 86_400_000
const quarterMs = 900_000

/** How many days earlier it began. By whole weeks Mondays stand against Mondays. */
export function daysEarlier({ days, period }: Pick<ReportRange, 'days' | 'period'>, comparison: Comparison): number {
  const length = days.first === days.last ? 1 : Math.round((period.to - period.from) / dayMs)
  if (comparison === 'before') return length
  const weeks = Math.ceil(length / 7) * 7
  return comparison === 'week' ? weeks : Math.max(daysOfYear, weeks)
}

/** The whole days that a report is compared with. */
export const comparedPeriod = ({ days, zone }: ReportRange, earlier: number): Period =>
  periodOf({ first: addDays(days.first, -earlier), last: addDays(days.last, -earlier) }, zone)

/**
 * As much of them as has gone by of the report itself, by the clock on the wall: half of today against all of yesterday would
 * say nothing. Cut at a quarter of an hour, the grain of the figures.
 */
export function comparedSoFar(range: ReportRange, earlier: number, now: number): Period {
  const whole = comparedPeriod(range, earlier)
  if (range.period.to <= now) return whole
  const cut = Math.floor(earlierOnTheWall(now, earlier, range.zone) / quarterMs) * quarterMs
  return { from: whole.from, to: Math.min(whole.to, Math.max(whole.from + quarterMs, cut)) }
}

function earlierOnTheWall(at: number, earlier: number, zone: string): number {
  const then = at - earlier * dayMs
  return then + offsetMillis(at, zone) - offsetMillis(then, zone)
}

interface Interval {
  readonly start: number
}

/**
 * What each interval of a report is compared with. Intervals within days, and days, stand against those of the same clock time; weeks
 * and months, which are cut by the calendar, against those at the same place. An hour that was repeated on the earlier day counts
 * once, with both; one that was skipped there has no counterpart.
 * @param add  sums what two intervals of the same clock time hold
 */
export function matched<Row extends Interval>(
  starts: readonly number[],
  earlierRows: readonly Row[],
  { interval, zone, earlier }: { readonly interval: ReportInterval; readonly zone: string; readonly earlier: number },
  add: (a: Row, b: Row) => Row,
): readonly (Row | undefined)[] {
  if (interval === 'WEEK' || interval === 'MONTH') return starts.map((_, place) => earlierRows[place])
  const byClock = new Map<string, Row>()
  for (const row of earlierRows) {
    const key = `${addDays(dayOf(row.start, zone), earlier)} ${clockOf(row.start, zone)}`
    const known = byClock.get(key)
    byClock.set(key, known ? add(known, row) : row)
  }
  return starts.map(start => byClock.get(`${dayOf(start, zone)} ${clockOf(start, zone)}`))
}

const clockOf = (at: number, zone: string): string => formatMinute(at, zone).slice(11)
