import { microsPerSecond, type Micros } from '../kernel/time.ts'
import { offsetSeconds, offsetsOf, type WallMicros, type ZoneName } from '../kernel/zone.ts'
import type { FactFlag } from './facts.ts'
import { channelStart } from './uniqueid.ts'

/**
 * The clock of one input, read in the order of its rows: it knows the zone of times that carry none, and the row
 * before, by which the repeated hour of autumn is resolved. Seed `last` with the newest known instant when an input
 * is taken up again.
 */
export interface SourceClock {
  readonly zone: ZoneName
  last: Micros | undefined
}

export const sourceClock = (zone: ZoneName, last?: Micros): SourceClock => ({ zone, last })

interface TimeReading {
  readonly at: Micros
  /** Seconds that the reading was taken to be ahead of UTC; undefined for epoch seconds. */
  readonly offset: number | undefined
  readonly flags: readonly FactFlag[]
}

const unflagged: readonly FactFlag[] = []
const ambiguous: readonly FactFlag[] = ['ambiguousTime']
const skipped: readonly FactFlag[] = ['skippedTime']

/** 2100-01-01: what lies behind it is milliseconds, or junk. */
const latest = 4_102_444_800 * microsPerSecond

/**
 * Threads write some hundred microseconds out of order, commits up to seconds. A reading that is further back than
 * this is the clock's doing.
 */
const disorder = 60 * microsPerSecond
/** Once the clock has gone back, a reading of just before that is more likely the second one, an hour later. */
const disorderAfterChange = microsPerSecond

/**
 * `1795233076` or `1795233076.682684` (CEL without dateformat). @returns undefined when it is neither, or lies after
 * 2100.
 */
export function epochMicros(text: string): Micros | undefined {
  let seconds = 0
  let index = 0
  for (; index < text.length; index++) {
    const digit = text.charCodeAt(index) - 48
    if (digit < 0 || digit > 9) break
    seconds = seconds * 10 + digit
  }
  if (index === 0 || index > 11) return undefined
  const at = seconds * microsPerSecond + (index === text.length ? 0 : fraction(text, index))
  return at < latest ? at : undefined
}

/** Micros of `.682684` from `index` to the end; NaN for anything else. Digits behind the sixth are cut. */
function fraction(text: string, index: number): number {
  if (text.charCodeAt(index) !== 46 || index + 1 === text.length) return NaN
  let micros = 0
  let weight = 100_000
  for (let i = index + 1; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 48
    if (digit < 0 || digit > 9) return NaN
    micros += digit * weight
    weight = Math.floor(weight / 10)
  }
  return micros
}

const twoDigits = (text: string, index: number): number =>
  (text.charCodeAt(index) - 48) * 10 + text.charCodeAt(index + 1) - 48

/** Of a month from 1. */
const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate()

/** Date and time as on the wall, and the offset where one is written. */
function wallReading(text: string): { readonly at: WallMicros; readonly offset: number | undefined } | undefined {
  if (!/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d/.test(text)) return undefined
  const year = Number(text.slice(0, 4))
  const month = twoDigits(text, 5)
  const day = twoDigits(text, 8)
  const hour = twoDigits(text, 11)
  const minute = twoDigits(text, 14)
  const second = twoDigits(text, 17)
  if (year < 1970 || month < 1 || month > 12 || day < 1 || (day > 28 && day > daysIn(year, month))) return undefined
  if (hour > 23 || minute > 59 || second > 60) return undefined
  const whole = Date.UTC(year, month - 1, day, hour, minute, second) * 1000
  if (text.length === 19) return { at: whole, offset: undefined }
  const micros = fraction(text, 19)
  if (!Number.isNaN(micros)) return { at: whole + micros, offset: undefined }
  return withOffset(whole, text.slice(19))
}

function withOffset(whole: WallMicros, rest: string) {
  const match = /^([.,]\d+)? ?(?:(Z|UTC|GMT)|([+-])(\d\d)(?::?(\d\d))?(?::?(\d\d))?)?$/i.exec(rest)
  if (!match) return undefined
  const [, decimals, utc, sign, hours = '0', minutes = '0', seconds = '0'] = match
  const at = whole + (decimals ? fraction(decimals.replace(',', '.'), 0) : 0)
  if (!utc && !sign) return { at, offset: undefined }
  const offset = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
  return { at, offset: sign === '-' ? -offset : offset }
}

/**
 * Reads what a source writes as time: epoch seconds, `2026-11-21 03:51:16.682684` on the node's clock, or the same
 * with an offset (`+01`, `+0100`, `+01:00`, `Z`). Of the repeated hour the first reading is meant until the clock has
 * been seen to go back: the earliest instant is taken that is not before the row before (with a minute for disorder),
 * nor before the start of the call named by `uniqueid`. An hour in which nothing was written before the change
 * therefore reads as the first one.
 * @returns undefined when the text is no time.
 */
export function readTime(clock: SourceClock, text: string, uniqueid = ''): TimeReading | undefined {
  const epoch = epochMicros(text)
  if (epoch !== undefined) return { at: epoch, offset: undefined, flags: unflagged }
  const wall = wallReading(text)
  if (wall === undefined) return undefined
  if (wall.offset !== undefined)
    return { at: wall.at - wall.offset * microsPerSecond, offset: wall.offset, flags: unflagged }
  return readWall(clock, wall.at, uniqueid)
}

function readWall(clock: SourceClock, wall: WallMicros, uniqueid: string): TimeReading {
  const [first, second] = offsetsOf(clock.zone, wall)
  if (first === undefined) {
    // The clock skipped this reading: whoever wrote it had not changed it yet.
    const offset = offsetSeconds(clock.zone, wall - 86_400 * microsPerSecond)
    return { at: wall - offset * microsPerSecond, offset, flags: skipped }
  }
  const at = wall - first * microsPerSecond
  if (second === undefined) return { at, offset: first, flags: unflagged }
  return at >= earliest(clock, second, uniqueid)
    ? { at, offset: first, flags: ambiguous }
    : { at: wall - second * microsPerSecond, offset: second, flags: ambiguous }
}

/**
 * Before this, no row that is written now can have happened. `afterChange` is the offset once the clock has gone
 * back.
 */
function earliest({ zone, last = 0 }: SourceClock, afterChange: number, uniqueid: string): Micros {
  const hasChanged = offsetSeconds(zone, last) === afterChange
  const started = channelStart(uniqueid) ?? 0
  return Math.max(last - (hasChanged ? disorderAfterChange : disorder), started - disorder)
}

/** Rows of one second may be written in any order; an earlier second than the row before is the clock going back. */
const backwards = microsPerSecond

/** Moves the clock on to a row's time. @returns whether the source's clock went back. */
export function moveOn(clock: SourceClock, at: Micros): boolean {
  const wentBack = clock.last !== undefined && at < clock.last - backwards
  clock.last = at
  return wentBack
}
