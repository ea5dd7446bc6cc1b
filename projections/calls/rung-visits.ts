import type { Queryable } from '../../domain/kernel/projection.ts'
import type { MicrosLength, Period } from '../../domain/metrics/figures.ts'
import type { QueueVisitKey, QueueVisitRow } from '../queue-visits/types.ts'
import type { VisitAddition } from './queue-rows.ts'
import ringsOfVisitsSql from './sql/rings-of-visits.sql'
import rungVisitsSql from './sql/rung-visits.sql'
import { visitMoments, type VisitMoment } from './visit-moments.ts'

/** Visits whose rings the manager interface has told, with what that adds to their ring time by queue_log. */
export async function rungVisits(
  db: Queryable,
  { from, to }: Period,
  moment: VisitMoment,
): Promise<readonly VisitAddition[]> {
  if (from >= to) return []
  const text = rungVisitsSql.replaceAll('{at}', () => visitMoments[moment])
  return (await db.query<VisitAddition>(text, [from, to])).rows
}

/** A visit, with how long members were rung by queue_log; null: it does not tell. */
export type RingingVisit = QueueVisitKey & Pick<QueueVisitRow, 'queue' | 'ring'>

/** Of each visit how long members of its queue were rung, answered or not; null where no source tells. */
export async function ringsOfVisits(
  db: Queryable,
  visits: readonly RingingVisit[],
): Promise<readonly (MicrosLength | null)[]> {
  if (visits.length === 0) return []
  const { rows } = await db.query<{ more: MicrosLength | null }>(ringsOfVisitsSql, [
    visits.map(({ callId }) => callId),
    visits.map(({ site }) => site),
    visits.map(({ node }) => node),
    visits.map(({ visitNumber }) => visitNumber),
    visits.map(({ queue }) => queue),
  ])
  return visits.map(({ ring }, index) => {
    const more = rows[index]?.more ?? null
    return more === null ? ring : (ring ?? 0) + more
  })
}
