import { microsPerSecond, type Micros } from '../../kernel/time.ts'
import { zoneOffsets } from '../../kernel/zone-offsets.ts'
import type { ZoneName } from '../../kernel/zone.ts'
import type { Period } from '../../metrics/figures.ts'
import { scheduleAt, slicesOf } from './schedule-at.ts'
import type { Schedule } from './schedules.ts'

/** By which schedule something went, from when to when. */
export interface ScheduledTime extends Period {
  readonly schedule: Schedule
}

const minute = 60 * microsPerSecond
const day = 24 * 60 * minute

/**
 * When a schedule is open within a period: ascending, with closed time between any two. A schedule goes by its wall clock, so in the hour
 * that autumn repeats it opens twice, and what spring skips never comes.
 * @param zone  of the site: for schedules that name none
 */
export function openHours(schedule: Schedule, zone: ZoneName, period: Period): readonly Period[] {
  const open: Period[] = []
  const turns = [...turnsIn(schedule, schedule.timeZone ?? zone, period)]
  for (const [i, from] of turns.entries())
    if (scheduleAt(schedule, from, zone).open) append(open, { from, to: turns[i + 1] ?? period.to })
  return open
}

/** When something was open that went by one schedule after the other. By none, it was open. */
export function openHoursOf(
  history: readonly ScheduledTime[],
  zone: ZoneName,
  { from, to }: Period,
): readonly Period[] {
  const open: Period[] = []
  let at = from
  for (const { schedule, ...time } of history) {
    const within = { from: Math.max(time.from, at), to: Math.min(time.to, to) }
    if (within.from >= within.to) continue
    append(open, { from: at, to: within.from })
    for (const hours of openHours(schedule, zone, within)) append(open, hours)
    at = within.to
  }
  append(open, { from: at, to })
  return open
}

/** The rest of the period. */
export function closedHours(open: readonly Period[], { from, to }: Period): readonly Period[] {
  const ends = [from, ...open.flatMap(hours => [hours.from, hours.to]), to]
  return ends.flatMap((start, i) => {
    const end = ends[i + 1]
    return i % 2 === 0 && end !== undefined && start < end ? [{ from: start, to: end }] : []
  })
}

/** The last one becomes longer where nothing lies between. */
function append(open: Period[], { from, to }: Period): void {
  const last = open.at(-1)
  if (from >= to) return
  if (last?.to === from) open[open.length - 1] = { from: last.from, to }
  else open.push({ from, to })
}

/** The start of the period, and every instant within it at which the schedule may open or close; ascending. */
function* turnsIn(schedule: Schedule, zone: ZoneName, { from, to }: Period): Generator<Micros> {
  if (from >= to) return
  const readings = readingsOf(schedule)
  const offsets = zoneOffsets(zone, { from, to })
  for (const [i, { from: start, offset }] of offsets.entries()) {
    const end = offsets[i + 1]?.from ?? to
    yield start
    for (let midnight = Math.floor((start + offset) / day) * day; midnight - offset < end; midnight += day)
      for (const reading of readings) {
        const at = midnight + reading - offset
        if (at > start && at < end) yield at
      }
  }
}

/** What the clock shows when it may turn: midnights, first minutes, and the minutes behind the last ones; after midnight. */
function readingsOf({ opened, closed }: Schedule): readonly Micros[] {
  const slices = [...opened, ...closed].flatMap(slicesOf)
  const readings = slices.flatMap(({ from, to }) => [afterMidnight(from), afterMidnight(to) + minute])
  return [...new Set([0, ...readings])].filter(reading => reading < day).sort((a, b) => a - b)
}

/** `08:30` */
const afterMidnight = (clock: string): Micros => (Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))) * minute

export interface Opening {
  readonly open: boolean
  /** null: not within the last 400 days. */
  readonly since: Micros | null
  /** null: not within the next 400 days. */
  readonly until: Micros | null
}

/** A week shows most changes; the longest wait is that for a day of the year. */
const farFromNow = [8 * day, 400 * day]

/** Whether something is open at an instant, since when, and until when if nobody changes anything. */
export function openingAt(history: readonly ScheduledTime[], zone: ZoneName, at: Micros): Opening {
  let opening: Opening = { open: true, since: null, until: null }
  for (const far of farFromNow) {
    const period = { from: at - far, to: at + far }
    const open = openHoursOf(history, zone, period)
    const isNow = ({ from, to }: Period) => from <= at && at < to
    const now = open.find(isNow) ?? closedHours(open, period).find(isNow) ?? period
    opening = {
      open: open.some(isNow),
      since: now.from > period.from ? now.from : null,
      until: now.to < period.to ? now.to : null,
    }
    if (opening.since !== null && opening.until !== null) return opening
  }
  return opening
}
