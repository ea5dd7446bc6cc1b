import { createReadStream, type ReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { pipeline, type Readable } from 'node:stream'
import { InputRefused } from './refusal.ts'
import { unreadable } from './unreadable.ts'

/** How much of an input is looked at to tell what it is. */
const headBytes = 65_536
const chunkBytes = 262_144

/** Bytes of a file or of standard input, unpacked where they were gzipped. */
export interface Input {
  /** The path as it was given; `-` is standard input. */
  readonly name: string
  /** Size on disk, packed; undefined for standard input. */
  readonly bytes: number | undefined
  /** The first 64 KiB, or all there is. */
  readonly head: Buffer
  /** From the beginning, the head included. Once. `onBytes` is told the packed bytes of each read. */
  chunks(onBytes?: (bytes: number) => void): AsyncIterable<Buffer>
}

const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b

/**
 * @param path of a file, or `-` for `stdin`
 * @throws InputRefused when there is nothing to read: no such file, a directory, no right, damaged gzip
 */
export async function openInput(path: string, stdin?: Readable): Promise<Input> {
  if (path === '-') return openStdin(stdin)
  const file = await stat(path).catch((error: unknown) => {
    throw new InputRefused(path, unreadable(error))
  })
  if (file.isDirectory()) throw new InputRefused(path, 'is a directory; name the files in it')
  const head = await headOf(path)
  return {
    name: path,
    bytes: file.isFile() ? file.size : undefined,
    head,
    chunks: onBytes => unpacked(path, createReadStream(path, { highWaterMark: chunkBytes }), onBytes),
  }
}

async function headOf(path: string): Promise<Buffer> {
  const parts: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of unpacked(path, createReadStream(path, { highWaterMark: headBytes }))) {
      parts.push(chunk)
      bytes += chunk.length
      if (bytes >= headBytes) break
    }
  } catch (error) {
    if (bytes === 0) throw error instanceof InputRefused ? error : new InputRefused(path, unreadable(error))
  }
  return Buffer.concat(parts).subarray(0, headBytes)
}

async function openStdin(stdin: Readable | undefined): Promise<Input> {
  if (!stdin) throw new InputRefused('-', 'there is no standard input to read from')
  let told: (bytes: number) => void = () => undefined
  const source = unpacked('-', stdin, bytes => told(bytes))
  const iterator = source[Symbol.asyncIterator]()
  const parts: Buffer[] = []
  let bytes = 0
  while (bytes < headBytes) {
    const next = await iterator.next()
    if (next.done) break
    parts.push(next.value)
    bytes += next.value.length
  }
  const head = Buffer.concat(parts)
  return {
    name: '-',
    bytes: undefined,
    head: head.subarray(0, headBytes),
    async *chunks(onBytes) {
      if (onBytes) told = onBytes
      if (head.length > 0) yield head
      yield* { [Symbol.asyncIterator]: () => iterator }
    },
  }
}

/** Told by the first bytes, not by the name: several gzipped members behind one another are one input. */
async function* unpacked(
  name: string,
  stream: Readable | ReadStream,
  onBytes?: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  const counted = countedChunks(stream, onBytes)
  const first = await counted.next()
  if (first.done) return
  async function* all() {
    yield first.value as Buffer
    yield* counted
  }
  if (!isGzip(first.value)) {
    yield* all()
    return
  }
  const gunzip = createGunzip({ chunkSize: chunkBytes })
  // Errors of both sides come out of the iteration of gunzip.
  pipeline(all(), gunzip, () => undefined)
  try {
    for await (const chunk of gunzip) yield chunk as Buffer
  } catch (error) {
    if (isDamaged(error))
      throw new InputRefused(name, `is gzipped, but damaged or cut off (${(error as Error).message})`)
    throw error
  }
}

async function* countedChunks(stream: Readable, onBytes?: (bytes: number) => void): AsyncGenerator<Buffer> {
  for await (const chunk of stream) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Buffer)
    onBytes?.(bytes.length)
    if (bytes.length > 0) yield bytes
  }
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? ''
const isDamaged = (error: unknown): boolean => codeOf(error).startsWith('Z_')
