import type { FileHandle } from 'node:fs/promises'

/** Whole lines of a file, and the offset behind them. */
interface LineBlock {
  /** Ends with a line end, unless the file ended without one and `closeLast` was set. */
  readonly bytes: Buffer
  readonly offset: number
}

const blockBytes = 256 * 1024
/** A line longer than this is handed over cut: the decoder puts what it gets into quarantine. */
const longestLine = 1024 * 1024 + 1
const newline = 0x0a

/**
 * Reads whole lines from an offset to the present end of the file. A last line without a line end is left for later, since its
 * writer may be in the middle of it; with `closeLast` (the file is finished) it is taken as it is.
 */
export async function* readLines(file: FileHandle, from: number, closeLast: boolean): AsyncGenerator<LineBlock> {
  let offset = from
  let carry = Buffer.alloc(0)
  for (;;) {
    const block = Buffer.allocUnsafe(blockBytes)
    const { bytesRead } = await file.read(block, 0, blockBytes, offset + carry.length)
    if (bytesRead === 0) break
    const bytes =
      carry.length === 0 ? block.subarray(0, bytesRead) : Buffer.concat([carry, block.subarray(0, bytesRead)])
    const end = bytes.lastIndexOf(newline) + 1
    if (end > 0) {
      offset += end
      yield { bytes: bytes.subarray(0, end), offset }
    }
    carry = Buffer.from(bytes.subarray(end))
    if (carry.length < longestLine) continue
    const skipped = await endOfLine(file, offset + carry.length)
    if (skipped === undefined && !closeLast) return
    offset = skipped ?? (await file.stat()).size
    yield { bytes: Buffer.concat([carry.subarray(0, longestLine), Buffer.of(newline)]), offset }
    carry = Buffer.alloc(0)
  }
  if (closeLast && carry.length > 0) yield { bytes: carry, offset: offset + carry.length }
}

/** Offset behind the next line end; undefined when there is none yet. */
async function endOfLine(file: FileHandle, from: number): Promise<number | undefined> {
  const block = Buffer.allocUnsafe(blockBytes)
  for (let offset = from; ;) {
    const { bytesRead } = await file.read(block, 0, blockBytes, offset)
    if (bytesRead === 0) return undefined
    const found = block.subarray(0, bytesRead).indexOf(newline)
    if (found >= 0) return offset + found + 1
    offset += bytesRead
  }
}
