import type { Pool } from 'pg'
import type { Position } from '../../domain/kernel/event.ts'
import { faultOf, type Chain, type ClaimedPage } from './audit-page.ts'
import type { Anchor } from './audit.ts'
import { auditedRows, beginSnapshot, claimedBy, startOf } from './audit-rows.ts'
import { acquired } from './connection.ts'
import { explained } from './failures.ts'
import { genesisHash } from './page-hash.ts'
import streamCursors from './sql/stream-cursors.sql'

/** A file is not a backup, or not a whole one; the message says what is wrong with it. */
export class BackupRefused extends Error {
  override readonly name = 'BackupRefused'
}

/** Where a stream's writer stands in its source: without it a restored follower would read its file again. */
interface StreamCursor {
  readonly stream: string
  /** JSON text. */
  readonly cursor: string
}

export interface BackupEnd {
  readonly position: Position
  readonly hash: string
  readonly pages: number
  readonly events: number
}

export type BackupPage = ClaimedPage & { readonly text: Buffer }

/** What a backup is made of: pages in order, then cursors, then the end. */
type BackupPart = { readonly page: BackupPage } | { readonly cursor: StreamCursor } | { readonly end: BackupEnd }

const format = 'backup/1'

/**
 * The log as JSON lines, each ending with a line feed: what `restore` makes the same log of again.
 *
 *   {"ringledger":"backup/1"}                             once
 *   {"page":{...}}                                        as in an export for auditors (audit-export.ts), without the event lines
 *   {"cursor":{"stream":"...","cursor":"{...}"}}          for each stream whose writer has one
 *   {"end":{"position":..,"hash":"..","pages":..,"events":..}}   once
 *
 * One state of the log, while others append. A page that does not fit into the chain is no backup of anything: it stops there.
 * @throws BackupRefused when the log is damaged, EventStoreFailure, DatabaseUnreachable
 */
export async function* backupLog(
  pool: Pool,
  onProgress?: (progress: { readonly position: Position; readonly of: Position }) => void,
): AsyncGenerator<string, BackupEnd> {
  const client = await acquired(pool)
  let done = false
  try {
    await explained('read', () => client.query(beginSnapshot))
    const { head } = await startOf(client, 1)
    let chain: Chain = { nextPosition: 1, hash: genesisHash, lastPage: undefined }
    let pages = 0
    yield line({ ringledger: format })
    for await (const rows of auditedRows(client, 0)) {
      for (const row of rows) {
        const page = await claimedBy(row)
        chain = goneOn(chain, page, 'the log')
        pages++
        const { text = Buffer.alloc(0), checksums: _, ...rest } = page
        yield line({ page: { ...rest, text: text.toString() } })
      }
      onProgress?.({ position: chain.nextPosition - 1, of: head.position })
    }
    const { rows: cursors } = await explained('read', () => client.query<StreamCursor>(streamCursors))
    for (const cursor of cursors) yield line({ cursor })
    const end = endOf(chain, pages)
    if (end.position !== head.position || end.hash !== head.hash)
      throw new BackupRefused(
        `the log has lost its end: its pages go to ${end.position}, but it had come to ${head.position}. See: ringledger audit verify`,
      )
    yield line({ end })
    await client.query('COMMIT')
    done = true
    return end
  } finally {
    client.release(!done)
  }
}

const line = (value: object): string => `${JSON.stringify(value)}\n`

const endOf = ({ nextPosition, hash }: Chain, pages: number): BackupEnd => {
  const position = nextPosition - 1
  return { position, hash, pages, events: position }
}

function goneOn(chain: Chain, page: ClaimedPage, what: string): Chain {
  const fault = faultOf(chain, page)
  if (fault)
    throw new BackupRefused(
      `${what} is altered or damaged at position ${fault.position} (${fault.problem}): ${fault.detail}`,
    )
  return { nextPosition: page.firstPosition + page.events, hash: page.hash, lastPage: page.firstPosition }
}

/**
 * The parts of a backup, each page proven to follow from the one before. The end comes last and agrees with what stood before it:
 * who has seen it has seen the whole log.
 * @param lines with or without their line feeds
 * @param anchor what the end must be, if somebody wrote it down
 * @throws BackupRefused
 */
export async function* readBackup(
  lines: AsyncIterable<string> | Iterable<string>,
  anchor?: Anchor,
): AsyncGenerator<BackupPart> {
  let chain: Chain = { nextPosition: 1, hash: genesisHash, lastPage: undefined }
  let pages = 0
  let begun = false
  for await (const text of lines) {
    if (text.trim() === '') continue
    const read = parsed(text)
    if (!begun) {
      if (read?.ringledger !== format) throw new BackupRefused(`is not a backup${hint(read)}`)
      begun = true
    } else if (read?.page) {
      const page = { ...read.page, text: Buffer.from(read.page.text) }
      chain = goneOn(chain, page, 'it')
      pages++
      yield { page }
    } else if (read?.cursor) yield { cursor: read.cursor }
    else if (read?.end) {
      const end = endOf(chain, pages)
      if (JSON.stringify(read.end) !== JSON.stringify(end))
        throw new BackupRefused('is damaged: its last line does not agree with what stands before it')
      if (anchor && (anchor.position !== end.position || anchor.hash !== end.hash))
        throw new BackupRefused(`ends at ${end.position}:${end.hash}, and not as the anchor (${anchor.position}) says`)
      yield { end }
      return
    } else throw new BackupRefused(`is damaged behind position ${chain.nextPosition - 1}: a line says nothing`)
  }
  if (!begun) throw new BackupRefused('is not a backup: it is empty')
  throw new BackupRefused(`is cut off behind position ${chain.nextPosition - 1}: its last line is missing`)
}

interface BackupLine {
  readonly ringledger?: string
  readonly page?: Omit<BackupPage, 'text'> & { readonly text: string }
  readonly cursor?: StreamCursor
  readonly end?: BackupEnd
}

function parsed(text: string): BackupLine | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

function hint(read: BackupLine | undefined): string {
  const kind = read?.ringledger
  if (kind === 'log/1') return ', but an export for auditors; check it with: ringledger audit verify --file'
  if (kind?.startsWith('backup/') === true) return ` that this Ringledger knows (${kind}); a newer one made it`
  return '; `ringledger backup` makes them'
}
