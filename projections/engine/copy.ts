import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import type { ClientBase } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { copyText, type CopyCell } from './copy-text.ts'

/**
 * COPY FROM STDIN: the fastest way in. A row is a list of cells in the order of `columns`.
 * @param table unquoted, with or without its schema: `queue_visit`, `log.page`
 */
export const copyRows = (
  client: ClientBase,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly CopyCell[]>,
): Promise<void> => copyChunks(client, table, columns, chunksOf(rows))

/** @param chunks rows in COPY's text format (copy-text.ts) */
export async function copyChunks(
  client: ClientBase,
  table: string,
  columns: readonly string[],
  chunks: Iterable<Uint8Array>,
): Promise<void> {
  const stream = client.query(copyFrom(`COPY ${quoteTable(table)} (${columns.map(quote).join(', ')}) FROM STDIN`))
  const done = finished(stream)
  // Errors of the server arrive through `done`; while we wait for the stream to drain they must not go unhandled.
  done.catch(() => undefined)
  try {
    for (const chunk of chunks) if (!stream.write(chunk)) await Promise.race([once(stream, 'drain'), done])
  } catch (error) {
    stream.destroy(error as Error)
    await done.catch(() => undefined)
    throw error
  }
  stream.end()
  await done
}

const chunkBytes = 128 * 1024

function* chunksOf(rows: Iterable<readonly CopyCell[]>): Generator<Uint8Array> {
  const text = copyText()
  for (const row of rows) {
    text.row(row)
    if (text.bytes >= chunkBytes) yield* text.take()
  }
  yield* text.take()
}

export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`

const quoteTable = (table: string): string => table.split('.').map(quote).join('.')
