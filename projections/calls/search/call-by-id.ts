import type { Position } from '../../../domain/kernel/event.ts'
import type { Queryable } from '../../../domain/kernel/projection.ts'
import type { Micros } from '../../../domain/kernel/time.ts'
import callColumnsSql from '../sql/call-columns.sql'
import callOriginsSql from '../sql/call-origins.sql'
import type { CallKey, CallRow } from '../types.ts'

/** @returns undefined when there is no such call */
export async function callById(db: Queryable, { site, node, callId }: CallKey): Promise<CallRow | undefined> {
  const { rows } = await db.query<CallRow>(
    `select ${callColumnsSql} from calls.call c where c.site = $1 and c.node = $2 and c.call_id = $3`,
    [site, node, callId],
  )
  return rows[0]
}

/**
 * The calls that have a channel or linkedid of this name, the newest first: at most one of a PBX, since a uniqueid is unique for a node only.
 * @param site undefined: at any
 */
export async function callsByKey(db: Queryable, key: string, site?: string): Promise<readonly CallRow[]> {
  const { rows } = await db.query<CallRow>(
    `select ${callColumnsSql}
     from calls.call_key k join calls.call c on c.site = k.site and c.node = k.node and c.call_id = k.call_id
     where k.key = $1 and ($2::text is null or k.site = $2)
     order by c.started_us desc, c.site, c.node`,
    [key, site ?? null],
  )
  return rows
}

/** The call of `call_data.id` in xivo_stats. */
export async function callByNumber(db: Queryable, id: Position): Promise<CallRow | undefined> {
  const { rows } = await db.query<CallRow>(`select ${callColumnsSql} from calls.call c where c.id = $1`, [id])
  return rows[0]
}

/** What the facts of a call are found by in the log, and what they are read against. */
export interface CallOrigin {
  /** Each uniqueid and linkedid of its channels, ascending: `callTag` makes tags of them. */
  readonly keys: readonly string[]
  /** Starts of its PBX, ascending. */
  readonly restarts: readonly Micros[]
}

/** In the order of the calls. */
export async function callOrigins(db: Queryable, calls: readonly CallKey[]): Promise<readonly CallOrigin[]> {
  const { rows } = await db.query<CallOrigin>(callOriginsSql, [
    calls.map(({ site }) => site),
    calls.map(({ node }) => node),
    calls.map(({ callId }) => callId),
  ])
  return rows
}
