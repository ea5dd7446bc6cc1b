import type { Queryable } from '../../../domain/kernel/projection.ts'
import type { QueueDimension } from '../../../domain/metrics/figures.ts'
import { noQueueFigures } from '../../../domain/metrics/sums.ts'
import { groupedFigures, type GroupKey } from './grouped-figures.ts'
import { hoursAsked } from './hours.ts'
import type { KnownQueue } from './known-queues.ts'
import { boundsOf, calendarOf, intervalsFrom, take, type Clock } from './statistics-clocks.ts'
import { lineOf, type Line, type RowKey } from './statistics-lines.ts'
import type { QueueStatisticsRequest } from '../types.ts'

/** Only the intervals of the page are summed: a year of quarters of an hour costs no more than its first thousand rows. */
export async function denseLines(
  db: Queryable,
  request: QueueStatisticsRequest,
  clock: Clock,
  after: RowKey | undefined,
): Promise<readonly Line[]> {
  const { groupBy, attribution, figures, withHistograms, first, excluded = 'WITHOUT', openingHours } = request
  const groups = groupsOf(clock.queues, groupBy)
  if (groups.length === 0) return []
  const intervals = take(
    intervalsFrom(request, clock.zone, after?.[0] ?? request.period.from),
    Math.ceil((first + 1) / groups.length) + 1,
  )
  if (intervals.length === 0) return []
  const bounds = boundsOf(intervals)
  const found = await groupedFigures(db, {
    queues: clock.queues,
    bounds,
    dimensions: groupBy,
    offsets: [],
    attribution,
    calendar: calendarOf(clock, request),
    withHistograms,
    ...(figures && { figures }),
    excluded,
    ...(await hoursAsked(db, clock.queues, bounds, openingHours)),
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
