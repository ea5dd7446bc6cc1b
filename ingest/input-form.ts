import { decodeAmiJson } from '../domain/pbx/ami-fact.ts'
import { isKnownCelEvent } from '../domain/pbx/cel-events.ts'
import { celRowDecoder, decodeCelJson, isCelHeader, sampleCelColumns } from '../domain/pbx/cel-row.ts'
import { csvRecord } from '../domain/pbx/csv-record.ts'
import { excerpt } from '../domain/pbx/decoded.ts'
import { looksLikeQueueLogLine } from '../domain/pbx/queue-log-line.ts'
import { isQueueLogHeader } from '../domain/pbx/queue-log-table.ts'
import type { FactKind } from '../domain/pbx/facts.ts'
import { sourceClock } from '../domain/pbx/source-time.ts'
import { foreignFile, isCdrHeader, looksLikeCdrLine } from './foreign-files.ts'
import { InputRefused } from './refusal.ts'
import { lineBlock } from './text-lines.ts'

/** How the rows of an input are written. */
export type InputForm =
  | { readonly kind: 'queue_log'; readonly form: 'native' }
  | { readonly kind: 'cel'; readonly form: 'json' }
  /** A recording of events as JSON lines, or packets as the manager interface sends them, a blank line behind each. */
  | { readonly kind: 'ami'; readonly form: 'json' | 'packets' }
  | {
      readonly kind: 'queue_log' | 'cel'
      readonly form: 'csv'
      readonly delimiter: string
      readonly columns: readonly string[]
      /** The header's text; undefined when the input has none. */
      readonly header: string | undefined
    }

const expected: Readonly<Record<FactKind, string>> = {
  queue_log:
    'a queue_log as Asterisk writes it (epoch|callid|queue|agent|event|...) or a CSV whose header names ' +
    'time,callid,queuename,agent,event,data1..data5; both may be gzipped',
  cel:
    'CEL as CSV with a header (cel_custom, or the cel table), in the order of the sample cel_custom.conf, or as JSON ' +
    'lines; all may be gzipped. For a mapping of your own without a header give its fields with --cel-fields, or configure ' +
    'them with the source (celFields)',
  ami:
    'events of the manager interface as JSON lines, each an object with Event and a Timestamp, or with the epoch time of ' +
    'its receipt as _t; may be gzipped',
}

const isOfKind = <K extends FactKind>(form: InputForm, kind: K): form is InputForm & { readonly kind: K } =>
  form.kind === kind

const holds: Readonly<Record<FactKind, string>> = {
  queue_log: 'holds queue_log rows; give it with --queue-log',
  cel: 'holds CEL; give it with --cel',
  ami: 'holds events of the manager interface; give it with --ami',
}

/** Junk before the first good line is suffered: a file may begin with the torn half of a line. */
const linesLookedAt = 200

/**
 * Tells by content how an input is written.
 * @param celFields the fields of the site's own cel_custom mapping, for CEL without a header
 * @throws InputRefused with what the input looks like and what is expected
 */
export function recogniseForm<K extends FactKind>(
  name: string,
  head: Buffer,
  kind: K,
  celFields?: readonly string[],
): InputForm & { readonly kind: K } {
  const refuse = (what: string): InputRefused => new InputRefused(name, `${what}. Expected ${expected[kind]}.`)
  const foreign = foreignFile(head)
  if (foreign) throw refuse(foreign === 'empty' ? 'is empty' : `is ${foreign}`)
  const lines = firstLines(head)
  const form = formOf(lines, celFields)
  if (form && isOfKind(form, kind)) return form
  if (form) throw refuse(holds[form.kind])
  const columns = lines.slice(0, 1).flatMap(line => headerOf(line)?.columns ?? [])
  if (isCdrHeader(columns) || lines.some(looksLikeCdrLine))
    throw refuse('holds call detail records (CDR), which are not imported')
  throw refuse(
    lines[0] === undefined ? 'holds no line of text' : `is not recognised; it begins with "${excerpt(lines[0])}"`,
  )
}

function firstLines(head: Buffer): string[] {
  const lines = lineBlock(head.subarray(0, 3).toString('latin1') === '\xef\xbb\xbf' ? head.subarray(3) : head, 1).lines
  // The last one may be cut off by the end of the head.
  const whole = lines.length > 1 && head.length >= 65_536 ? lines.slice(0, -1) : lines
  return whole.flatMap(line => (typeof line === 'string' && line.trim() !== '' ? [line] : [])).slice(0, linesLookedAt)
}

function formOf(lines: readonly string[], celFields: readonly string[] | undefined): InputForm | undefined {
  for (const line of lines) {
    if (looksLikeQueueLogLine(line)) return { kind: 'queue_log', form: 'native' }
    if (line.startsWith('{') && isCelJson(line)) return { kind: 'cel', form: 'json' }
    if (line.startsWith('{') && isAmiJson(line)) return { kind: 'ami', form: 'json' }
    const header = headerOf(line)
    if (header && isQueueLogHeader(header.columns)) return { kind: 'queue_log', form: 'csv', ...header }
    if (header && isCelHeader(header.columns)) return { kind: 'cel', form: 'csv', ...header }
    const columns = header && headerlessCel(line, header.delimiter, celFields)
    if (columns) return { kind: 'cel', form: 'csv', delimiter: header.delimiter, columns, header: undefined }
  }
  return undefined
}

const isAmiJson = (line: string): boolean => {
  const decoded = decodeAmiJson(line, sourceClock('UTC'), { isDropped: () => false })
  return decoded !== undefined && !('reason' in decoded)
}

const isCelJson = (line: string): boolean => !('reason' in decodeCelJson(line, sourceClock('UTC')))

/** The line as a header, cut at whichever delimiter gives most columns. */
function headerOf(line: string): { delimiter: string; columns: readonly string[]; header: string } | undefined {
  let best: { delimiter: string; columns: readonly string[]; header: string } | undefined
  for (const delimiter of [',', ';', '\t', '|']) {
    const columns = csvRecord(line, delimiter)
    if (typeof columns !== 'string' && columns.length > (best?.columns.length ?? 1))
      best = { delimiter, columns, header: line }
  }
  return best
}

/**
 * The mapping under which the line is a CEL row: its time is one and its type is known, or is told apart by a known
 * name.
 */
function headerlessCel(line: string, delimiter: string, celFields: readonly string[] | undefined) {
  const fields = csvRecord(line, delimiter)
  if (typeof fields === 'string') return undefined
  return [...(celFields ? [celFields] : []), ...sampleCelColumns].find(columns => {
    const decoded = celRowDecoder(columns)(fields, line, sourceClock('UTC'))
    return (
      !('reason' in decoded) &&
      (isKnownCelEvent(decoded.fact.eventtype) || /^[A-Z][A-Z0-9_]*$/.test(decoded.fact.eventtype))
    )
  })
}
