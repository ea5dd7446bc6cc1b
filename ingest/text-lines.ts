import { isUtf8 } from 'node:buffer'

/** A line that is too long to be one: its beginning and its whole length. */
export interface OversizedLine {
  readonly start: string
  readonly bytes: number
}

interface LineBlock {
  /** Number of the first line, from 1. */
  readonly firstLine: number
  readonly lines: readonly (string | OversizedLine)[]
  /** Lines that were not UTF-8 and were read as Latin-1: every byte is kept as one character. */
  readonly latin1Lines: number
}

/** Asterisk cuts a queue_log line at 8,192 bytes; a CEL row with much user data stays far below this. */
export const longestLine = 1_048_576
const keptOfOversized = 8192

const newline = 0x0a

/**
 * Cuts a stream of bytes into lines: LF or CR LF, a byte order mark dropped, the last line with or without its end.
 * Memory is bounded whatever comes: of a line over 1 MiB only the first 8 KiB are kept.
 */
export async function* textLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<LineBlock> {
  const unfinished: Buffer[] = []
  let unfinishedBytes = 0
  let nextLine = 1
  let isStart = true

  const take = (more: Buffer): Buffer => {
    const whole = unfinished.length > 0 ? Buffer.concat([...unfinished, more]) : more
    unfinished.length = 0
    unfinishedBytes = 0
    return whole
  }

  for await (const chunk of chunks) {
    let rest = chunk
    if (unfinishedBytes > longestLine) {
      // Inside an oversized line: count, keep nothing more of it.
      const end = rest.indexOf(newline)
      unfinishedBytes += end < 0 ? rest.length : end
      if (end < 0) continue
      const start = textOf(Buffer.concat(unfinished).subarray(0, keptOfOversized))
      yield { firstLine: nextLine, lines: [{ start, bytes: unfinishedBytes }], latin1Lines: 0 }
      nextLine += 1
      take(Buffer.alloc(0))
      rest = rest.subarray(end + 1)
    }
    const end = rest.lastIndexOf(newline)
    if (end >= 0) {
      const block = lineBlock(withoutMark(take(rest.subarray(0, end)), isStart), nextLine)
      isStart = false
      nextLine += block.lines.length
      yield block
      rest = rest.subarray(end + 1)
    }
    if (rest.length === 0) continue
    unfinished.push(rest)
    unfinishedBytes += rest.length
    if (unfinishedBytes > longestLine) unfinished.splice(0, unfinished.length, firstBytes(unfinished))
  }
  if (unfinishedBytes === 0) return
  if (unfinishedBytes > longestLine) {
    const start = textOf(Buffer.concat(unfinished).subarray(0, keptOfOversized))
    yield { firstLine: nextLine, lines: [{ start, bytes: unfinishedBytes }], latin1Lines: 0 }
  } else yield lineBlock(withoutMark(take(Buffer.alloc(0)), isStart), nextLine)
}

/** A copy, so that the chunks themselves can be freed. */
const firstBytes = (chunks: readonly Buffer[]): Buffer =>
  Buffer.from(Buffer.concat(chunks).subarray(0, keptOfOversized))

const mark = Buffer.from([0xef, 0xbb, 0xbf])
const withoutMark = (bytes: Buffer, isStart: boolean): Buffer =>
  isStart && bytes.subarray(0, 3).equals(mark) ? bytes.subarray(3) : bytes

/** The text of a line's beginning: its last character may be cut. */
function textOf(bytes: Buffer): string {
  for (let cut = 0; cut < 4; cut++) {
    const whole = bytes.subarray(0, bytes.length - cut)
    if (isUtf8(whole)) return whole.toString('utf8')
  }
  return bytes.toString('latin1')
}

/** The lines of bytes that hold whole ones, without the end of the last. */
export function lineBlock(bytes: Buffer, firstLine: number): LineBlock {
  if (isUtf8(bytes)) return { firstLine, lines: linesOf(bytes.toString('utf8')), latin1Lines: 0 }
  // Cut as Latin-1, in which every byte is a character, then each line is read as what it is.
  const lines = linesOf(bytes.toString('latin1'))
  let latin1Lines = 0
  const read = lines.map(line => {
    if (typeof line !== 'string') return line
    const lineBytes = Buffer.from(line, 'latin1')
    if (isUtf8(lineBytes)) return lineBytes.toString('utf8')
    latin1Lines += 1
    return line
  })
  return { firstLine, lines: read, latin1Lines }
}

function linesOf(text: string): (string | OversizedLine)[] {
  const lines: (string | OversizedLine)[] = text.split(text.includes('\r') ? /\r?\n/ : '\n')
  const last = lines.length - 1
  const end = lines[last]
  if (typeof end === 'string' && end.endsWith('\r')) lines[last] = end.slice(0, -1)
  if (text.length <= longestLine) return lines
  return lines.map(line =>
    typeof line === 'string' && line.length > longestLine
      ? { start: line.slice(0, keptOfOversized), bytes: Buffer.byteLength(line) }
      : line,
  )
}
