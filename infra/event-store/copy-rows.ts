import type { Page } from './page.ts'
import type { PagePlace } from './page-text.ts'

/** A page with its place in the log and in the chain: a row of log.page. */
export interface PlacedPage extends Omit<PagePlace, 'type'> {
  readonly page: Page
  readonly streamId: number
  readonly typeId: number
  readonly previousHash: string
  readonly hash: string
}

const signature = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)])
const trailer = Buffer.from([0xff, 0xff])

/** Rows for sql/copy-pages.sql in PostgreSQL's binary COPY format, columns in the order of that statement. */
export function* binaryRows(pages: Iterable<PlacedPage>): Generator<Buffer> {
  yield signature
  for (const { page, ...place } of pages) {
    yield row([
      int8(place.firstPosition),
      int8(place.firstRevision),
      int8(place.recordedAt),
      int8(page.minOccurredAt),
      int8(page.maxOccurredAt),
      int4(place.streamId),
      int4(page.events),
      int4(page.textBytes),
      int2(place.typeId),
      int2(page.spanClass),
      int2(page.codec),
      page.tags.length > 0 ? int4Array(page.tags) : null,
      page.checksums,
      Buffer.from(place.previousHash, 'hex'),
      Buffer.from(place.hash, 'hex'),
      page.payload,
    ])
  }
  yield trailer
}

/** Number of fields, then each field's length (-1: null) and bytes. */
function row(fields: readonly (Buffer | null)[]): Buffer {
  const parts = [int2(fields.length)]
  for (const field of fields) {
    parts.push(int4(field?.length ?? -1))
    if (field) parts.push(field)
  }
  return Buffer.concat(parts)
}

function int2(value: number): Buffer {
  const buffer = Buffer.allocUnsafe(2)
  buffer.writeInt16BE(value)
  return buffer
}

function int4(value: number): Buffer {
  const buffer = Buffer.allocUnsafe(4)
  buffer.writeInt32BE(value)
  return buffer
}

function int8(value: number): Buffer {
  const buffer = Buffer.allocUnsafe(8)
  buffer.writeBigInt64BE(BigInt(value))
  return buffer
}

const oidOfInt4 = 23

/** One dimension, no nulls, indexed from 1. */
function int4Array(values: readonly number[]): Buffer {
  const buffer = Buffer.allocUnsafe(20 + values.length * 8)
  ;[1, 0, oidOfInt4, values.length, 1].forEach((value, index) => buffer.writeInt32BE(value, index * 4))
  values.forEach((value, index) => {
    buffer.writeInt32BE(4, 20 + index * 8)
    buffer.writeInt32BE(value, 24 + index * 8)
  })
  return buffer
}
