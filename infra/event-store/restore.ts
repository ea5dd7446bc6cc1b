import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import type { Pool, PoolClient } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { Position, Revision } from '../../domain/kernel/event.ts'
import type { Anchor } from './audit.ts'
import { searchColumnsOf } from './audit-page.ts'
import { BackupRefused, readBackup, type BackupEnd, type BackupPage } from './backup.ts'
import { withConnection } from './connection.ts'
import { binaryRows, type PlacedPage } from './copy-rows.ts'
import { explained } from './failures.ts'
import { storedForm, type Page } from './page.ts'
import closeAppend from './sql/close-append.sql'
import copyPages from './sql/copy-pages.sql'
import lockHead from './sql/lock-head.sql'
import openStreams from './sql/open-streams.sql'
import typeIds from './sql/type-ids.sql'

/** The log that was to be filled holds events already; nothing was changed. */
class LogNotEmpty extends Error {
  override readonly name = 'LogNotEmpty'
}

interface RestoreOptions {
  /** What the backup's end must be, if somebody wrote it down. */
  readonly anchor?: Anchor | undefined
  readonly onProgress?: (position: Position) => void
}

const begin = `BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL lock_timeout = '10s'`
/** Of text: bounds what is held in memory. */
const batchBytes = 8 * 2 ** 20

interface OpenStream {
  readonly id: number
  revision: Revision
  cursor: string | null
}

/**
 * Makes an empty log the one that was backed up: the same pages, revisions, hashes and cursors. All of it or nothing: a backup that
 * turns out to be damaged near its end leaves the log empty.
 * @throws BackupRefused, LogNotEmpty, EventStoreFailure, DatabaseUnreachable
 */
export function restoreLog(
  pool: Pool,
  lines: AsyncIterable<string> | Iterable<string>,
  options: RestoreOptions = {},
): Promise<BackupEnd> {
  return explained('append', () =>
    withConnection(pool, async client => {
      await client.query(begin)
      const { rows } = await client.query<{ position: Position }>(lockHead)
      const position = rows[0]?.position ?? 0
      if (position > 0)
        throw new LogNotEmpty(
          `The log holds ${position.toLocaleString('en')} events already, and a backup is restored into an empty one only. ` +
            'Choose another data directory with --data, or an empty database with DATABASE_URL.',
        )
      const end = await filled(client, lines, options)
      await client.query('COMMIT')
      return end
    }),
  )
}

async function filled(
  client: PoolClient,
  lines: AsyncIterable<string> | Iterable<string>,
  { anchor, onProgress }: RestoreOptions,
): Promise<BackupEnd> {
  const streams = new Map<string, OpenStream>()
  const types = new Map<string, number>()
  let batch: BackupPage[] = []
  let bytes = 0

  const write = async (): Promise<void> => {
    await open(client, streams, new Set(batch.map(({ stream }) => stream)))
    await learnTypes(client, types, new Set(batch.map(({ type }) => type)))
    const placed: PlacedPage[] = []
    for (const page of batch) placed.push(await placedPage(page, streams, types))
    await pipeline(Readable.from(binaryRows(placed)), client.query(copyFrom(copyPages)))
    const last = batch.at(-1)
    if (last) onProgress?.(last.firstPosition + last.events - 1)
    batch = []
    bytes = 0
  }

  for await (const part of readBackup(lines, anchor)) {
    if ('page' in part) {
      batch.push(part.page)
      bytes += part.page.text.length
      if (bytes >= batchBytes) await write()
    } else if ('cursor' in part) {
      const { stream, cursor } = part.cursor
      await open(client, streams, new Set([stream]))
      const opened = streams.get(stream)
      if (opened) opened.cursor = cursor
    } else {
      if (batch.length > 0) await write()
      const opened = [...streams.values()]
      const { position, hash } = part.end
      await client.query(closeAppend, [
        opened.map(({ id }) => id),
        opened.map(({ revision }) => revision),
        opened.map(({ cursor }) => cursor),
        position,
        hash,
      ])
      return part.end
    }
  }
  throw new BackupRefused('has no end')
}

async function open(client: PoolClient, streams: Map<string, OpenStream>, names: ReadonlySet<string>): Promise<void> {
  const unknown = [...names].filter(name => !streams.has(name))
  if (unknown.length === 0) return
  const { rows } = await client.query<{ id: number; name: string }>(openStreams, [unknown])
  for (const { id, name } of rows) streams.set(name, { id, revision: -1, cursor: null })
}

async function learnTypes(client: PoolClient, types: Map<string, number>, names: ReadonlySet<string>): Promise<void> {
  const unknown = [...names].filter(name => !types.has(name))
  if (unknown.length === 0) return
  const { rows } = await client.query<{ id: number; name: string }>(typeIds, [unknown])
  for (const { id, name } of rows) types.set(name, id)
}

/** The row of the page; its search columns, checksums and packing follow from its text. */
async function placedPage(
  claimed: BackupPage,
  streams: ReadonlyMap<string, OpenStream>,
  types: ReadonlyMap<string, number>,
): Promise<PlacedPage> {
  const { text, type, events, stream: name, checksums: _, ...place } = claimed
  const { min, max, spanClass, tags } = searchColumnsOf(text)
  const stream = streams.get(name)
  const typeId = types.get(type)
  if (!stream || typeId === undefined) throw new Error(`stream ${name} or type ${type} was not opened`)
  stream.revision = place.firstRevision + events - 1
  const stored = await storedForm(text, events)
  const page: Page = { type, events, minOccurredAt: min, maxOccurredAt: max, spanClass, tags, ...stored }
  return { ...place, stream: name, streamId: stream.id, typeId, page }
}
