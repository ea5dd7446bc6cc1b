import { useMemo } from 'react'
import { rememberInAddress, rememberWhileChoosing, useSearch } from '../app/location.ts'
import {
  defaultInterval,
  isoPeriod,
  periodOf,
  presets,
  rangeOf,
  reportIntervals,
  sensibleIntervals,
  type DayRange,
  type Period,
  type Preset,
  type ReportInterval,
} from '../format/periods.ts'
import { browserZone, isCalendarDay, isZone } from '../format/zones.ts'
import { useSites } from '../graphql/sites.tsx'

/** What a report is about, as it stands in the address. */
export interface ReportRange {
  readonly preset: Preset
  readonly days: DayRange
  readonly zone: string
  readonly period: Period
  /** As the API takes it. */
  readonly periodInput: { readonly from: string; readonly to: string }
  readonly interval: ReportInterval
  readonly intervals: readonly ReportInterval[]
}

/**
 * Reads the range from the address. What is missing or wrong falls back: today, in the zone of the sites when they share one,
 * otherwise in the browser's, cut into hours or days.
 */
export function parseRange(search: string, zones: readonly string[], now: number): ReportRange {
  const asked = new URLSearchParams(search)
  const zone = zoneIn(asked.get('zone'), zones)
  const preset = presets.find(name => name === asked.get('period')) ?? 'today'
  const days = daysIn(asked, preset, now, zone)
  const period = periodOf(days, zone)
  const intervals = sensibleIntervals(period)
  const wanted = reportIntervals.find(name => name === asked.get('interval'))
  const fallback = defaultInterval(period)
  const interval =
    wanted && intervals.includes(wanted) ? wanted : (intervals.find(name => name === fallback) ?? intervals[0])
  return { preset, days, zone, period, periodInput: isoPeriod(period), interval: interval ?? 'DAY', intervals }
}

function zoneIn(asked: string | null, zones: readonly string[]): string {
  if (asked !== null && isZone(asked)) return asked
  const [only, other] = [...new Set(zones)]
  return only !== undefined && other === undefined ? only : browserZone()
}

function daysIn(asked: URLSearchParams, preset: Preset, now: number, zone: string): DayRange {
  if (preset !== 'custom') return rangeOf(preset, now, zone)
  const today = rangeOf('today', now, zone)
  const first = asked.get('from') ?? ''
  const last = asked.get('to') ?? ''
  if (!isCalendarDay(first) || !isCalendarDay(last)) return today
  return first <= last ? { first, last } : { first: last, last: first }
}

export function useReportRange(): ReportRange {
  const search = useSearch()
  const sites = useSites()
  const zones = useMemo(() => sites.map(({ timeZone }) => timeZone), [sites])
  return useMemo(() => parseRange(search, zones, Date.now()), [search, zones])
}

interface RangeChange {
  readonly preset?: Preset
  readonly days?: DayRange
  readonly zone?: string
  readonly interval?: ReportInterval
}

/** Days that are typed digit by digit: one step of the history until the field is left. */
export const changeDays = (days: DayRange): void =>
  rememberWhileChoosing({ period: 'custom', from: days.first, to: days.last, day: undefined })

export function changeRange({ preset, days, zone, interval }: RangeChange): void {
  rememberInAddress({
    // A day of an agent that was turned to belongs to the period that it was turned to in.
    ...((preset ?? days) && { day: undefined }),
    ...(preset && { period: preset }),
    ...(preset && preset !== 'custom' && { from: undefined, to: undefined, interval: undefined }),
    ...(days && { period: 'custom', from: days.first, to: days.last }),
    ...(zone && { zone }),
    ...(interval && { interval }),
  })
}
