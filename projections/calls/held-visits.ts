import type { Queryable } from '../../domain/kernel/projection.ts'
import type { MicrosLength, Period } from '../../domain/metrics/figures.ts'
import type { QueueVisitKey } from '../queue-visits/types.ts'
import type { VisitAddition } from './queue-rows.ts'
import heldVisitsSql from './sql/held-visits.sql'
import holdsOfVisitsSql from './sql/holds-of-visits.sql'
import { visitMoments, type VisitMoment } from './visit-moments.ts'

/** An answered visit in which the caller was on hold, as far as the history of calls (AMI, CEL) knows better than queue_log. */
export type HeldVisit = VisitAddition & { readonly agent: string }

/** @param isTold queue_log tells of holds in the period: its sums are not 0 */
export async function heldVisits(
  db: Queryable,
  { from, to }: Period,
  moment: VisitMoment,
  isTold: boolean,
): Promise<readonly HeldVisit[]> {
  if (from >= to) return []
  const text = heldVisitsSql.replace(/^--.*\n/, '').replaceAll('{at}', () => visitMoments[moment])
  return (await db.query<HeldVisit>(text, [from, to, isTold])).rows
}

/** Of each visit how long the agent had the caller on hold; null where no source tells. The history of calls knows it better than queue_log. */
export async function holdsOfVisits(
  db: Queryable,
  visits: readonly QueueVisitKey[],
): Promise<readonly (MicrosLength | null)[]> {
  if (visits.length === 0) return []
  const { rows } = await db.query<{ hold: MicrosLength | null }>(holdsOfVisitsSql, [
    visits.map(({ callId }) => callId),
    visits.map(({ site }) => site),
    visits.map(({ node }) => node),
    visits.map(({ visitNumber }) => visitNumber),
  ])
  return rows.map(({ hold }) => hold)
}
