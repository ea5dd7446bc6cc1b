import type { Queryable } from '../../domain/kernel/projection.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import type { MicrosLength, Period } from '../../domain/metrics/figures.ts'
import type { QueueVisitKey } from '../queue-visits/types.ts'
import heldVisitsSql from './sql/held-visits.sql'
import holdsOfVisitsSql from './sql/holds-of-visits.sql'

/** An answered visit in which the caller was on hold, as far as the history of calls (AMI, CEL) knows better than queue_log. */
export interface HeldVisit extends QueueVisitKey {
  readonly queue: string
  readonly agent: string
  /** Empty where no source tells it. */
  readonly calledNumber: string
  readonly enteredAt: Micros
  readonly answeredAt: Micros
  /** The instant that was asked for. */
  readonly at: Micros
  readonly excluded: boolean
  readonly hold: MicrosLength
  /** What queue_log told: it is in the sums. 0 for Asterisk as it is, which writes nothing of holds. */
  readonly told: MicrosLength
}

/** By which instant a visit belongs to an interval. */
export type HeldVisitMoment = 'ENTRY' | 'ANSWER' | 'END'

const columnOf = {
  ENTRY: 'v.entered_us',
  ANSWER: 'v.answered_us',
  END: 'coalesce(v.ended_us, v.lost_us, case when v.answered_us is null then v.left_us end)',
} as const satisfies Readonly<Record<HeldVisitMoment, string>>

/** @param isTold queue_log tells of holds in the period: its sums are not 0 */
export async function heldVisits(
  db: Queryable,
  { from, to }: Period,
  moment: HeldVisitMoment,
  isTold: boolean,
): Promise<readonly HeldVisit[]> {
  if (from >= to) return []
  const text = heldVisitsSql.replace(/^--.*\n/, '').replaceAll('{at}', () => columnOf[moment])
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
