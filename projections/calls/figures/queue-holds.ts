import type { Queryable } from '../../../domain/kernel/projection.ts'
import type { Attribution, MicrosLength } from '../../../domain/metrics/figures.ts'
import type { QueueStatisticsRow } from '../../queue-visits/types.ts'
import { addToQueueRows, hullOf, type QueueRowsRequest } from './queue-rows.ts'
import { visitAdditions, type VisitMoment } from './visit-additions.ts'

const momentOf = { ARRIVAL: 'ENTRY', EVENT: 'END', END: 'END' } as const satisfies Record<Attribution, VisitMoment>

/**
 * Of each row of queueStatistics the time on hold: that of queue_log, and where the history of calls tells of a visit's holds, theirs.
 * @param rows of the answer to the same request, and of those only the ones that are shown
 */
export async function queueHolds(
  db: Queryable,
  request: QueueRowsRequest,
  rows: readonly QueueStatisticsRow[],
): Promise<readonly MicrosLength[]> {
  const visits = await visitAdditions(db, 'hold', hullOf(rows), momentOf[request.attribution])
  return addToQueueRows(
    db,
    request,
    rows,
    rows.map(({ figures }) => figures.hold),
    visits,
  )
}
