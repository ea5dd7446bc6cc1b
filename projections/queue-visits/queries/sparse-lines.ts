import type { Queryable } from '../../../domain/kernel/projection.ts'
import type { Micros } from '../../../domain/kernel/time.ts'
import { zoneOffsets, type ZoneOffset } from '../../../domain/kernel/zone-offsets.ts'
import type { ZoneName } from '../../../domain/kernel/zone.ts'
import { intervalStartOf, type TimeSpan } from '../../periodic/intervals.ts'
import { extentOf, type Extent } from './extent.ts'
import { groupedFigures, type GroupKey } from './grouped-figures.ts'
import { hoursAsked } from './hours.ts'
import { boundsOf, calendarOf, intervalsFrom, take, type Clock } from './statistics-clocks.ts'
import { lineOf, type Line, type RowKey } from './statistics-lines.ts'
import type { QueueStatisticsRequest } from '../types.ts'

/** Intervals that one statement looks at. */
const intervalsAtOnce = 5_000

export async function sparseLines(
  db: Queryable,
  request: QueueStatisticsRequest,
  clock: Clock,
  after: RowKey | undefined,
): Promise<readonly Line[]> {
  const { groupBy, attribution, figures, withHistograms, first, excluded = 'WITHOUT', openingHours } = request
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
      calendar: calendarOf(clock, request),
      withHistograms,
      ...(figures && { figures }),
      excluded,
      ...(await hoursAsked(db, clock.queues, bounds, openingHours)),
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
