import type { Queryable } from '../../../domain/kernel/projection.ts'
import type { CallKey } from '../../calls/types.ts'
import type { Scope } from '../../scope.ts'
import { scopeArrays } from './known-queues.ts'
import visitsOfCallsSql from '../sql/visits-of-calls.sql'
import visitColumnsSql from '../sql/visit-columns.sql'
import type { QueueVisitRow } from '../types.ts'
import { visitOfRecord, type VisitRecord } from './visits.ts'

/**
 * The stays of calls in the queues of the scope, in the order of their entries. queue_log names a call by any of its channels, so a call
 * may have stays under several callids.
 * @returns in the order of the calls
 */
export async function visitsOfCalls(
  db: Queryable,
  calls: readonly CallKey[],
  scope: Scope,
): Promise<readonly (readonly QueueVisitRow[])[]> {
  const found = calls.map((): QueueVisitRow[] => [])
  if (calls.length === 0) return found
  const { rows } = await db.query<VisitRecord & { readonly asked: number }>(
    visitsOfCallsSql.replace('{columns}', visitColumnsSql),
    [
      calls.map(({ site }) => site),
      calls.map(({ node }) => node),
      calls.map(({ callId }) => callId),
      ...scopeArrays(scope),
    ],
  )
  for (const { asked, ...visit } of rows) found[asked - 1]?.push(visitOfRecord(visit))
  return found
}
