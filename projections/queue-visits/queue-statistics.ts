import type { Queryable } from '../../domain/kernel/projection.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import type { ZoneName } from '../../domain/kernel/zone.ts'
import type { QueueDimension } from '../../domain/metrics/figures.ts'
import { addFigures, addWaits, noQueueFigures } from '../../domain/metrics/sums.ts'
import { eachInterval, intervalStartOf, nextIntervalStart, type TimeSpan } from '../periodic/intervals.ts'
import type { RowPage } from '../scope.ts'
import { compareKeys, cursorOf, keyOfCursor, type CursorKey } from './cursor.ts'
import { extentOf, type Extent } from './extent.ts'
import { groupedFigures, type GroupedFigures, type GroupKey } from './grouped-figures.ts'
import { knownQueues, type KnownQueue } from './known-queues.ts'
import type { QueueStatisticsRequest, QueueStatisticsRow } from './types.ts'
import { zoneOffsets, type ZoneOffset } from './zone-offsets.ts'

/** Queues whose intervals are cut by one clock, of sites whose days are cut by one clock. */
interface Clock {
  /** Cuts the intervals and tells hour and day of the week. */
  readonly zone: ZoneName
  readonly siteZone: ZoneName
  readonly queues: readonly KnownQueue[]
}

/** start, end, site, queue, called number, hour of the day, day of the week: what rows are sorted and told apart by. */
type RowKey = readonly [Micros, Micros, string, string, string, number, number]
const rowKeyShape: RowKey = [0, 0, '', '', '', 0, 0]

/** A row before it is shown, with the key that it is sorted by. */
interface Line extends Omit<GroupedFigures, 'key'> {
  readonly key: RowKey
}

/**
 * Figures of groups of visits in intervals (products-and-metrics 2.1), ordered by interval and group.
 *
 * Grouped by queue, by site or not at all, there is a row for every interval and every known queue of the scope, also where nothing
 * happened; by called number, hour or day of the week only for groups that exist. Without a time zone the intervals of each site are
 * cut in its own: sites in different zones then have rows of their own even where no site is asked for.
 * @throws InvalidCursor
 */
export async function queueStatistics(
  db: Queryable,
  request: QueueStatisticsRequest,
): Promise<RowPage<QueueStatisticsRow>> {
  const after = request.after === undefined ? undefined : (keyOfCursor(request.after, rowKeyShape) as RowKey)
  const isDense = request.groupBy.every(dimension => dimension === 'QUEUE' || dimension === 'SITE')
  const clocks = clocksOf(await knownQueues(db, request.scope), request)
  const linesOf = isDense ? denseLines : sparseLines
  const lines = (await Promise.all(clocks.map(clock => linesOf(db, request, clock, after)))).flat()
  const sorted = (clocks.length > 1 ? merged(lines) : lines)
    .filter(({ key }) => !after || compareKeys(key, after) > 0)
    .sort((a, b) => compareKeys(a.key, b.key))
  return {
    rows: sorted.slice(0, request.first).map(line => rowOf(line, request.groupBy)),
    hasNextPage: sorted.length > request.first,
  }
}

function clocksOf(queues: readonly KnownQueue[], { timeZone, groupBy }: QueueStatisticsRequest): readonly Clock[] {
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

/** The table of days helps where an interval is made of whole days of the site, whatever the clock of the intervals. */
function daysIn({ zone, siteZone }: Clock, { interval, groupBy }: QueueStatisticsRequest): ZoneName | undefined {
  if (groupBy.includes('HOUR_OF_DAY')) return undefined
  const isOfDays = interval === 'DAY' || interval === 'WEEK' || interval === 'MONTH'
  if (zone === siteZone) return isOfDays || interval === 'TOTAL' ? siteZone : undefined
  return interval === 'TOTAL' && !groupBy.includes('DAY_OF_WEEK') ? siteZone : undefined
}

/** The intervals of the clock that begin at `from` or later. */
function intervalsFrom(
  { period, interval }: QueueStatisticsRequest,
  zone: ZoneName,
  from: Micros,
): Generator<TimeSpan> {
  if (from <= period.from || interval === 'TOTAL') return eachInterval(period, interval, zone)
  const start = intervalStartOf(from, interval, zone) === from ? from : nextIntervalStart(from, interval, zone)
  return eachInterval({ from: start, to: period.to }, interval, zone)
}

const boundsOf = (intervals: readonly TimeSpan[]): readonly Micros[] => [
  ...intervals.map(({ start }) => start),
  intervals.at(-1)?.end ?? 0,
]

function take(intervals: Generator<TimeSpan>, count: number): TimeSpan[] {
  const taken: TimeSpan[] = []
  while (taken.length < count) {
    const next = intervals.next()
    if (next.done) break
    taken.push(next.value)
  }
  return taken
}

/** Only the intervals of the page are summed: a year of quarters of an hour costs no more than its first thousand rows. */
async function denseLines(
  db: Queryable,
  request: QueueStatisticsRequest,
  clock: Clock,
  after: RowKey | undefined,
): Promise<readonly Line[]> {
  const { groupBy, attribution, withHistograms, first } = request
  const groups = groupsOf(clock.queues, groupBy)
  if (groups.length === 0) return []
  const intervals = take(
    intervalsFrom(request, clock.zone, after?.[0] ?? request.period.from),
    Math.ceil((first + 1) / groups.length) + 1,
  )
  if (intervals.length === 0) return []
  const found = await groupedFigures(db, {
    queues: clock.queues,
    bounds: boundsOf(intervals),
    dimensions: groupBy,
    offsets: [],
    attribution,
    daysIn: daysIn(clock, request),
    withHistograms,
  })
  const byKey = new Map(found.map(row => [JSON.stringify(row.key), row]))
  const none = withHistograms
    ? { figures: noQueueFigures, answeredWaits: new Map(), abandonedWaits: new Map() }
    : { figures: noQueueFigures }
  return intervals.flatMap((interval, index) =>
    groups.map(([site, queue]) => {
      const key: GroupKey = [index + 1, site, queue, '', 0, 0]
      return lineOf(byKey.get(JSON.stringify(key)) ?? { key, ...none }, interval)
    }),
  )
}

/** Each once, whether or not anything happened there. */
function groupsOf(
  queues: readonly KnownQueue[],
  groupBy: readonly QueueDimension[],
): readonly (readonly [string, string])[] {
  if (groupBy.includes('QUEUE')) return queues.map(({ site, queue }) => [site, queue])
  if (groupBy.includes('SITE')) return [...new Set(queues.map(({ site }) => site))].map(site => [site, ''])
  return [['', '']]
}

/** Intervals that one statement looks at. */
const intervalsAtOnce = 5_000

async function sparseLines(
  db: Queryable,
  request: QueueStatisticsRequest,
  clock: Clock,
  after: RowKey | undefined,
): Promise<readonly Line[]> {
  const { groupBy, attribution, withHistograms, first } = request
  const extent = await extentOf(db)
  // Visits that are open still are so at the end of every later interval.
  const until = extent.isOpen && attribution !== 'ARRIVAL' ? Infinity : extent.last + 1
  const lines: Line[] = []
  const intervals = intervalsFrom(request, clock.zone, firstOfInterest(request, clock, extent, after))
  while (lines.length <= first) {
    const next = take(intervals, intervalsAtOnce).filter(span => !after || !isBefore(span, after))
    const [firstSpan] = next
    if (firstSpan === undefined || firstSpan.start >= until) break
    const { start, end } = firstSpan
    const bounds = boundsOf(next)
    const behind = after?.[0] === start && after[1] === end ? groupKeyOf(1, after) : undefined
    const found = await groupedFigures(db, {
      queues: clock.queues,
      bounds,
      dimensions: groupBy,
      offsets: offsetsIn(clock.zone, bounds, extent),
      attribution,
      daysIn: daysIn(clock, request),
      withHistograms,
      ...(behind && { after: behind }),
      limit: first + 1 - lines.length,
    })
    for (const row of found) {
      const interval = next[row.key[0] - 1]
      if (interval) lines.push(lineOf(row, interval))
    }
  }
  return lines
}

const isBefore = ({ start, end }: TimeSpan, [afterStart, afterEnd]: RowKey): boolean =>
  start < afterStart || (start === afterStart && end < afterEnd)

const groupKeyOf = (interval: number, [, , ...group]: RowKey): GroupKey => [interval, ...group]

function firstOfInterest(
  { period, interval }: QueueStatisticsRequest,
  { zone }: Clock,
  extent: Extent,
  after: RowKey | undefined,
): Micros {
  const from = Math.max(after?.[0] ?? period.from, extent.first)
  return interval === 'TOTAL' ? period.from : Math.max(intervalStartOf(from, interval, zone), after?.[0] ?? period.from)
}

/** Of a single interval, which may be centuries long, only what is needed: where things happened, and its end. */
function offsetsIn(zone: ZoneName, bounds: readonly Micros[], { first, last }: Extent): readonly ZoneOffset[] {
  const start = bounds[0] ?? 0
  const end = bounds.at(-1) ?? 0
  const happened = { from: Math.max(start, first), to: Math.min(end, last + 1) }
  if (bounds.length > 2) return zoneOffsets(zone, { from: start, to: end })
  if (happened.from >= happened.to) return zoneOffsets(zone, { from: end - 1, to: end })
  const atEnd = zoneOffsets(zone, { from: end - 1, to: end })
  return [...zoneOffsets(zone, happened), ...(end > happened.to ? atEnd : [])]
}

function lineOf({ key, ...figures }: GroupedFigures, { start, end }: TimeSpan): Line {
  const [, site, queue, calledNumber, hour, day] = key
  return { ...figures, key: [start, end, site, queue, calledNumber, hour, day] }
}

/** Where rows name no site, the sums of several clocks belong together. */
function merged(lines: readonly Line[]): readonly Line[] {
  const byKey = new Map<string, Line>()
  for (const line of lines) {
    const name = JSON.stringify(line.key)
    const other = byKey.get(name)
    byKey.set(name, other ? addLines(other, line) : line)
  }
  return [...byKey.values()]
}

const addLines = (one: Line, other: Line): Line => ({
  key: one.key,
  figures: addFigures(one.figures, other.figures),
  ...(one.answeredWaits && other.answeredWaits && { answeredWaits: addWaits(one.answeredWaits, other.answeredWaits) }),
  ...(one.abandonedWaits &&
    other.abandonedWaits && { abandonedWaits: addWaits(one.abandonedWaits, other.abandonedWaits) }),
})

function rowOf({ key, ...figures }: Line, groupBy: readonly QueueDimension[]): QueueStatisticsRow & { cursor: string } {
  const [start, end, site, queue, calledNumber, hour, day] = key
  const has = (dimension: QueueDimension) => groupBy.includes(dimension)
  return {
    site: has('QUEUE') || has('SITE') ? site : null,
    queue: has('QUEUE') ? queue : null,
    calledNumber: calledNumber === '' ? null : calledNumber,
    hourOfDay: has('HOUR_OF_DAY') ? hour : null,
    dayOfWeek: has('DAY_OF_WEEK') ? day : null,
    start,
    end,
    ...figures,
    cursor: cursorOf(key satisfies CursorKey),
  }
}
