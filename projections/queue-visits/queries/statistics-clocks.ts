import type { Micros } from '../../../domain/kernel/time.ts'
import type { ZoneName } from '../../../domain/kernel/zone.ts'
import { eachInterval, intervalStartOf, nextIntervalStart, type TimeSpan } from '../../periodic/intervals.ts'
import type { KnownQueue } from './known-queues.ts'
import type { Calendar } from './pieces-of-period.ts'
import type { QueueStatisticsRequest } from '../types.ts'

/** Queues whose intervals are cut by one clock, of sites whose days are cut by one clock. */
export interface Clock {
  /** Cuts the intervals and tells hour and day of the week. */
  readonly zone: ZoneName
  readonly siteZone: ZoneName
  readonly queues: readonly KnownQueue[]
}

export function clocksOf(
  queues: readonly KnownQueue[],
  { timeZone, groupBy }: QueueStatisticsRequest,
): readonly Clock[] {
  const clocks = new Map<ZoneName, KnownQueue[]>()
  for (const queue of queues) {
    const others = clocks.get(queue.timeZone)
    if (others) others.push(queue)
    else clocks.set(queue.timeZone, [queue])
  }
  // A sum over nothing is still a row.
  if (clocks.size === 0 && groupBy.length === 0) clocks.set(timeZone ?? 'UTC', [])
  return [...clocks].map(([siteZone, ofZone]) => ({ zone: timeZone ?? siteZone, siteZone, queues: ofZone }))
}

/** Tables of whole days and months of the site help where they do not cut across intervals or groups. */
export function calendarOf(
  { zone, siteZone }: Pick<Clock, 'zone' | 'siteZone'>,
  { interval, groupBy }: Pick<QueueStatisticsRequest, 'interval' | 'groupBy'>,
): Calendar {
  const byDay = groupBy.includes('DAY_OF_WEEK')
  if (groupBy.includes('HOUR_OF_DAY')) return { zone: siteZone, tables: [] }
  if (interval === 'TOTAL' && (zone === siteZone || !byDay))
    return { zone: siteZone, tables: byDay ? ['day'] : ['month', 'day'] }
  if (zone !== siteZone) return { zone: siteZone, tables: [] }
  if (interval === 'MONTH' && !byDay) return { zone, tables: ['month', 'day'] }
  return { zone, tables: interval === 'DAY' || interval === 'WEEK' || interval === 'MONTH' ? ['day'] : [] }
}

/** The intervals of the clock that begin at `from` or later. */
export function intervalsFrom(
  { period, interval }: QueueStatisticsRequest,
  zone: ZoneName,
  from: Micros,
): Generator<TimeSpan> {
  if (from <= period.from || interval === 'TOTAL') return eachInterval(period, interval, zone)
  const start = intervalStartOf(from, interval, zone) === from ? from : nextIntervalStart(from, interval, zone)
  return eachInterval({ from: start, to: period.to }, interval, zone)
}

export const boundsOf = (intervals: readonly TimeSpan[]): readonly Micros[] => [
  ...intervals.map(({ start }) => start),
  intervals.at(-1)?.end ?? 0,
]

export function take(intervals: Generator<TimeSpan>, count: number): TimeSpan[] {
  const taken: TimeSpan[] = []
  while (taken.length < count) {
    const next = intervals.next()
    if (next.done) break
    taken.push(next.value)
  }
  return taken
}
