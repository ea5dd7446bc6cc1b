import type { Queryable } from '../../../domain/kernel/projection.ts'
import { cursorOf, keyOfCursor, type CursorKey } from '../../cursor.ts'
import { parameters, type Parameters } from '../../parameters.ts'
import type { RowPage } from '../../scope.ts'
import { periodConditions, scopeCondition } from '../search/conditions.ts'
import type { CallWitnessRow, WitnessesRequest, WitnessTotal, WitnessTotalsRequest } from '../types.ts'

/** How often and by how much the sources contradict each other in the calls that began in the period; by site and figure. */
export async function witnessTotals(db: Queryable, request: WitnessTotalsRequest): Promise<readonly WitnessTotal[]> {
  const given = parameters()
  const { rows } = await db.query<WitnessTotal>(
    `select c.site, c.figure, count(distinct (c.node, c.call_id)) as calls, count(*) as differences,
       coalesce(sum(c.bridges_us), 0)::bigint as bridges, coalesce(sum(c.queue_log_us), 0)::bigint as "queueLog",
       coalesce(sum(c.ami_us), 0)::bigint as ami
     from calls.witness c where ${conditionsOf(request, given).join(' and ')}
     group by c.site, c.figure order by c.site, c.figure`,
    given.values,
  )
  return rows
}

const keyShape: CursorKey = [0, '', '', '', 0]

/**
 * The differences themselves, those of the newest calls first.
 * @throws InvalidCursor
 */
export async function witnesses(
  db: Queryable,
  { first, after, ...request }: WitnessesRequest,
): Promise<RowPage<CallWitnessRow>> {
  const given = parameters()
  const conditions = conditionsOf(request, given)
  if (after !== undefined) {
    const [at, site, node, callId, seq] = keyOfCursor(after, keyShape)
    conditions.push(
      `(c.started_us, c.site, c.node, c.call_id, c.seq) < (${given.add(at, 'bigint')}, ${given.add(site, 'text')}, ` +
        `${given.add(node, 'text')}, ${given.add(callId, 'text')}, ${given.add(seq, 'bigint')})`,
    )
  }
  const { rows } = await db.query<CallWitnessRow>(
    `select c.site, c.node, c.call_id as "callId", c.seq, c.started_us as "startedAt", c.figure, c.party, c.queue, c.agent,
       c.bridges_us as bridges, c.queue_log_us as "queueLog", c.ami_us as ami
     from calls.witness c where ${conditions.join(' and ')}
     order by c.started_us desc, c.site desc, c.node desc, c.call_id desc, c.seq desc
     limit ${given.add(first + 1, 'bigint')}`,
    given.values,
  )
  return {
    rows: rows
      .slice(0, first)
      .map(row => ({ ...row, cursor: cursorOf([row.startedAt, row.site, row.node, row.callId, row.seq]) })),
    hasNextPage: rows.length > first,
  }
}

const conditionsOf = ({ period, scope }: WitnessTotalsRequest, given: Parameters): string[] => [
  ...periodConditions('c.started_us', period, given),
  ...scopeCondition(scope, given),
]
