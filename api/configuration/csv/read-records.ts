import type { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import type { CsvRecord } from '../../../domain/configuration/csv/planned-row.ts'

const longestRecord = 100_000

interface ParsedRecord {
  readonly record: readonly string[]
  /** `lines`: the line that the record ends at. */
  readonly info: { readonly lines: number }
}

/**
 * The records of a CSV file as they come (RFC 4180, UTF-8, with or without a byte order mark). Empty lines are none.
 * @throws UnreadableCsv that names the line, when quotes are wrong or a record never ends
 */
export async function* readRecords(source: Readable, delimiter = ','): AsyncGenerator<CsvRecord> {
  const parser = parse({
    delimiter,
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: longestRecord,
  })
  source.once('error', error => parser.destroy(error))
  source.pipe(parser)
  // The parser counts a line end of two characters within a cell as two lines.
  let surplus = 0
  try {
    for await (const parsed of parser) {
      const { record, info } = parsed as ParsedRecord
      const text = record.join()
      surplus += matches(text, /\r\n/g)
      yield { line: info.lines - surplus - matches(text, /\r\n|\n|\r/g), cells: record }
    }
  } catch (error) {
    if (error instanceof CsvError) throw new UnreadableCsv(inWords(error, surplus))
    throw error
  } finally {
    source.destroy()
  }
}

const matches = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0

/** Without the text itself: it may be a password. */
function inWords({ code, ...at }: CsvError, surplus: number): string {
  const line = typeof at['lines'] === 'number' ? `line ${at['lines'] - surplus}: ` : ''
  switch (code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return `${line}a quote is opened and never closed`
    case 'CSV_MAX_RECORD_SIZE':
      return `${line}a row is longer than ${longestRecord} characters: a quote may be missing`
    default:
      return `${line}a quote stands within a cell: put the cell in quotes, and write the quote twice`
  }
}

/** The text is no CSV; the message says at which line. */
export class UnreadableCsv extends Error {}
