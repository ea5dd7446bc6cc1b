import type { Queryable } from '../../../domain/kernel/projection.ts'
import { parameters } from '../../parameters.ts'
import type { RowPage } from '../../scope.ts'
import { scopeCondition } from './conditions.ts'
import { callHistory, countOfCalls } from './history.ts'
import { canonicalNumber } from './numbers.ts'
import type { CallFilter, CallRow, CustomerHistoryRequest, LastAgent, LastAgentRequest } from '../types.ts'

/**
 * The calls that came from a number, the newest first, however it was written each time, and how many there are in all (contact-center 16:
 * total counts all matches, the list is cut).
 */
export async function customerHistory(
  db: Queryable,
  { number, scope, site, period, first, after }: CustomerHistoryRequest,
): Promise<RowPage<CallRow> & { readonly total: number }> {
  const filter: CallFilter = {
    scope,
    callerNumber: number,
    ...(site !== undefined && { sites: [site] }),
    ...(period && { period }),
  }
  const page = await callHistory(db, { filter, orderBy: 'NEWEST_FIRST', first, ...(after !== undefined && { after }) })
  return { ...page, total: await countOfCalls(db, filter) }
}

/** The agent who talked to the caller last: where to route him back to (contact-center 16). */
export async function lastAgent(
  db: Queryable,
  { scope, site, number, since }: LastAgentRequest,
): Promise<LastAgent | undefined> {
  const canonical = canonicalNumber(number)
  if (canonical === null) return undefined
  const given = parameters()
  const conditions = [
    `m.kind = 'canonical' and m.name = ${given.add(canonical, 'text')} and m.started_us >= ${given.add(since, 'bigint')}`,
    'c.caller_canonical = m.name',
    ...(site === undefined ? [] : [`m.site = ${given.add(site, 'text')}`]),
    ...scopeCondition(scope, given),
  ]
  const { rows } = await db.query<{
    readonly site: string
    readonly node: string
    readonly callId: string
    readonly agent: string
    readonly talkedAt: number
  }>(
    `select c.site, c.node, c.call_id as "callId", p.agent, p.talked_us as "talkedAt"
     from calls.mention m
     join calls.call c on c.site = m.site and c.node = m.node and c.call_id = m.call_id
     join calls.party p on p.site = c.site and p.node = c.node and p.call_id = c.call_id
     where ${conditions.join(' and ')} and p.agent is not null and p.talked_us is not null
     order by m.started_us desc, m.site desc, m.node desc, m.call_id desc, p.talked_us desc
     limit 1`,
    given.values,
  )
  const [row] = rows
  if (!row) return undefined
  const { agent, talkedAt, ...call } = row
  return { site: call.site, agent, call, talkedAt }
}
