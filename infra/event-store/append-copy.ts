import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import type { Pool, PoolClient } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { AppendedStream, AppendResult } from '../../domain/kernel/event-store.ts'
import { isAsExpected } from '../../domain/kernel/expected-revision.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import { conflictOf, type PackedAppend } from './append.ts'
import { withConnection } from './connection.ts'
import { binaryRows, type PlacedPage } from './copy-rows.ts'
import { explained } from './failures.ts'
import { pageHashOf } from './page-hash.ts'
import closeAppend from './sql/close-append.sql'
import copyPages from './sql/copy-pages.sql'
import lockHead from './sql/lock-head.sql'
import openStreams from './sql/open-streams.sql'
import typeIds from './sql/type-ids.sql'

/** The lock is held over several round trips here: a client that dies or sleeps in between must not keep it. */
const begin = `BEGIN ISOLATION LEVEL READ COMMITTED;
  SET LOCAL lock_timeout = '30s'; SET LOCAL statement_timeout = '300s'; SET LOCAL idle_in_transaction_session_timeout = '60s'`

interface OpenStream {
  readonly id: number
  readonly name: string
  readonly revision: number
}

/** One large append: the rule of the SQL function log.append, with the pages sent by COPY. */
export function appendByCopy(pool: Pool, packed: PackedAppend, now: Micros): Promise<AppendResult> {
  return explained('append', () =>
    withConnection(pool, async client => {
      await client.query(begin)
      const result = await copied(client, packed, now)
      await client.query(result.ok ? 'COMMIT' : 'ROLLBACK')
      return result
    }),
  )
}

async function copied(client: PoolClient, { streams }: PackedAppend, now: Micros): Promise<AppendResult> {
  const head = await client.query<{ position: number; hash: string }>(lockHead)
  let { position, hash } = head.rows[0] ?? { position: 0, hash: '' }
  const opened = await client.query<OpenStream>(openStreams, [streams.map(({ stream }) => stream)])
  const open = new Map(opened.rows.map(row => [row.name, row]))
  const types = [...new Set(streams.flatMap(({ pages }) => pages.map(page => page.type)))]
  const typed = await client.query<{ name: string; id: number }>(typeIds, [types])
  const typeIdOf = new Map(typed.rows.map(row => [row.name, row.id]))

  const placed: PlacedPage[] = []
  const done: AppendedStream[] = []
  for (const append of streams) {
    const { stream, expected, pages } = append
    const { id = 0, revision = -1 } = open.get(stream) ?? {}
    if (!isAsExpected(expected, revision < 0 ? undefined : revision)) return conflictOf(append, revision)
    let lastRevision = revision
    const firstPosition = pages.length > 0 ? position + 1 : position
    for (const page of pages) {
      const place = { firstPosition: position + 1, firstRevision: lastRevision + 1, stream, recordedAt: now }
      const previousHash = hash
      hash = pageHashOf({ ...place, previousHash, events: page.events, type: page.type, sha256: page.sha256 })
      placed.push({ ...place, page, streamId: id, typeId: typeIdOf.get(page.type) ?? 0, previousHash, hash })
      position += page.events
      lastRevision += page.events
    }
    done.push({ stream, firstRevision: revision + 1, lastRevision, firstPosition, lastPosition: position })
  }

  await pipeline(Readable.from(binaryRows(placed)), client.query(copyFrom(copyPages)))
  const cursors = streams.map(({ cursor }) => (cursor === undefined ? null : JSON.stringify(cursor)))
  const ids = streams.map(({ stream }) => open.get(stream)?.id)
  await client.query(closeAppend, [ids, done.map(({ lastRevision }) => lastRevision), cursors, position, hash])
  return { ok: true, streams: done, lastPosition: position }
}
