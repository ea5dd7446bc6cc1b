import type { Queryable } from '../../../domain/kernel/projection.ts'
import type { Attribution, MicrosLength } from '../../../domain/metrics/figures.ts'
import type { QueueStatisticsRow } from '../../queue-visits/types.ts'
import { addToQueueRows, hullOf, type QueueRowsRequest } from './queue-rows.ts'
import { visitAdditions, type VisitMoment } from './visit-additions.ts'

/** Where the ring time of queue_log lies (queue-visits/counters.ts). */
const momentOf = { ARRIVAL: 'ENTRY', EVENT: 'LEAVING', END: 'END' } as const satisfies Record<Attribution, VisitMoment>

/**
 * Of each row of queueStatistics how long members of the queues were rung: by queue_log, and where the manager interface tells of a ring,
 * as it tells it.
 * @param rows of the answer to the same request, and of those only the ones that are shown
 */
export async function queueRings(
  db: Queryable,
  request: QueueRowsRequest,
  rows: readonly QueueStatisticsRow[],
): Promise<readonly MicrosLength[]> {
  const visits = await visitAdditions(db, 'ring', hullOf(rows), momentOf[request.attribution])
  return addToQueueRows(
    db,
    request,
    rows,
    rows.map(({ figures }) => figures.ring),
    visits,
  )
}
