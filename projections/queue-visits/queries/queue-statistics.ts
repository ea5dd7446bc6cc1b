import type { Queryable } from '../../../domain/kernel/projection.ts'
import { compareKeys, keyOfCursor } from '../../cursor.ts'
import type { RowPage } from '../../scope.ts'
import { denseLines } from './dense-lines.ts'
import { knownQueues } from './known-queues.ts'
import { sparseLines } from './sparse-lines.ts'
import { clocksOf } from './statistics-clocks.ts'
import { merged, rowKeyShape, rowOf, type RowKey } from './statistics-lines.ts'
import type { QueueStatisticsRequest, QueueStatisticsRow } from '../types.ts'

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
