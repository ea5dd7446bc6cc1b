import { setTimeout as sleep } from 'node:timers/promises'
import type { Client, ClientBase } from 'pg'
import { canStillClose, newGaps, withoutIds, type Gap, type Snapshot, type TableCursor } from './gaps.ts'

/** A row by the names of the table's columns, as text; null is empty text. */
export type TableRow = Readonly<Record<string, string>>

interface FollowedRows {
  /** Those that came late stand first. */
  readonly rows: readonly TableRow[]
  /** How many of the rows lie in holes that were watched: they were written among rows that were read before. */
  readonly late: number
  readonly cursor: TableCursor
  readonly atEnd: boolean
  /** The table ends before what was read of it: it was emptied or replaced, and this is its beginning. Much of it may be known. */
  readonly startsAnew: boolean
}

interface FollowTableOptions {
  /** A connection of its own, made when it is needed and again after it broke. */
  readonly connect: () => Promise<Client>
  readonly table: 'queue_log' | 'cel'
  readonly cursor?: TableCursor | undefined
  readonly signal: AbortSignal
  /** Told why the table cannot be read at the moment, and undefined when it can again. */
  readonly onProblem: (problem: string | undefined) => void
  /** Told each time that everything was read and nothing more is there. */
  readonly onWaiting?: () => void
  readonly pollMs?: number
  readonly pageRows?: number
}

/**
 * Every row of the `queue_log` or `cel` table of a XiVO or Wazo database, once. Ids are taken before they are committed, so rows
 * can appear below ids that were read long ago: holes are watched until they are closed or can no longer be (gaps.ts).
 * A connection that breaks is made again with growing pauses.
 */
export async function* followTable(options: FollowTableOptions): AsyncGenerator<FollowedRows> {
  const { signal, onProblem, onWaiting, pollMs = 500 } = options
  let cursor = options.cursor ?? { lastId: 0, gaps: [] }
  let pauseMs = 1_000
  while (!signal.aborted) {
    let client: Client | undefined
    // A question that is under way is cut: a stop does not wait for a PBX that does not answer.
    const cut = (): void => void client?.end().catch(() => undefined)
    try {
      client = await options.connect()
      client.on('error', () => undefined)
      signal.addEventListener('abort', cut)
      onProblem(undefined)
      pauseMs = 1_000
      while (!hasEnded(signal)) {
        const page = await readPage(client, options, cursor)
        cursor = page.cursor
        if (page.rows.length > 0) yield page
        if (!page.atEnd) continue
        onWaiting?.()
        await pause(pollMs, signal)
      }
    } catch (error) {
      if (hasEnded(signal)) return
      onProblem(problemOf(error, client, options.table))
      await pause(pauseMs, signal)
      pauseMs = Math.min(pauseMs * 2, 60_000)
    } finally {
      signal.removeEventListener('abort', cut)
      await client?.end().catch(() => undefined)
    }
  }
}

/** What the source's database says by a code, with where it is and what to do. */
function problemOf(error: unknown, client: Client | undefined, table: string): string {
  if (!(error instanceof Error)) return String(error)
  const { code } = error as { code?: string }
  const where = client === undefined ? '' : `database ${String(client.database)} at ${client.host}:${client.port}`
  if (error.message === 'Query read timeout')
    return `${where} does not answer: is its machine there, and does the column id of ${table} have an index?`
  switch (code) {
    case '42P01':
      return `${where} has no table ${table}: is it that of the PBX? (${error.message})`
    case '42501':
      return `${where} does not let user ${String(client?.user)} read ${table}: it needs SELECT on it (${error.message})`
    case '42703':
      return `the table ${table} in ${where} lacks a column that is needed: its ids tell what is new (${error.message})`
    default:
      return error.message
  }
}

/** Asked anew each time: the signal changes while the loop waits. */
const hasEnded = (signal: AbortSignal): boolean => signal.aborted

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  sleep(ms, undefined, { signal }).catch(() => undefined)

async function readPage(client: ClientBase, options: FollowTableOptions, stored: TableCursor): Promise<FollowedRows> {
  const { table, pageRows = 5_000 } = options
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  try {
    const snapshot = await snapshotOf(client)
    const now = Date.now()
    const startsAnew = await endsBefore(client, table, stored.lastId)
    const cursor = startsAnew ? { lastId: 0, gaps: [] } : stored
    const late = cursor.gaps.length === 0 ? [] : await rowsWithin(client, table, cursor.gaps, pageRows)
    const rows = await rowsWithin(client, table, [{ from: cursor.lastId + 1, to: Number.MAX_SAFE_INTEGER }], pageRows)
    const lateIds = late.map(idOf)
    const ids = rows.map(idOf)
    // A full page of late rows tells nothing of those behind it: their hole stays, whoever could write into it is done or not.
    const hasAllLate = late.length < pageRows
    const watched = cursor.gaps
      .flatMap(gap => withoutIds(gap, lateIds))
      .filter(gap => !hasAllLate || canStillClose(gap, snapshot, now))
    return {
      rows: [...late, ...rows],
      late: late.length,
      cursor: {
        lastId: ids.at(-1) ?? cursor.lastId,
        gaps: [...watched, ...newGaps(cursor.lastId, ids, snapshot, now)],
      },
      atEnd: hasAllLate && rows.length < pageRows,
      startsAnew,
    }
  } finally {
    // Of a broken connection it is the first error that tells why.
    await client.query('COMMIT').catch(() => undefined)
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

/** Ids grow, and the newest rows are the last to be purged: a table with lower ids only is another one. An empty one tells nothing. */
async function endsBefore(client: ClientBase, table: string, lastId: number): Promise<boolean> {
  const { rows } = await client.query<{ lastId: string | null }>(`SELECT max(id)::text AS "lastId" FROM ${table}`)
  const newest = rows[0]?.lastId ?? null
  return newest !== null && Number(newest) < lastId
}

async function rowsWithin(
  client: ClientBase,
  table: string,
  ranges: readonly Pick<Gap, 'from' | 'to'>[],
  limit: number,
): Promise<TableRow[]> {
  const { rows } = await client.query<{ row: Record<string, string | number | null> }>(
    // Each range by the index of the ids: a plain join of thousands of ranges compares every row with each of them.
    `SELECT to_json(t) AS row FROM unnest($1::bigint[], $2::bigint[]) AS ids (low, high)
     CROSS JOIN LATERAL (SELECT * FROM ${table} WHERE id >= ids.low AND id <= ids.high ORDER BY id LIMIT $3) AS t
     ORDER BY t.id LIMIT $3`,
    [ranges.map(({ from }) => from), ranges.map(({ to }) => to), limit],
  )
  return rows.map(({ row }) =>
    Object.fromEntries(Object.entries(row).map(([column, value]) => [column, value === null ? '' : String(value)])),
  )
}
