import { addDays, dayOf, firstOfMonth, startOfDay, type CalendarDay } from './zones.ts'

export const presets = ['today', 'yesterday', 'week', 'month', 'custom'] as const
export type Preset = (typeof presets)[number]

/** Days as a person names them: both ends belong to it. */
export interface DayRange {
  readonly first: CalendarDay
  readonly last: CalendarDay
}

/** from <= t < to, milliseconds since 1970. */
export interface Period {
  readonly from: number
  readonly to: number
}

/** `week` is the last seven days with today, `month` the current one up to today. */
export function rangeOf(preset: Exclude<Preset, 'custom'>, now: number, zone: string): DayRange {
  const today = dayOf(now, zone)
  switch (preset) {
    case 'today':
      return { first: today, last: today }
    case 'yesterday':
      return { first: addDays(today, -1), last: addDays(today, -1) }
    case 'week':
      return { first: addDays(today, -6), last: today }
    case 'month':
      return { first: firstOfMonth(today), last: today }
  }
}

/** Whole days of the zone, so 23 or 25 hours where the clock changes. */
export const periodOf = ({ first, last }: DayRange, zone: string): Period => ({
  from: startOfDay(first, zone),
  to: startOfDay(addDays(last, 1), zone),
})

export const isoPeriod = ({ from, to }: Period) => ({
  from: new Date(from).toISOString(),
  to: new Date(to).toISOString(),
})

export type ReportInterval = 'QUARTER_HOUR' | 'HALF_HOUR' | 'HOUR' | 'DAY' | 'WEEK' | 'MONTH'
export const reportIntervals: readonly ReportInterval[] = ['QUARTER_HOUR', 'HALF_HOUR', 'HOUR', 'DAY', 'WEEK', 'MONTH']

const approximateMillis: Readonly<Record<ReportInterval, number>> = {
  QUARTER_HOUR: 900_000,
  HALF_HOUR: 1_800_000,
  HOUR: 3_600_000,
  DAY: 86_400_000,
  WEEK: 7 * 86_400_000,
  MONTH: 30 * 86_400_000,
}

const mostBars = 400

/** The intervals that give a chart a person can read: at most 400 bars, no bar longer than the period. */
export function sensibleIntervals({ from, to }: Period): readonly ReportInterval[] {
  const length = to - from
  const fitting = reportIntervals.filter(
    interval => length / approximateMillis[interval] <= mostBars && approximateMillis[interval] <= length,
  )
  return fitting.length > 0 ? fitting : ['MONTH']
}

/** An hour for a day or two, a day for up to three months, then months. */
export function defaultInterval({ from, to }: Period): ReportInterval {
  const days = (to - from) / 86_400_000
  if (days <= 2.1) return 'HOUR'
  return days <= 93 ? 'DAY' : 'MONTH'
}
