import type { Pool, PoolClient } from 'pg'
import type { Position, Revision } from '../../domain/kernel/event.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import type { Chain, ClaimedPage } from './audit-page.ts'
import { withConnection } from './connection.ts'
import { explained } from './failures.ts'
import { textOf } from './page.ts'
import { genesisHash } from './page-hash.ts'
import auditHead from './sql/audit-head.sql'
import auditPages from './sql/audit-pages.sql'

/** A row of log.page, whole; hashes in hexadecimal, names null where the id leads nowhere. */
export interface AuditedRow {
  readonly first_position: Position
  readonly events: number
  readonly stream: string | null
  readonly first_revision: Revision
  readonly type: string | null
  readonly recorded_us: Micros
  readonly min_occurred_us: Micros
  readonly max_occurred_us: Micros
  readonly span_class: number
  readonly codec: number
  readonly text_bytes: number
  readonly tags: readonly number[] | null
  readonly checksums: Buffer | null
  readonly previous_hash: string
  readonly hash: string
  readonly payload: Buffer
}

export interface Start {
  readonly head: { readonly position: Position; readonly hash: string }
  readonly chain: Chain
}

/** One state of the log for several statements, while others append. */
export function inSnapshot<T>(pool: Pool, read: (client: PoolClient) => Promise<T>): Promise<T> {
  return explained('read', () =>
    withConnection(pool, async client => {
      await client.query(beginSnapshot)
      const result = await read(client)
      await client.query('COMMIT')
      return result
    }),
  )
}

export const beginSnapshot = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY'

/** The log's end, and the chain before the page that holds the position. */
export async function startOf(client: PoolClient, from: Position): Promise<Start> {
  const { rows } = await client.query<{
    position: Position
    hash: string
    first_position: Position | null
    events: number | null
    hash_before: string | null
  }>(auditHead, [from])
  const [row] = rows
  if (!row) throw new Error('log.head is empty: the log has lost its end; restore a backup')
  const { position, hash, first_position, events, hash_before } = row
  const chain =
    first_position === null || events === null || hash_before === null
      ? { nextPosition: 1, hash: genesisHash, lastPage: undefined }
      : { nextPosition: first_position + events, hash: hash_before, lastPage: first_position }
  return { head: { position, hash }, chain }
}

export async function* auditedRows(client: PoolClient, after: Position): AsyncGenerator<readonly AuditedRow[]> {
  for (let last = after; ;) {
    const statement = { name: 'log-audit-pages', text: auditPages, values: [last] }
    const { rows } = await explained('read', () => client.query<AuditedRow>(statement))
    const final = rows.at(-1)
    if (!final) return
    yield rows
    last = final.first_position
  }
}

/** What the row says, with its text; a payload that does not inflate has none. */
export async function claimedBy(row: AuditedRow): Promise<ClaimedPage> {
  const text = await textOf(row.codec, row.payload, row.text_bytes).catch(() => undefined)
  return {
    firstPosition: row.first_position,
    events: row.events,
    stream: row.stream ?? '',
    firstRevision: row.first_revision,
    type: row.type ?? '',
    recordedAt: row.recorded_us,
    previousHash: row.previous_hash,
    hash: row.hash,
    text,
    checksums: row.checksums,
  }
}
