import type { Micros } from '../../../domain/kernel/time.ts'
import type { Interval, Period } from '../../../domain/metrics/figures.ts'
import { compareKeys, cursorOf, keyOfCursor } from '../../cursor.ts'
import type { TimeSpan } from '../../periodic/intervals.ts'
import type { PageRequest, RowPage } from '../../scope.ts'
import { extentOf, firstTouched, intervalsFrom, type Clock } from './clocks.ts'

/** Start and end of the interval, then what groups are told apart by: rows are sorted by it. */
export type LineKey = readonly [start: Micros, end: Micros, ...group: (string | number)[]]

/** A row before it is shown. */
export interface Line<F> {
  readonly key: LineKey
  readonly figures: F
}

interface LinesRequest extends PageRequest {
  readonly period: Period
  readonly interval: Interval
  readonly now: Micros
}

/** How the lines of some intervals that follow each other are found. */
interface LineSource<F> {
  /** A key of these lines, for the types of its parts. */
  readonly shape: LineKey
  /** Lines that every interval has; undefined: only where something happened. */
  readonly perInterval: ((clock: Clock) => number) | undefined
  readonly linesOf: (clock: Clock, intervals: readonly TimeSpan[]) => Promise<readonly Line<F>[]>
  /** Of two clocks, where lines name no site. */
  readonly add: (one: F, other: F) => F
}

/** Intervals that one statement looks at where not every one has lines. */
const intervalsAtOnce = 500

/**
 * A page of lines by interval and group. Only the intervals of the page are looked at.
 * @throws InvalidCursor
 */
export async function pagedLines<F, R extends object>(
  request: LinesRequest,
  clocks: readonly Clock[],
  source: LineSource<F>,
  rowOf: (line: Line<F>) => R,
): Promise<RowPage<R>> {
  const { first } = request
  const after = request.after === undefined ? undefined : (keyOfCursor(request.after, source.shape) as LineKey)
  const isBehind = ({ key }: Line<F>) => !after || compareKeys(key, after) > 0
  const ofClocks = clocks.map(clock => linesOfClock(request, clock, source, after, isBehind))
  const sorted = merged((await Promise.all(ofClocks)).flat(), source.add).sort((a, b) => compareKeys(a.key, b.key))
  return {
    rows: sorted.slice(0, first).map(line => ({ ...rowOf(line), cursor: cursorOf(line.key) })),
    hasNextPage: sorted.length > first,
  }
}

async function linesOfClock<F>(
  { period, interval, now, first }: LinesRequest,
  clock: Clock,
  { perInterval, linesOf }: LineSource<F>,
  after: LineKey | undefined,
  isBehind: (line: Line<F>) => boolean,
): Promise<readonly Line<F>[]> {
  const count = perInterval?.(clock)
  const extent = count === undefined ? extentOf(clock, now) : period
  const begin = Math.max(after?.[0] ?? period.from, firstTouched(extent, period, interval, clock.zone))
  const intervals = intervalsFrom(begin, period, interval, clock.zone)
  const atOnce = count === undefined ? intervalsAtOnce : Math.ceil((first + 1) / Math.max(1, count)) + 1
  const lines: Line<F>[] = []
  while (lines.length <= first) {
    const next = take(intervals, atOnce)
    if (next[0] === undefined || next[0].start >= extent.to) break
    for (const line of await linesOf(clock, next)) if (isBehind(line)) lines.push(line)
  }
  return lines
}

function take(intervals: Generator<TimeSpan>, count: number): TimeSpan[] {
  const taken: TimeSpan[] = []
  while (taken.length < count) {
    const next = intervals.next()
    if (next.done) break
    taken.push(next.value)
  }
  return taken
}

function merged<F>(lines: readonly Line<F>[], add: (one: F, other: F) => F): Line<F>[] {
  const byKey = new Map<string, Line<F>>()
  for (const line of lines) {
    const name = JSON.stringify(line.key)
    const other = byKey.get(name)
    byKey.set(name, other ? { key: line.key, figures: add(other.figures, line.figures) } : line)
  }
  return [...byKey.values()]
}
