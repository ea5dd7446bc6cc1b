import type { Queryable } from '../../../domain/kernel/projection.ts'
import { parameters } from '../../parameters.ts'
import { scopeCondition } from './conditions.ts'
import callColumnsSql from '../sql/call-columns.sql'
import type { CallRow, CallScope } from '../types.ts'

/** What a call is asked for by: a uniqueid or linkedid of one of its channels. */
export interface AskedCall {
  readonly key: string
  /** null: at any. */
  readonly site: string | null
  readonly node: string | null
}

/**
 * The calls that have a channel or linkedid of these names, as far as they are visible; for each name the newest first. A name is unique for
 * a node only: without its place it may be that of several calls.
 * @returns in the order of the names
 */
export async function callsOfKeys(
  db: Queryable,
  asked: readonly AskedCall[],
  scope: CallScope,
): Promise<readonly (readonly CallRow[])[]> {
  const found = asked.map((): CallRow[] => [])
  if (asked.length === 0) return found
  const given = parameters()
  const keys = given.add(
    asked.map(({ key }) => key),
    'text[]',
  )
  const sites = given.add(
    asked.map(({ site }) => site),
    'text[]',
  )
  const nodes = given.add(
    asked.map(({ node }) => node),
    'text[]',
  )
  const visible = ['true', ...scopeCondition(scope, given)].join(' and ')
  const { rows } = await db.query<CallRow & { readonly asked: number }>(
    `select asked.number::int as asked, ${callColumnsSql}
     from unnest(${keys}, ${sites}, ${nodes}) with ordinality as asked (key, site, node, number)
     join calls.call_key k on k.key = asked.key
       and (asked.site is null or k.site = asked.site) and (asked.node is null or k.node = asked.node)
     join calls.call c on c.site = k.site and c.node = k.node and c.call_id = k.call_id
     where ${visible}
     order by asked.number, c.started_us desc, c.site, c.node`,
    given.values,
  )
  for (const { asked: number, ...call } of rows) found[number - 1]?.push(call)
  return found
}
