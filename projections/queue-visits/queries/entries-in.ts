import type { Queryable } from '../../../domain/kernel/projection.ts'
import { microsPerQuarter, quarterOf, type Micros } from '../../../domain/kernel/time.ts'
import type { Excluded } from '../../../domain/metrics/figures.ts'
import type { KnownQueue } from './known-queues.ts'
import entriesInSql from '../sql/entries-in.sql'

/**
 * Entries by interval (from 1), site and queue, e.g. `1 paris sales`: ENTERQUEUE rows counted when they came in, and the entries that
 * were inferred where the log has none.
 * @param bounds starts of the intervals, and the end of the last
 */
export async function entriesIn(
  db: Queryable,
  queues: readonly KnownQueue[],
  bounds: readonly Micros[],
  excluded: Excluded,
): Promise<ReadonlyMap<string, number>> {
  const from = bounds[0] ?? 0
  const firstWhole = quarterOf(from) === from ? from : quarterOf(from) + microsPerQuarter
  const { rows } = await db.query<{ interval: number; site: string; queue: string; entries: number }>(entriesInSql, [
    bounds,
    queues.map(({ site }) => site),
    queues.map(({ queue }) => queue),
    firstWhole,
    quarterOf(bounds.at(-1) ?? 0),
    excluded === 'WITH',
  ])
  return new Map(rows.map(({ interval, site, queue, entries }) => [`${interval} ${site} ${queue}`, entries]))
}
