import type { Pool, PoolClient } from 'pg'
import type { Position, Revision } from '../../domain/kernel/event.ts'
import {
  altered,
  faultOf,
  searchColumnsOf,
  type Altered,
  type Chain,
  type ClaimedPage,
  type Unaltered,
} from './audit-page.ts'
import { auditedRows, claimedBy, inSnapshot, startOf, type AuditedRow, type Start } from './audit-rows.ts'
import auditStreams from './sql/audit-streams.sql'

/** The end of a log as somebody wrote it down: the outcome of an earlier audit, the last line of an export. */
export interface Anchor {
  readonly position: Position
  readonly hash: string
}

interface VerifyOptions {
  readonly onProgress?: (progress: { readonly position: Position; readonly of: Position }) => void
  /** Trusts the pages before the one that holds this position, and leaves the revisions in log.stream uncompared. */
  readonly from?: Position
  /** A chain proves only that it fits together. With an anchor it proves that it is the one of that day. */
  readonly anchor?: Anchor
}

/**
 * Recomputes the chain and every checksum of the log, and names the first position that is not as it was appended. Sees the
 * log as it is at the beginning; appends go on meanwhile. Reads everything, so it takes about as long as a rebuild.
 * @throws EventStoreFailure, DatabaseUnreachable
 */
export function verifyLog(pool: Pool, options: VerifyOptions = {}): Promise<Altered | Unaltered> {
  return inSnapshot(pool, client => verified(client, options))
}

async function verified(client: PoolClient, options: VerifyOptions): Promise<Altered | Unaltered> {
  const { onProgress, from = 1, anchor } = options
  const start = await startOf(client, from)
  const revisions = new Map<string, Revision>()
  let { chain } = start
  let pages = 0
  let events = 0
  for await (const rows of auditedRows(client, chain.nextPosition - 1)) {
    for (const row of rows) {
      const page = await claimedBy(row)
      const fault = faultOf(chain, page) ?? searchFault(row, page) ?? revisionFault(page, revisions, from)
      if (fault) return fault
      revisions.set(page.stream, page.firstRevision + page.events)
      chain = { nextPosition: page.firstPosition + page.events, hash: page.hash, lastPage: page.firstPosition }
      if (anchor && anchor.position < chain.nextPosition && anchor.position >= page.firstPosition) {
        const fault = anchorFault(anchor, chain)
        if (fault) return fault
      }
      pages++
      events += page.events
    }
    onProgress?.({ position: chain.nextPosition - 1, of: start.head.position })
  }
  const position = chain.nextPosition - 1
  const fault =
    endFault(start, chain) ??
    (anchor && anchor.position > position ? anchorFault(anchor, chain) : undefined) ??
    (from === 1 ? await streamFault(client, revisions) : undefined)
  return fault ?? { ok: true, pages, events, position, hash: chain.hash }
}

function searchFault(row: AuditedRow, { text, firstPosition, events }: ClaimedPage): Altered | undefined {
  if (!text) return undefined
  const is = searchColumnsOf(text)
  const differs =
    is.events !== events
      ? 'events'
      : is.min !== row.min_occurred_us || is.max !== row.max_occurred_us || is.spanClass !== row.span_class
        ? 'min_occurred_us, max_occurred_us or span_class'
        : String(is.tags) !== String(row.tags ?? [])
          ? 'tags'
          : text.length !== row.text_bytes
            ? 'text_bytes'
            : undefined
  return differs && altered(firstPosition, 'index', `column ${differs} of the page does not say what its events say`)
}

function revisionFault(page: ClaimedPage, known: ReadonlyMap<string, Revision>, from: Position): Altered | undefined {
  const { stream, firstRevision, firstPosition } = page
  const expected = known.get(stream) ?? (from === 1 ? 0 : firstRevision)
  if (firstRevision === expected) return undefined
  return altered(firstPosition, 'page', `${stream} goes on with revision ${firstRevision} instead of ${expected}`)
}

function endFault({ head }: Start, { nextPosition, hash, lastPage }: Chain): Altered | undefined {
  if (head.position >= nextPosition)
    return altered(nextPosition, 'missing', `the log ends at ${nextPosition - 1}, but it had come to ${head.position}`)
  if (head.position < nextPosition - 1)
    return altered(
      head.position + 1,
      'inserted',
      `log.head says that the log ends at ${head.position}, before this page`,
    )
  if (head.hash === hash) return undefined
  return altered(lastPage ?? 0, 'head', 'the last page does not have the hash in log.head: one of the two was replaced')
}

function anchorFault(anchor: Anchor, { nextPosition, hash }: Chain): Altered | undefined {
  const last = nextPosition - 1
  if (anchor.position > last)
    return altered(nextPosition, 'missing', `the log ends at ${last}, the anchor was taken at ${anchor.position}`)
  if (anchor.position < last) return altered(anchor.position, 'anchor', 'no page ends where the anchor was taken')
  if (anchor.hash === hash) return undefined
  return altered(
    anchor.position,
    'anchor',
    'the log up to here is not the one that the anchor was taken from: it was rewritten',
  )
}

async function streamFault(client: PoolClient, revisions: ReadonlyMap<string, Revision>): Promise<Altered | undefined> {
  const { rows } = await client.query<{ name: string; revision: Revision }>(auditStreams)
  const wrong = rows.find(({ name, revision }) => revision + 1 !== (revisions.get(name) ?? 0))
  if (!wrong) return undefined
  const { rows: last } = await client.query<{ position: Position }>(
    `SELECT coalesce(max(p.first_position + p.events - 1), 0) AS position
     FROM log.page AS p JOIN log.stream AS s ON s.id = p.stream_id WHERE s.name = $1`,
    [wrong.name],
  )
  const actual = (revisions.get(wrong.name) ?? 0) - 1
  return altered(
    last[0]?.position ?? 0,
    'stream',
    `log.stream says that ${wrong.name} is at revision ${wrong.revision}; it is at ${actual}`,
  )
}
