import type { Micros } from '../../kernel/time.ts'
import { wallOf, type ZoneName } from '../../kernel/zone.ts'
import type { Schedule } from './schedules.ts'

/** When something is, as GotoIfTime tells it: within one day. Empty lists: all. */
export interface TimeSlice {
  readonly from: string
  readonly to: string
  readonly weekdays: readonly number[]
  readonly monthDays: readonly number[]
  readonly months: readonly number[]
}

/** A period over midnight is two: until 23:59, and from 00:00 on the weekdays after (pbx-configuration §9.7). */
export function slicesOf({ from, to, weekdays, monthDays, months }: TimeSlice): readonly TimeSlice[] {
  if (from <= to) return [{ from, to, weekdays, monthDays, months }]
  return [
    { from, to: '23:59', weekdays, monthDays, months },
    { from: '00:00', to, weekdays: weekdays.map(day => (day % 7) + 1), monthDays, months },
  ]
}

type ScheduleState =
  | { readonly open: true }
  /** `destination` null: the call ends. */
  | { readonly open: false; readonly destination: Schedule['closedDestination'] }

/**
 * Whether a schedule is open at an instant: holidays first, then the closed periods in their order, then the opened ones; otherwise
 * it is closed (pbx-configuration §9.7). The last minute of a period belongs to it.
 * @param zone  of the site: for schedules that name none
 */
export function scheduleAt(schedule: Schedule, at: Micros, zone: ZoneName): ScheduleState {
  if (!schedule.enabled) return { open: true }
  const moment = momentOf(schedule.timeZone ?? zone, at)
  const closed =
    schedule.dates.find(({ from, to }) => from <= moment.date && moment.date <= (to ?? from)) ??
    schedule.closed.find(period => isWithin(period, moment))
  if (closed) return { open: false, destination: closed.destination ?? schedule.closedDestination }
  return schedule.opened.some(period => isWithin(period, moment))
    ? { open: true }
    : { open: false, destination: schedule.closedDestination }
}

interface Moment {
  /** `2026-12-25` */
  readonly date: string
  /** `08:30` */
  readonly clock: string
  readonly weekday: number
  readonly monthDay: number
  readonly month: number
}

function momentOf(zone: ZoneName, at: Micros): Moment {
  const wall = new Date(Math.floor(wallOf(zone, at) / 1000))
  const text = wall.toISOString()
  return {
    date: text.slice(0, 10),
    clock: text.slice(11, 16),
    weekday: wall.getUTCDay() === 0 ? 7 : wall.getUTCDay(),
    monthDay: wall.getUTCDate(),
    month: wall.getUTCMonth() + 1,
  }
}

const isWithin = (period: TimeSlice, moment: Moment): boolean =>
  slicesOf(period).some(
    slice =>
      slice.from <= moment.clock &&
      moment.clock <= slice.to &&
      isOneOf(moment.weekday, slice.weekdays) &&
      isOneOf(moment.monthDay, slice.monthDays) &&
      isOneOf(moment.month, slice.months),
  )

const isOneOf = (value: number, values: readonly number[]) => values.length === 0 || values.includes(value)
