import type { Micros } from '../../../domain/kernel/time.ts'
import type { ZoneName } from '../../../domain/kernel/zone.ts'
import type { AgentDimension, Interval, Period } from '../../../domain/metrics/figures.ts'
import { eachInterval, intervalStartOf, nextIntervalStart, type TimeSpan } from '../../periodic/intervals.ts'
import type { KnownAgent } from './known-agents.ts'

/** Agents whose intervals are cut by one clock, of sites whose days are cut by one clock. */
export interface Clock {
  /** Cuts the intervals and tells hour and day of the week. */
  readonly zone: ZoneName
  readonly siteZone: ZoneName
  readonly agents: readonly KnownAgent[]
}

/** @param timeZone of all; undefined: each site's own */
export function clocksOf(agents: readonly KnownAgent[], timeZone: ZoneName | undefined): readonly Clock[] {
  const clocks = new Map<ZoneName, KnownAgent[]>()
  for (const agent of agents) {
    const others = clocks.get(agent.timeZone)
    if (others) others.push(agent)
    else clocks.set(agent.timeZone, [agent])
  }
  return [...clocks].map(([siteZone, ofZone]) => ({ zone: timeZone ?? siteZone, siteZone, agents: ofZone }))
}

/** The zone whose days may be read from the table of days: where an interval is made of whole days of the site, or undefined. */
export function daysIn(
  { zone, siteZone }: Clock,
  interval: Interval,
  groupBy: readonly AgentDimension[],
): ZoneName | undefined {
  if (groupBy.includes('HOUR_OF_DAY')) return undefined
  const isOfDays = interval === 'DAY' || interval === 'WEEK' || interval === 'MONTH'
  if (zone === siteZone) return isOfDays || interval === 'TOTAL' ? siteZone : undefined
  return interval === 'TOTAL' && !groupBy.includes('DAY_OF_WEEK') ? siteZone : undefined
}

/** The intervals of the period that begin at `from` or later. */
export function intervalsFrom(from: Micros, period: Period, interval: Interval, zone: ZoneName): Generator<TimeSpan> {
  if (from <= period.from || interval === 'TOTAL') return eachInterval(period, interval, zone)
  const start = intervalStartOf(from, interval, zone) === from ? from : nextIntervalStart(from, interval, zone)
  return eachInterval({ from: start, to: period.to }, interval, zone)
}

/** Nothing is known before the first sign of these agents, nor behind the newest but the state that goes on. */
export function extentOf({ agents }: Clock, now: Micros): Period {
  return {
    from: Math.min(...agents.map(({ firstSign }) => firstSign)),
    to: Math.max(now, ...agents.map(({ lastSign }) => lastSign + 1)),
  }
}

/** Start of the first interval of the period that `extent` touches. */
export function firstTouched(extent: Period, period: Period, interval: Interval, zone: ZoneName): Micros {
  if (extent.from <= period.from || interval === 'TOTAL') return period.from
  return Math.max(period.from, intervalStartOf(extent.from, interval, zone))
}
