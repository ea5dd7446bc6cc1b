import { microsPerSecond, type Micros } from './time.ts'

/** An IANA time zone name that this runtime knows, e.g. `Europe/Paris`. */
export type ZoneName = string

const formatters = new Map<ZoneName, Intl.DateTimeFormat>()

function formatterOf(zone: ZoneName): Intl.DateTimeFormat {
  let formatter = formatters.get(zone)
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
    formatters.set(zone, formatter)
  }
  return formatter
}

/** Fixed offsets such as `+02:00` are refused: a zone has rules, an offset has none. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    formatterOf(name)
    return true
  } catch {
    return false
  }
}

const secondsPerQuarter = 900
const offsets = new Map<ZoneName, Map<number, number>>()

const quartersPerDay = 96
/** Of whole UTC days; null: it changes within. */
const offsetsOfDays = new Map<ZoneName, Map<number, number | null>>()

/** Seconds that the zone's wall clock is ahead of UTC at the instant. Offsets change on quarters of an hour (tz database). */
export function offsetSeconds(zone: ZoneName, at: Micros): number {
  const quarter = Math.floor(at / microsPerSecond / secondsPerQuarter)
  return offsetOfDay(zone, Math.floor(quarter / quartersPerDay)) ?? offsetOfQuarter(zone, quarter)
}

/** Changes lie days apart, so equal ends mean none: the formatter (10 us) need not be asked for every quarter. */
function offsetOfDay(zone: ZoneName, day: number): number | null {
  let known = offsetsOfDays.get(zone)
  if (!known) offsetsOfDays.set(zone, (known = new Map<number, number | null>()))
  const remembered = known.get(day)
  if (remembered !== undefined) return remembered
  const start = offsetOfQuarter(zone, day * quartersPerDay)
  const end = offsetOfQuarter(zone, (day + 1) * quartersPerDay)
  const offset = start === end ? start : null
  if (known.size > 20_000) known.clear()
  known.set(day, offset)
  return offset
}

function offsetOfQuarter(zone: ZoneName, quarter: number): number {
  let known = offsets.get(zone)
  if (!known) offsets.set(zone, (known = new Map<number, number>()))
  const remembered = known.get(quarter)
  if (remembered !== undefined) return remembered
  const offset = computeOffset(zone, quarter * secondsPerQuarter)
  if (known.size > 20_000) known.clear()
  known.set(quarter, offset)
  return offset
}

function computeOffset(zone: ZoneName, epochSeconds: number): number {
  const part: Record<string, number> = {}
  for (const { type, value } of formatterOf(zone).formatToParts(epochSeconds * 1000)) part[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - epochSeconds
}

/** A wall clock reading as if it were UTC: microseconds since 1970-01-01T00:00:00 on that clock. */
export type WallMicros = number

export const wallOf = (zone: ZoneName, at: Micros): WallMicros => at + offsetSeconds(zone, at) * microsPerSecond

const readings = new Map<ZoneName, Map<number, readonly number[]>>()

/**
 * The offsets, in seconds ahead of UTC, at which the zone's clock shows this reading: none in the hour that spring skips,
 * two in the hour that autumn repeats, otherwise one. That of the earlier instant comes first.
 */
export function offsetsOf(zone: ZoneName, wall: WallMicros): readonly number[] {
  const quarter = Math.floor(wall / microsPerSecond / secondsPerQuarter)
  let known = readings.get(zone)
  if (!known) readings.set(zone, (known = new Map<number, readonly number[]>()))
  const remembered = known.get(quarter)
  if (remembered) return remembered
  const offsets = computeOffsets(zone, quarter * secondsPerQuarter * microsPerSecond)
  if (known.size > 200_000) known.clear()
  known.set(quarter, offsets)
  return offsets
}

function computeOffsets(zone: ZoneName, wall: WallMicros): readonly number[] {
  const day = 86_400 * microsPerSecond
  const candidates = new Set([offsetSeconds(zone, wall - day), offsetSeconds(zone, wall + day)])
  return [...candidates]
    .filter(offset => offsetSeconds(zone, wall - offset * microsPerSecond) === offset)
    .sort((a, b) => b - a)
}

/**
 * The instants at which the zone's clock shows this reading: none in the hour that spring skips, two in the hour that
 * autumn repeats, otherwise one; ascending.
 */
export const instantsOf = (zone: ZoneName, wall: WallMicros): Micros[] =>
  offsetsOf(zone, wall).map(offset => wall - offset * microsPerSecond)

/** The first instant of the local day that holds `at`; where midnight does not exist, the first instant after the gap. */
export function startOfLocalDay(zone: ZoneName, at: Micros): Micros {
  const day = 86_400 * microsPerSecond
  return firstInstantOf(zone, Math.floor(wallOf(zone, at) / day) * day)
}

/** The earliest instant whose wall clock reads `wall`, or, when the clock skips it, the instant of the skip's end. */
export function firstInstantOf(zone: ZoneName, wall: WallMicros): Micros {
  const [first] = instantsOf(zone, wall)
  if (first !== undefined) return first
  const before = offsetSeconds(zone, wall - 86_400 * microsPerSecond)
  // The clock jumps over `wall`: with the offset before the jump it is read at, or after, the jump itself.
  let at = wall - before * microsPerSecond
  const quarter = secondsPerQuarter * microsPerSecond
  at = Math.floor(at / quarter) * quarter
  while (offsetSeconds(zone, at - quarter) !== before) at -= quarter
  return at
}
