import { hash } from 'node:crypto'
import { promisify } from 'node:util'
import { constants, crc32, deflateRaw, inflateRaw } from 'node:zlib'
import type { NewEvent } from '../../domain/kernel/event.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import { checkSize, dataText } from './checks.ts'
import { flatDataOf, pageFormOf, type EventData, type PageForm } from './page-data.ts'
import { pageTextOf } from './page-text.ts'

/** A page ready to be written: all that follows from its events alone. Place, time and hash are added under the lock. */
export interface Page {
  readonly type: string
  readonly events: number
  readonly minOccurredAt: Micros
  readonly maxOccurredAt: Micros
  readonly spanClass: number
  /** CRC-32 of each tag, signed, ascending. */
  readonly tags: readonly number[]
  readonly codec: Codec
  readonly textBytes: number
  readonly checksums: Buffer | null
  readonly sha256: string
  readonly payload: Buffer
}

/** 0: the text as it is. 1: raw deflate. */
type Codec = 0 | 1

const maxEvents = 1000
/** Characters of data and envelopes: bounds what a reader of one event has to inflate. A larger event has a page of its own. */
const maxCharacters = 512 * 1024
/** More than any page inflates to: what does is damaged. */
const maxTextBytes = 64 * 2 ** 20
/** Below this, deflate saves less than its detour through the thread pool costs. */
const minDeflated = 700

const second = 1_000_000
/** Longest span of each class (log.page.span_class); see the index page_by_time. */
export const spanClasses = [60, 15 * 60, 2 * 3600, 86_400, 32 * 86_400].map(seconds => seconds * second).concat(2 ** 54)

export const spanClassOf = (span: Micros): number => spanClasses.findIndex(longest => span <= longest)

/** CRC-32 as PostgreSQL's signed integer. */
export const tagKey = (tag: string): number => crc32(tag) | 0

/**
 * Cuts events of one stream into pages.
 * @throws InvalidAppend when an event's data is no JSON or too large
 */
export async function pagesOf(stream: string, events: readonly NewEvent[]): Promise<Page[]> {
  // Of his own: the caller may empty his array while pages are being packed.
  const all = [...events]
  const pages: Promise<Page>[] = []
  for (let start = 0; start < all.length;) {
    const run = nextRun(stream, all, start)
    pages.push(packed(run))
    start += run.events.length
    // Lets others run between pages, and keeps no more texts waiting for the thread pool than it can use.
    if (pages.length % 4 === 0) await pages[pages.length - 4]
  }
  return Promise.all(pages)
}

/** The events of one page, with their data as it will be written. */
interface Run {
  readonly events: NewEvent[]
  readonly data: EventData[]
  readonly form: PageForm | undefined
}

function nextRun(stream: string, events: readonly NewEvent[], start: number): Run {
  const first = events[start]
  const run: Run = { events: [], data: [], form: first && pageFormOf(first.data) }
  let length = 0
  for (let index = start; index < events.length && run.events.length < maxEvents; index++) {
    const event = events[index]
    if (!event || event.type !== first?.type) break
    const data = (run.form && flatDataOf(event.data, run.form)) ?? checkedText(stream, event)
    length += (typeof data === 'string' ? data.length : data.characters) + envelopeLength(event)
    if (run.events.length > 0 && length > maxCharacters) break
    run.events.push(event)
    run.data.push(data)
  }
  return run
}

function checkedText(stream: string, event: NewEvent): string {
  const text = dataText(stream, event)
  checkSize(stream, event, text)
  return text
}

function envelopeLength({ id, site, node, actor, correlationId, causationId, tags }: NewEvent): number {
  let length = 0
  for (const value of [id, site, node, actor, correlationId, causationId]) length += value?.length ?? 0
  if (tags) for (const tag of tags) length += tag.length
  return length
}

async function packed({ events, data, form }: Run): Promise<Page> {
  const text = pageTextOf(events, data, form)
  let min = Infinity
  let max = -Infinity
  const tags = new Set<string>()
  for (const event of events) {
    min = Math.min(min, event.occurredAt)
    max = Math.max(max, event.occurredAt)
    if (event.tags) for (const tag of event.tags) tags.add(tag)
  }
  return {
    type: events[0]?.type ?? '',
    events: events.length,
    minOccurredAt: min,
    maxOccurredAt: max,
    spanClass: spanClassOf(max - min),
    tags: tagKeysOf(tags),
    ...(await storedForm(text, events.length)),
  }
}

/** How the text of a page is kept. */
export async function storedForm(
  text: Buffer,
  events: number,
): Promise<Pick<Page, 'codec' | 'textBytes' | 'checksums' | 'sha256' | 'payload'>> {
  const deflated = text.length < minDeflated ? undefined : await deflate(text)
  const pays = deflated !== undefined && deflated.length < text.length * 0.9
  return {
    codec: pays ? 1 : 0,
    textBytes: text.length,
    checksums: events > 1 ? checksumsOf(text) : null,
    sha256: textHashOf(text),
    payload: pays ? deflated : text,
  }
}

export const tagKeysOf = (tags: Iterable<string>): number[] => [...new Set([...tags].map(tagKey))].sort((a, b) => a - b)

/** CRC-32 of each line, the line feed not included; big endian. */
export function checksumsOf(text: Buffer): Buffer {
  const sums: number[] = []
  for (let start = 0; start <= text.length;) {
    const feed = text.indexOf(0x0a, start)
    const end = feed < 0 ? text.length : feed
    sums.push(crc32(text.subarray(start, end)))
    start = end + 1
  }
  const buffer = Buffer.allocUnsafe(sums.length * 4)
  sums.forEach((sum, index) => buffer.writeUInt32BE(sum, index * 4))
  return buffer
}

export const textHashOf = (text: Buffer): string => hash('sha256', text, 'hex')

const deflateAsync = promisify<Buffer, object, Buffer>(deflateRaw)
const inflateAsync = promisify<Buffer, object, Buffer>(inflateRaw)

// One output chunk of the right size: every further chunk is another trip to the thread pool.
const deflate = (text: Buffer): Promise<Buffer> =>
  deflateAsync(text, { level: constants.Z_BEST_SPEED, chunkSize: text.length + 64 })

/** Of a page that claims to be shorter than it is: each chunk is a trip to the thread pool. */
const leastChunkBytes = 4096

/** The text of a stored page. Rejects when the payload is none. */
export async function textOf(codec: number, payload: Buffer, textBytes: number): Promise<Buffer> {
  if (codec === 0) return payload
  const chunkSize = Math.max(leastChunkBytes, Math.min(textBytes, maxTextBytes) + 64)
  return inflateAsync(payload, { chunkSize, maxOutputLength: maxTextBytes })
}
