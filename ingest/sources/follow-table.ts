import { setTimeout as sleep } from 'node:timers/promises'
import type { Client, ClientBase } from 'pg'
import { canStillClose, newGaps, withoutIds, type Snapshot, type TableCursor } from './gaps.ts'

/** A row by the names of the table's columns, as text; null is empty text. */
export type TableRow = Readonly<Record<string, string>>

export interface FollowedRows {
  readonly rows: readonly TableRow[]
  readonly cursor: TableCursor
  readonly atEnd: boolean
}

export interface FollowTableOptions {
  /** A connection of its own, made when it is needed and again after it broke. */
  readonly connect: () => Promise<Client>
  readonly table: 'queue_log' | 'cel'
  readonly cursor?: TableCursor | undefined
  readonly signal: AbortSignal
  /** Told why the table cannot be read at the moment, and undefined when it can again. */
  readonly onProblem: (problem: string | undefined) => void
  readonly pollMs?: number
  readonly pageRows?: number
}

/**
 * Every row of the `queue_log` or `cel` table of a XiVO or Wazo database, once. Ids are taken before they are committed, so rows
 * can appear below ids that were read long ago: holes are watched until they are closed or can no longer be (gaps.ts).
 * A connection that breaks is made again with growing pauses.
 */
export async function* followTable(options: FollowTableOptions): AsyncGenerator<FollowedRows> {
  const { signal, onProblem, pollMs = 500 } = options
  let cursor = options.cursor ?? { lastId: 0, gaps: [] }
  let pauseMs = 1_000
  while (!signal.aborted) {
    let client: Client | undefined
    try {
      client = await options.connect()
      client.on('error', () => undefined)
      onProblem(undefined)
      pauseMs = 1_000
      while (!hasEnded(signal)) {
        const page = await readPage(client, options, cursor)
        cursor = page.cursor
        if (page.rows.length > 0) yield page
        if (page.atEnd) await pause(pollMs, signal)
      }
    } catch (error) {
      onProblem(error instanceof Error ? error.message : String(error))
      await pause(pauseMs, signal)
      pauseMs = Math.min(pauseMs * 2, 60_000)
    } finally {
      await client?.end().catch(() => undefined)
    }
  }
}

/** Asked anew each time: the signal changes while the loop waits. */
const hasEnded = (signal: AbortSignal): boolean => signal.aborted

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  sleep(ms, undefined, { signal }).catch(() => undefined)

async function readPage(client: ClientBase, options: FollowTableOptions, cursor: TableCursor): Promise<FollowedRows> {
  const { table, pageRows = 5_000 } = options
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  try {
    const snapshot = await snapshotOf(client)
    const now = Date.now()
    const late: TableRow[] = []
    for (const gap of cursor.gaps) late.push(...(await rowsBetween(client, table, gap.from, gap.to, pageRows)))
    const rows = await rowsBetween(client, table, cursor.lastId + 1, Number.MAX_SAFE_INTEGER, pageRows)
    const lateIds = late.map(idOf)
    const ids = rows.map(idOf)
    const watched = cursor.gaps
      .flatMap(gap => withoutIds(gap, lateIds))
      .filter(gap => canStillClose(gap, snapshot, now))
    return {
      rows: [...late, ...rows],
      cursor: {
        lastId: ids.at(-1) ?? cursor.lastId,
        gaps: [...watched, ...newGaps(cursor.lastId, ids, snapshot, now)],
      },
      atEnd: rows.length < pageRows,
    }
  } finally {
    await client.query('COMMIT')
  }
}

const idOf = (row: TableRow): number => Number(row['id'])

async function snapshotOf(client: ClientBase): Promise<Snapshot> {
  // The functions of this name exist since PostgreSQL 8.3: the database is that of the PBX, and often an old one.
  const { rows } = await client.query<Snapshot>(
    `SELECT txid_snapshot_xmin(s)::text AS xmin, txid_snapshot_xmax(s)::text AS xmax FROM txid_current_snapshot() AS s`,
  )
  const [snapshot] = rows
  if (!snapshot) throw new Error('the database gave no transaction snapshot')
  return snapshot
}

async function rowsBetween(
  client: ClientBase,
  table: string,
  from: number,
  to: number,
  limit: number,
): Promise<TableRow[]> {
  const { rows } = await client.query<{ row: Record<string, string | number | null> }>(
    `SELECT to_json(t) AS row FROM ${table} AS t WHERE id >= $1::bigint AND id <= $2::bigint ORDER BY id LIMIT $3`,
    [from, to, limit],
  )
  return rows.map(({ row }) =>
    Object.fromEntries(Object.entries(row).map(([column, value]) => [column, value === null ? '' : String(value)])),
  )
}
