import type { Micros } from '../domain/kernel/time.ts'
import { celRowDecoder, decodeCelJson } from '../domain/pbx/cel-row.ts'
import { csvRecord } from '../domain/pbx/csv-record.ts'
import type { Decoded } from '../domain/pbx/decoded.ts'
import type { QuarantinedRow } from '../domain/pbx/facts.ts'
import { decodeQueueLogLine } from '../domain/pbx/queue-log-line.ts'
import { queueLogTableDecoder } from '../domain/pbx/queue-log-table.ts'
import type { SourceClock } from '../domain/pbx/source-time.ts'
import { tooLongName, type PbxFact } from './fact-kinds.ts'
import type { InputForm } from './input-form.ts'
import type { OversizedLine } from './text-lines.ts'

/** One row of an input: a fact and its time, or why it is none. */
export type Row =
  | { readonly at: Micros; readonly offset: number | undefined; readonly fact: PbxFact }
  | { readonly quarantined: QuarantinedRow }

/** Turns the lines of one input, in order, into rows. Blank lines and repeated headers are nothing. */
export interface RowDecoder {
  /** Adds to `rows` what is complete with this line. */
  line(text: string | OversizedLine, number: number, rows: Row[]): void
  /** A quoted field goes on in the next line: a follower must not commit its cursor behind this line yet. */
  hasOpenRecord(): boolean
  /** The input has ended: what is still open is quarantined. */
  end(rows: Row[]): void
}

/** A quote that is never closed must not swallow the rest of the input. */
const longestRecord = { lines: 50, characters: 65_536 }

/** Everything but recordings of the manager interface, whose rows are cut otherwise (ami/event-decoder.ts). */
export type RowForm = Exclude<InputForm, { readonly kind: 'ami' }>

/**
 * @param input name of the file or table, for quarantined rows
 * @param clock of the input: one and the same through a rotated set
 */
export function rowDecoder(form: RowForm, clock: SourceClock, input: string): RowDecoder {
  const quarantine = (raw: string, reason: string, line: number, bytes?: number): Row => ({
    quarantined: {
      kind: form.kind,
      raw: printable(raw),
      reason,
      input,
      line,
      ...(bytes === undefined ? {} : { bytes }),
    },
  })

  const row = (decoded: Decoded<PbxFact>, raw: string, line: number): Row => {
    if ('reason' in decoded) return quarantine(raw, decoded.reason, line)
    const long = tooLongName(decoded.fact)
    return long ? quarantine(raw, long, line) : decoded
  }

  const records = form.form === 'csv' ? csvRecords(form.delimiter) : undefined
  const decodeFields = form.form === 'csv' ? fieldsDecoder(form) : undefined
  const decodeLine = form.form === 'json' ? decodeCelJson : decodeQueueLogLine
  const header = form.form === 'csv' ? form.header : undefined

  const recordRow = (record: CsvText): Row | undefined => {
    const { text, line, fields } = record
    if (!fields) return quarantine(text, 'a quoted field is not closed, or something follows its closing quote', line)
    if (text === header) return undefined
    return decodeFields && row(decodeFields(fields, text, clock), text, line)
  }

  return {
    line(text, number, rows) {
      if (typeof text !== 'string') {
        rows.push(
          quarantine(text.start, `a line of ${text.bytes} bytes; only its beginning is kept`, number, text.bytes),
        )
      } else if (hasControls(text)) {
        rows.push(
          quarantine(text, 'holds control characters: binary data, or a block that a crash left half written', number),
        )
      } else if (records) {
        for (const record of records.line(text, number)) {
          const made = recordRow(record)
          if (made) rows.push(made)
        }
      } else if (text !== '') {
        rows.push(row(decodeLine(text, clock), text, number))
      }
    },
    hasOpenRecord: () => records?.isOpen() ?? false,
    end(rows) {
      for (const record of records?.end() ?? []) {
        const made = recordRow(record)
        if (made) rows.push(made)
      }
    },
  }
}

const fieldsDecoder = (form: RowForm & { form: 'csv' }) =>
  form.kind === 'queue_log' ? queueLogTableDecoder(form.columns) : celRowDecoder(form.columns)

interface CsvText {
  readonly text: string
  readonly line: number
  /** undefined: malformed. */
  readonly fields: readonly string[] | undefined
}

/**
 * Joins lines to records: a quoted field may hold line ends. A record that does not close costs its first line only.
 */
function csvRecords(delimiter: string) {
  let open: { text: string; line: number; lines: string[] } | undefined
  let usual = 0

  function line(text: string, number: number): CsvText[] {
    if (!open) {
      if (text === '') return []
      const fields = csvRecord(text, delimiter, usual)
      if (fields === 'open') {
        open = { text, line: number, lines: [text] }
        return []
      }
      if (fields === 'malformed') return [{ text, line: number, fields: undefined }]
      usual = fields.length
      return [{ text, line: number, fields }]
    }
    open.text += `\n${text}`
    open.lines.push(text)
    if (!text.includes('"') && open.lines.length <= longestRecord.lines) return []
    const fields = csvRecord(open.text, delimiter)
    if (typeof fields !== 'string') {
      const record = { text: open.text, line: open.line, fields }
      open = undefined
      return [record]
    }
    const isTooLong = open.lines.length > longestRecord.lines || open.text.length > longestRecord.characters
    return fields === 'malformed' || isTooLong ? giveUp() : []
  }

  function giveUp(): CsvText[] {
    if (!open) return []
    const { lines, line: first } = open
    const [broken = '', ...rest] = lines
    open = undefined
    return [
      { text: broken, line: first, fields: undefined },
      ...rest.flatMap((text, index) => line(text, first + 1 + index)),
    ]
  }

  return {
    line,
    isOpen: () => open !== undefined,
    end(): CsvText[] {
      const records: CsvText[] = []
      while (open) records.push(...giveUp())
      return records
    },
  }
}

/**
 * Control characters but tab and line end. Not those from 128 on: they are letters of old Windows code pages read as
 * Latin-1.
 */
const controls = /[^\P{Cc}\t\r\n\u0080-\u009f]/u
export const hasControls = (text: string): boolean => controls.test(text)

/** NUL is legal in JSON but not in a database's text: it is shown as its picture. */
export const printable = (raw: string): string => raw.replaceAll('\0', '\u2400')
