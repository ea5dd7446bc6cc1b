import type { Queryable } from '../../domain/kernel/projection.ts'
import type { MicrosLength } from '../../domain/metrics/figures.ts'
import type { QueueVisitKey, QueueVisitRow } from '../queue-visits/types.ts'
import heardSql from './sql/lengths-from-calls.sql'

/** A visit, with what queue_log says of its lengths; null: it does not. */
export type VisitLengths = QueueVisitKey & Pick<QueueVisitRow, 'answeredAt' | 'ring' | 'hold'>

/** null: no source tells. */
export interface LengthsFromCalls {
  /** How long the agent had the caller on hold. */
  readonly hold: MicrosLength | null
  /** How long members of the queue were rung, answered or not. */
  readonly ring: MicrosLength | null
}

interface Heard {
  readonly hold: MicrosLength | null
  readonly moreRing: MicrosLength | null
  readonly knowsHolds: boolean
}

/** Of each visit the lengths that the history of calls (AMI, CEL) knows better than queue_log. */
export async function lengthsFromCalls(
  db: Queryable,
  visits: readonly VisitLengths[],
): Promise<readonly LengthsFromCalls[]> {
  if (visits.length === 0) return []
  const { rows } = await db.query<Heard>(heardSql, [
    visits.map(({ callId }) => callId),
    visits.map(({ site }) => site),
    visits.map(({ node }) => node),
    visits.map(({ visitNumber }) => visitNumber),
  ])
  return visits.map((visit, index) => {
    const { hold = null, moreRing = null, knowsHolds = false } = rows[index] ?? {}
    return {
      hold: visit.answeredAt !== null && knowsHolds ? (hold ?? 0) : visit.hold,
      ring: moreRing === null ? visit.ring : (visit.ring ?? 0) + moreRing,
    }
  })
}
