import type { Pool } from 'pg'
import type { Position } from '../../domain/kernel/event.ts'
import { altered, faultOf, type Altered, type Chain, type ClaimedPage, type Unaltered } from './audit-page.ts'
import { auditedRows, beginSnapshot, claimedBy, startOf } from './audit-rows.ts'
import type { Anchor } from './audit.ts'
import { acquired } from './connection.ts'
import { explained } from './failures.ts'
import { genesisHash } from './page-hash.ts'
import { decodePage, parsePage } from './page-text.ts'

/**
 * The log for an auditor: JSON lines, each ending with a line feed.
 *
 *   {"ringledger":"log/1","from":1,"previousHash":"..."}     once
 *   {"page":{"firstPosition":..,"events":..,"stream":"..","firstRevision":..,"type":"..","recordedAt":..,
 *            "previousHash":"..","hash":"..","text":".."}}   for each page, followed by its events as they were stored
 *   {"event":{...}}
 *   {"end":{"position":..,"hash":"..","pages":..,"events":..}}   once
 *
 * Anybody can check a page: its hash is the sha256 of these lines, joined by line feeds: ringledger-page/1, previousHash,
 * firstPosition, events, stream, firstRevision, type, recordedAt, sha256 of text (UTF-8); hashes in hexadecimal.
 * The chain begins with the sha256 of ringledger-log/1.
 * @param range begins with the page that holds `from`, ends with the one that holds `upTo`
 * @throws EventStoreFailure, DatabaseUnreachable
 */
export async function* exportLog(
  pool: Pool,
  range: { readonly from?: Position; readonly upTo?: Position } = {},
): AsyncGenerator<string> {
  const { from = 1, upTo = Infinity } = range
  const client = await acquired(pool)
  let done = false
  try {
    await explained('read', () => client.query(beginSnapshot))
    const { chain } = await startOf(client, from)
    yield line({ ringledger: 'log/1', from: chain.nextPosition, previousHash: chain.hash })
    let { nextPosition, hash } = chain
    let pages = 0
    let events = 0
    for await (const rows of auditedRows(client, nextPosition - 1)) {
      for (const row of rows) {
        if (row.first_position > upTo) break
        const { text = Buffer.alloc(0), checksums: _, ...page } = await claimedBy(row)
        yield line({ page: { ...page, text: text.toString() } })
        for (const event of eventsOf({ ...page, text })) yield event
        nextPosition = page.firstPosition + page.events
        hash = page.hash
        pages++
        events += page.events
      }
      if (nextPosition > upTo) break
    }
    yield line({ end: { position: nextPosition - 1, hash, pages, events } })
    await client.query('COMMIT')
    done = true
  } finally {
    client.release(!done)
  }
}

/** The event lines of a page. Events are as they were stored: nothing is upcast. */
const eventsOf = ({ text, ...place }: ClaimedPage): string[] =>
  decodePage(place, parsePage(text ?? Buffer.alloc(0)), () => undefined).map(event => line({ event }))

const line = (value: object): string => `${JSON.stringify(value)}\n`

interface ExportLine {
  readonly ringledger?: string
  readonly from?: Position
  readonly previousHash?: string
  readonly page?: Omit<ClaimedPage, 'text'> & { readonly text: string }
  readonly event?: object
  readonly end?: { readonly position: Position; readonly hash: string; readonly pages: number; readonly events: number }
}

/**
 * Checks an export without the database it came from: pages against their hashes, the chain, every event against its page,
 * nothing left out at the end.
 * @param lines with or without their line feeds
 * @param anchor what the export's end must be, if somebody wrote it down
 */
export async function verifyExport(
  lines: AsyncIterable<string> | Iterable<string>,
  anchor?: Anchor,
): Promise<Altered | Unaltered> {
  let chain: Chain = { nextPosition: 1, hash: genesisHash, lastPage: undefined }
  let expected: string[] = []
  let pages = 0
  let events = 0
  let begun = false
  const wrong = (detail: string) => altered(chain.nextPosition - expected.length, 'export', detail)
  for await (const text of lines) {
    if (text.trim() === '') continue
    const read = parsed(text)
    if (!read) return wrong('a line is not JSON')
    if (!begun) {
      if (read.ringledger !== 'log/1' || read.from === undefined || read.previousHash === undefined)
        return wrong('it does not begin like an export of a log')
      chain = { nextPosition: read.from, hash: read.previousHash, lastPage: undefined }
      if (read.from === 1 && read.previousHash !== genesisHash)
        return wrong('it does not begin with the beginning of the chain')
      begun = true
    } else if (expected.length > 0) {
      if (`${text.trimEnd()}\n` !== expected.shift())
        return altered(chain.nextPosition - expected.length - 1, 'event', 'the event is not the one in its page')
    } else if (read.page) {
      const page = { ...read.page, text: Buffer.from(read.page.text) }
      const fault = faultOf(chain, page)
      if (fault) return fault
      expected = eventsOf(page)
      if (expected.length !== page.events)
        return wrong(`the page holds ${expected.length} events instead of ${page.events}`)
      chain = { nextPosition: page.firstPosition + page.events, hash: page.hash, lastPage: page.firstPosition }
      pages++
      events += page.events
    } else if (read.end) {
      const position = chain.nextPosition - 1
      const is = { position, hash: chain.hash, pages, events }
      if (JSON.stringify(read.end) !== JSON.stringify(is))
        return wrong('its last line does not agree with what stands before it')
      if (anchor && (anchor.position !== position || anchor.hash !== chain.hash))
        return altered(position, 'anchor', `it ends at ${position}, and not as the anchor (${anchor.position}) says`)
      return { ok: true, ...is }
    } else return wrong('a line is neither a page nor the end')
  }
  return wrong('it ends in the middle: its last line is missing')
}

function parsed(text: string): ExportLine | undefined {
  try {
    return JSON.parse(text) as ExportLine
  } catch {
    return undefined
  }
}
