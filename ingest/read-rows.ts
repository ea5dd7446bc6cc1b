import { InputRefused } from './refusal.ts'
import type { Row, RowDecoder } from './row-decoder.ts'
import { textLines } from './text-lines.ts'

/** Small enough that two batches in memory are nothing, large enough that a commit costs little per row. */
const rowsPerBatch = 5_000

/**
 * The rows of one input in batches, in order. A gzip that is cut off ends the input with a notice: what came before
 * is good.
 */
export async function* readRows(input: {
  readonly chunks: AsyncIterable<Buffer>
  readonly decoder: RowDecoder
  readonly onNotice: (sentence: string) => void
}): AsyncGenerator<Row[]> {
  const { chunks, decoder, onNotice } = input
  let rows: Row[] = []
  let latin1Lines = 0
  try {
    for await (const block of textLines(chunks)) {
      latin1Lines += block.latin1Lines
      let number = block.firstLine
      for (const line of block.lines) {
        decoder.line(line, number++, rows)
        if (rows.length < rowsPerBatch) continue
        yield rows
        rows = []
      }
    }
  } catch (error) {
    if (!(error instanceof InputRefused)) throw error
    onNotice(`${error.problem}; what could be read of it was imported`)
  }
  decoder.end(rows)
  if (rows.length > 0) yield rows
  if (latin1Lines > 0) onNotice(`${latin1Lines} lines are not UTF-8; they were read as Latin-1 (ISO 8859-1)`)
}
