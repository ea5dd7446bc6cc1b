import { pipeline } from 'node:stream/promises'
import { crc32, createDeflateRaw } from 'node:zlib'

export interface ZipEntry {
  readonly name: string
  readonly content: AsyncIterable<Buffer> | Iterable<Buffer>
}

/** From here on 32 bits do not do, and the field of 64 bits beside is read. Lower in tests. */
const limitOf32Bits = 0xffff_ffff

interface Written {
  readonly name: Buffer
  readonly offset: number
  readonly crc: number
  readonly size: number
  readonly compressed: number
}

/**
 * A ZIP archive (APPNOTE 6.3.10), byte by byte as its entries come: sizes stand behind each entry, so nothing is kept and nothing is
 * written twice. The archive may have any length (ZIP64), an entry has less than 4 GiB: spreadsheet programs refuse longer ones.
 * @param at instant that entries are dated with, whole seconds of UTC
 * @throws Error for a longer entry: a mistake of ours
 */
export async function* zipOf(
  entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>,
  at: Date,
  limit = limitOf32Bits,
): AsyncGenerator<Buffer> {
  const written: Written[] = []
  let offset = 0
  for await (const entry of entries) {
    const name = Buffer.from(entry.name)
    const head = localHeader(name, at)
    yield head
    const packed = packedOf(entry.content)
    let compressed = 0
    for await (const piece of packed.pieces) {
      compressed += piece.length
      yield piece
    }
    const { crc, size } = packed.sums()
    if (size > limitOf32Bits || compressed > limitOf32Bits) throw new Error(`${entry.name} has ${size} bytes: cut it`)
    const sums = descriptor({ crc, size, compressed })
    yield sums
    written.push({ name, offset, crc, size, compressed })
    offset += head.length + compressed + sums.length
  }
  const directory = Buffer.concat(written.map(entry => directoryEntry(entry, at, limit)))
  yield directory
  yield endOf({ entries: written.length, size: directory.length, offset }, limit)
}

/** The content in DEFLATE (RFC 1951), and what was in it. */
function packedOf(content: ZipEntry['content']) {
  let crc = 0
  let size = 0
  const deflate = createDeflateRaw()
  async function* summed() {
    for await (const piece of content) {
      crc = crc32(piece, crc)
      size += piece.length
      yield piece
    }
  }
  async function* pieces(): AsyncGenerator<Buffer> {
    const feeding = pipeline(summed(), deflate)
    // Told by the loop below, which reads what it feeds.
    feeding.catch(() => undefined)
    for await (const piece of deflate as AsyncIterable<Buffer>) yield piece
    await feeding
  }
  return { pieces: pieces(), sums: () => ({ crc, size }) }
}

const [version, versionOf64Bits] = [20, 45]
const sizesBehind = 0x0008
const nameInUtf8 = 0x0800
/** As the programs that write most workbooks set them: the second only where a name needs it. */
const flagsOf = (name: Buffer): number => sizesBehind | (name.some(byte => byte > 0x7f) ? nameInUtf8 : 0)
const deflated = 8

/** As MS-DOS told them: two seconds apart, from 1980. */
function dosTime(at: Date): { readonly date: number; readonly time: number } {
  const date = (Math.max(at.getUTCFullYear() - 1980, 0) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate()
  return { date, time: (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1) }
}

/** Little-endian fields one after the other: [bytes, value]. */
function fieldsOf(...fields: readonly (readonly [2 | 4 | 8, number])[]): Buffer {
  const bytes = Buffer.alloc(fields.reduce((sum, [length]) => sum + length, 0))
  let at = 0
  for (const [length, value] of fields) {
    if (length === 8) bytes.writeBigUInt64LE(BigInt(value), at)
    else bytes.writeUIntLE(value, at, length)
    at += length
  }
  return bytes
}

function localHeader(name: Buffer, at: Date): Buffer {
  const { date, time } = dosTime(at)
  const known = fieldsOf([4, 0x04034b50], [2, version], [2, flagsOf(name)], [2, deflated], [2, time], [2, date])
  return Buffer.concat([known, fieldsOf([4, 0], [4, 0], [4, 0], [2, name.length], [2, 0]), name])
}

const descriptor = ({ crc, size, compressed }: Pick<Written, 'crc' | 'size' | 'compressed'>): Buffer =>
  fieldsOf([4, 0x08074b50], [4, crc], [4, compressed], [4, size])

function directoryEntry({ name, offset, crc, size, compressed }: Written, at: Date, limit: number): Buffer {
  const { date, time } = dosTime(at)
  const isFar = offset >= limit
  const far = isFar ? fieldsOf([2, 1], [2, 8], [8, offset]) : Buffer.alloc(0)
  const needed = isFar ? versionOf64Bits : version
  return Buffer.concat([
    fieldsOf(
      [4, 0x02014b50],
      [2, needed],
      [2, needed],
      [2, flagsOf(name)],
      [2, deflated],
      [2, time],
      [2, date],
      [4, crc],
    ),
    fieldsOf([4, compressed], [4, size], [2, name.length], [2, far.length], [2, 0], [2, 0], [2, 0], [4, 0]),
    fieldsOf([4, isFar ? limitOf32Bits : offset]),
    name,
    far,
  ])
}

function endOf({ entries, size, offset }: { entries: number; size: number; offset: number }, limit: number): Buffer {
  const isFar = offset >= limit
  const counts = fieldsOf([2, 0], [2, 0], [2, entries], [2, entries], [4, size])
  const end = Buffer.concat([fieldsOf([4, 0x06054b50]), counts, fieldsOf([4, isFar ? limitOf32Bits : offset], [2, 0])])
  if (!isFar) return end
  const far = fieldsOf([4, 0x06064b50], [8, 44], [2, versionOf64Bits], [2, versionOf64Bits], [4, 0], [4, 0])
  const farCounts = fieldsOf([8, entries], [8, entries], [8, size], [8, offset])
  const locator = fieldsOf([4, 0x07064b50], [4, 0], [8, offset + size], [4, 1])
  return Buffer.concat([far, farCounts, locator, end])
}
