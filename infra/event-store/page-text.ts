import { isAscii } from 'node:buffer'
import { eventIdsOf } from '../../domain/kernel/event-id.ts'
import type { NewEvent, Position, RecordedEvent, Revision } from '../../domain/kernel/event.ts'
import type { Json } from '../../domain/kernel/json.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import type { Upcasts } from '../../domain/kernel/upcast.ts'
import { dataReader, writtenData, type DataForm, type EventData, type PageForm } from './page-data.ts'

/**
 * The text of a page: a JSON array with each element on a line of its own (JSON text has no raw line feeds).
 *
 *   [{"occurredAt":1795233076000000,"site":"paris","node":"pbx1","varying":["tags"]},
 *   [0,{"raw":"1795233076|...","form":"file",...},"call:paris/pbx1/1795233076.1"],
 *   [1000000,{...},null]]
 *
 * The first element holds what all events have in common and names the fields that differ. An event is its occurredAt (less
 * that of the first), its data, and its values of those fields, null where it has none. A schemaVersion of 1 is left out; one
 * tag is a string, several are an array. All bytes are ASCII: other characters are escaped. Pages of earlier versions are UTF-8.
 */
const fields = ['id', 'schemaVersion', 'site', 'node', 'actor', 'correlationId', 'causationId', 'tags'] as const
type Field = (typeof fields)[number]
type Value = string | number | readonly string[] | undefined

interface Common extends Readonly<Partial<Record<Field, Value>>>, DataForm {
  readonly occurredAt: Micros
  readonly varying?: readonly Field[]
}

type EventLine = readonly [sinceFirst: number, writtenData: Json, ...varying: (Exclude<Value, undefined> | null)[]]

export interface ParsedPage {
  readonly common: Common
  readonly lines: readonly EventLine[]
}

/** Where a page stands in the log; what is not in its text. */
export interface PagePlace {
  readonly firstPosition: Position
  readonly firstRevision: Revision
  readonly stream: string
  readonly type: string
  readonly recordedAt: Micros
}

function valueOf(event: NewEvent, field: Field): Value {
  switch (field) {
    case 'schemaVersion':
      return event.schemaVersion === 1 ? undefined : event.schemaVersion
    case 'tags':
      return event.tags && event.tags.length > 1 ? event.tags : event.tags?.[0]
    default:
      return event[field]
  }
}

const equal = (a: Value, b: Value): boolean =>
  a === b || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b))

/** @param gathered what the events' flat data was written with */
export function pageTextOf(
  events: readonly NewEvent[],
  data: readonly EventData[],
  gathered: PageForm | undefined,
): Buffer {
  const [first] = events
  if (!first) throw new Error('a page holds at least one event')
  const common: Partial<Record<Field | 'occurredAt', Value>> = { occurredAt: first.occurredAt }
  const varying: Field[] = []
  for (const field of fields) {
    const value = valueOf(first, field)
    if (!events.every(event => equal(valueOf(event, field), value))) varying.push(field)
    else if (value !== undefined) common[field] = value
  }
  const { form, texts } = writtenData(gathered, events, data)
  const lines = [inAscii(`[${JSON.stringify({ ...common, ...(varying.length > 0 && { varying }), ...form })}`)]
  for (const [index, event] of events.entries()) {
    let line = `,\n[${event.occurredAt - first.occurredAt},${texts[index] ?? 'null'}`
    for (const field of varying) line += `,${JSON.stringify(valueOf(event, field) ?? null)}`
    lines.push(inAscii(`${line}]`))
  }
  lines.push(']')
  return bytesOf(lines)
}

/** JSON has other characters in strings only. ASCII is written and read at a tenth of the cost of UTF-8 with an accent in it. */
const inAscii = (json: string): string =>
  Buffer.byteLength(json) === json.length ? json : json.replace(/[\u0080-\uffff]/g, escaped)

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

/** Line by line: a string of half a megabyte is memory that the system has to find, and what fills it waits for each page of it. */
function bytesOf(lines: readonly string[]): Buffer {
  const bytes = Buffer.allocUnsafeSlow(lines.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const line of lines) at += bytes.write(line, at, 'latin1')
  return bytes
}

/** Parsed at once; for the same reason far below what a page holds. */
const pieceBytes = 64 * 1024
const [openingBracket, closingBracket, comma, lineFeed] = [0x5b, 0x5d, 0x2c, 0x0a]

/** @throws SyntaxError when the text is none of pageTextOf */
export function parsePage(text: Buffer): ParsedPage {
  const end = text.length - 1
  if (text[0] !== openingBracket || text[end] !== closingBracket) throw new SyntaxError('the text is no array of lines')
  let lines: (Common | EventLine)[] = []
  for (let from = 1; from < end;) {
    const feed = text.indexOf(lineFeed, from + pieceBytes)
    const to = feed < 0 || feed > end ? end : feed - 1
    if (to < end && text[to] !== comma) throw new SyntaxError('a line of the text ends without a comma')
    const parsed = JSON.parse(`[${textBetween(text, from, to)}]`) as (Common | EventLine)[]
    if (lines.length === 0) lines = parsed
    else for (const line of parsed) lines.push(line)
    from = to + 2
  }
  // Taking the first one out by a pattern would copy the others one by one.
  const common = lines.shift() as Common
  return { common, lines: lines as EventLine[] }
}

const textBetween = (text: Buffer, from: number, to: number): string =>
  text.toString(isAscii(text.subarray(from, to)) ? 'latin1' : 'utf8', from, to)

/** The tags of one event of the page. */
export function tagsOf({ common, lines }: ParsedPage, index: number): readonly string[] {
  const place = common.varying?.indexOf('tags') ?? -1
  const value = place < 0 ? common.tags : lines[index]?.[2 + place]
  return value === undefined || value === null
    ? []
    : ((typeof value === 'object' ? value : [value]) as readonly string[])
}

export const occurredAtOf = ({ common, lines }: ParsedPage, index: number): Micros =>
  common.occurredAt + (lines[index]?.[0] ?? 0)

let lastIds: { readonly stream: string; readonly idOf: (revision: Revision) => string } | undefined

/** The stream of the next page is mostly that of the last one; hashing its name costs as much as decoding a small page. */
function idsOf(stream: string): (revision: Revision) => string {
  if (lastIds?.stream !== stream) lastIds = { stream, idOf: eventIdsOf(stream) }
  return lastIds.idOf
}

type Unfinished = { -readonly [K in keyof RecordedEvent]: RecordedEvent[K] }

/** The events of a page as readers get them: upcast, ids filled in. */
export function decodePage(place: PagePlace, { common, lines }: ParsedPage, upcasts: Upcasts): RecordedEvent[] {
  const { firstPosition, firstRevision, stream, type, recordedAt } = place
  const idOf = idsOf(stream)
  const varying = common.varying ?? []
  const idAt = varying.indexOf('id')
  const dataOf = dataReader(common)
  const events: RecordedEvent[] = []
  let revision = firstRevision - 1
  let position = firstPosition - 1
  for (const line of lines) {
    revision++
    position++
    const event: Unfinished = {
      id: ((idAt < 0 ? common.id : line[2 + idAt]) as string | null | undefined) ?? idOf(revision),
      type,
      schemaVersion: (common.schemaVersion as number | undefined) ?? 1,
      stream,
      revision,
      position,
      occurredAt: common.occurredAt + line[0],
      recordedAt,
      data: dataOf(line[1]),
    }
    if (common.site !== undefined) event.site = common.site as string
    if (common.node !== undefined) event.node = common.node as string
    if (common.actor !== undefined) event.actor = common.actor as string
    if (common.correlationId !== undefined) event.correlationId = common.correlationId as string
    if (common.causationId !== undefined) event.causationId = common.causationId as string
    for (let i = 0; i < varying.length; i++) {
      const field = varying[i]
      const value = line[2 + i]
      if (value !== null && value !== undefined && field !== undefined && field !== 'tags')
        event[field] = value as never
    }
    const upcast = upcasts(type, event.schemaVersion)
    if (upcast) {
      event.data = upcast.data(event.data)
      event.schemaVersion = upcast.schemaVersion
    }
    events.push(event)
  }
  return events
}
