import type { EventStore } from '../domain/kernel/event-store.ts'
import type { Position } from '../domain/kernel/event.ts'
import type { Micros } from '../domain/kernel/time.ts'
import type { ZoneName } from '../domain/kernel/zone.ts'
import type { AmiRules } from '../domain/pbx/ami-fact.ts'
import { sampleCelColumns } from '../domain/pbx/cel-row.ts'
import {
  factStream,
  quarantinedRowReleased,
  rowQuarantined,
  type FactKind,
  type QuarantinedRow,
} from '../domain/pbx/facts.ts'
import { sourceClock } from '../domain/pbx/source-time.ts'
import { createFactWriter, type RowToWrite } from './fact-writer.ts'
import { eventDecoder } from './ami/event-decoder.ts'
import type { InputForm } from './input-form.ts'
import type { ReleasedRow } from './known-quarantine.ts'
import { rowDecoder, type Row } from './row-decoder.ts'

/** A node's quarantine in the log. */
interface QuarantinePlace {
  readonly store: EventStore
  readonly site: string
  readonly node: string
}

/** A row that could not be read, and whether a retry has understood it since. */
export interface QuarantineEntry extends QuarantinedRow {
  /** By which it is named in show and retry. */
  readonly position: Position
  readonly recordedAt: Micros
  readonly released: boolean
}

interface QuarantinePage {
  readonly entries: readonly QuarantineEntry[]
  /** Give it as `after` for the next page; undefined on the last one. */
  readonly next: Position | undefined
}

/** Oldest first. Without `withReleased` only the rows that are still not understood. */
export async function listQuarantine(
  place: QuarantinePlace,
  page: { readonly first: number; readonly after?: Position; readonly withReleased?: boolean },
): Promise<QuarantinePage> {
  const entries: QuarantineEntry[] = []
  for await (const entry of entriesOf(place)) {
    if (entry.position <= (page.after ?? 0) || (entry.released && !page.withReleased)) continue
    if (entries.length === page.first) return { entries, next: entries.at(-1)?.position }
    entries.push(entry)
  }
  return { entries, next: undefined }
}

/** @returns undefined when there is no quarantined row of this node at the position */
export async function showQuarantined(
  place: QuarantinePlace,
  position: Position,
): Promise<QuarantineEntry | undefined> {
  for await (const entry of entriesOf(place)) if (entry.position === position) return entry
  return undefined
}

async function* entriesOf({ store, site, node }: QuarantinePlace): AsyncGenerator<QuarantineEntry> {
  const stream = factStream(site, node, 'quarantine')
  const upTo = await store.lastPosition()
  const released = new Set<Position>()
  for await (const { events } of store.readStream(stream, { upTo }))
    for (const event of events)
      if (event.type === quarantinedRowReleased) released.add((event.data as unknown as ReleasedRow).position)
  for await (const { events } of store.readStream(stream, { upTo }))
    for (const { type, position, recordedAt, data } of events)
      if (type === rowQuarantined)
        yield { ...(data as unknown as QuarantinedRow), position, recordedAt, released: released.has(position) }
}

interface RetryOptions extends QuarantinePlace {
  /** Of times that carry no offset. */
  readonly clockZone: ZoneName
  /** Fields of the site's cel_custom mapping: what a CEL row was probably quarantined for. */
  readonly celFields?: readonly string[]
  /** Only these rows; all that are open when left out. */
  readonly positions?: readonly Position[]
}

interface RetrySummary {
  readonly tried: number
  /** Understood now; `appended` of them became facts, the others were in the log already. */
  readonly released: number
  readonly appended: number
  /** Still not understood. */
  readonly remaining: number
}

const rowsPerBatch = 500

/**
 * Reads quarantined rows again with today's parser. What it understands is appended as a fact and released, both or
 * neither; a second retry finds nothing left to do. A line of which only the beginning was kept stays where it is.
 */
export async function retryQuarantined(options: RetryOptions): Promise<RetrySummary> {
  const { store, site, node } = options
  const wanted = options.positions && new Set(options.positions)
  const understood: Record<FactKind, RowToWrite[]> = { queue_log: [], cel: [], ami: [] }
  let tried = 0
  for await (const entry of entriesOf(options)) {
    if (entry.released || (wanted && !wanted.has(entry.position))) continue
    tried += 1
    const row = readAgain(entry, options)
    if (row) understood[entry.kind].push({ ...row, releases: entry.position })
  }
  let appended = 0
  for (const kind of ['queue_log', 'cel', 'ami'] as const) {
    const rows = understood[kind].sort((a, b) => timeOf(a) - timeOf(b))
    const writer = createFactWriter({ store, site, node, kind, start: 'scattered' })
    for (let from = 0; from < rows.length; from += rowsPerBatch)
      appended += (await writer.write(rows.slice(from, from + rowsPerBatch))).appended
  }
  const released = understood.queue_log.length + understood.cel.length + understood.ami.length
  return { tried, released, appended, remaining: tried - released }
}

const timeOf = (row: Row): Micros => ('fact' in row ? row.at : 0)

/** The row as a fact in the first form in which it is one. */
function readAgain(entry: QuarantineEntry, options: RetryOptions): (Row & { fact: unknown }) | undefined {
  // Cut, or with the picture of a NUL in it: what is kept is not what was written.
  if (entry.bytes !== undefined || entry.raw.includes('\u2400')) return undefined
  for (const form of formsOf(entry.kind, options.celFields)) {
    const rows: Row[] = []
    const clock = sourceClock(options.clockZone)
    const decoder =
      form.kind === 'ami' ? eventDecoder(form, clock, entry.input, keepAll) : rowDecoder(form, clock, entry.input)
    entry.raw.split('\n').forEach((line, index) => decoder.line(line, entry.line + index, rows))
    decoder.end(rows)
    const [row] = rows
    if (rows.length === 1 && row && 'fact' in row) return row
  }
  return undefined
}

const queueLogColumns = 'time,callid,queuename,agent,event,data1,data2,data3,data4,data5'.split(',')
const xivoCelColumns = (
  'id,eventtype,eventtime,userdeftype,cid_name,cid_num,cid_ani,cid_rdnis,cid_dnid,exten,context,channame,appname,appdata,' +
  'amaflags,accountcode,peeraccount,uniqueid,linkedid,userfield,peer,call_log_id,extra'
).split(',')

/** What could not be read was not known to be noise either. */
const keepAll: AmiRules = { isDropped: () => false }

/** A quarantined row does not know its input's header: the usual ones are tried. */
function formsOf(kind: FactKind, celFields: readonly string[] | undefined): InputForm[] {
  if (kind === 'ami')
    return [
      { kind, form: 'json' },
      { kind, form: 'packets' },
    ]
  const csv = (columns: readonly string[]): InputForm => ({
    kind,
    form: 'csv',
    delimiter: ',',
    columns,
    header: undefined,
  })
  if (kind === 'queue_log') return [{ kind, form: 'native' }, csv(queueLogColumns), csv(['id', ...queueLogColumns])]
  const orders = [...(celFields ? [celFields] : []), ...sampleCelColumns, xivoCelColumns]
  return [{ kind, form: 'json' }, ...orders.map(csv)]
}
