import type { Micros } from '../kernel/time.ts'
import type { MicrosLength } from '../metrics/figures.ts'

export interface Interval {
  readonly from: Micros
  readonly to: Micros | null
}

interface ClosedInterval extends Interval {
  readonly to: Micros
}

/** Length of what at least one of the intervals covers. */
export function unionLength(intervals: readonly ClosedInterval[]): MicrosLength {
  let length = 0
  let covered = -Infinity
  for (const { from, to } of [...intervals].sort((a, b) => a.from - b.from)) {
    if (to <= covered) continue
    length += to - Math.max(from, covered)
    covered = to
  }
  return length
}

export const sumOfLengths = (intervals: readonly ClosedInterval[]): MicrosLength =>
  intervals.reduce((sum, { from, to }) => sum + (to - from), 0)

export const isClosed = <I extends Interval>(interval: I): interval is I & ClosedInterval => interval.to !== null

export const covers = ({ from, to }: Interval, at: Micros): boolean => from <= at && at < (to ?? Infinity)

/** What both cover; undefined: nothing. */
export function overlap(one: Interval, other: Interval): Interval | undefined {
  const from = Math.max(one.from, other.from)
  const to = Math.min(one.to ?? Infinity, other.to ?? Infinity)
  if (to <= from) return undefined
  return { from, to: to === Infinity ? null : to }
}
