import type { RecordedEvent } from '../kernel/event.ts'
import type { Json } from '../kernel/json.ts'
import type { Micros } from '../kernel/time.ts'

/** A row of queue_log as the PBX wrote it, beside its parsed form (design rule 1). */
export const queueLogRowRecorded = 'QueueLogRowRecorded'
/** A row of CEL. */
export const celRowRecorded = 'CelRowRecorded'
/** A row that could not be parsed: stored, counted, listed, retryable. */
export const rowQuarantined = 'RowQuarantined'
/** A quarantined row that a later parser understood; the facts that it became follow in their own stream. */
export const quarantinedRowReleased = 'QuarantinedRowReleased'

/**
 * `ambiguousTime`: a local time of the repeated autumn hour, resolved by order. `skippedTime`: a local time that the spring
 * change left out. `unknownEvent`: the name is not in the vocabulary. `beforePrevious`: the source's clock went back.
 */
export type FactFlag = 'ambiguousTime' | 'skippedTime' | 'unknownEvent' | 'beforePrevious'

/** Where the row came from: whole seconds and all fields (file), or microseconds and at most five (table). */
export type QueueLogForm = 'file' | 'table'

export interface QueueLogFact {
  readonly raw: string
  readonly form: QueueLogForm
  /** `NONE`, or a word such as MANAGER, where there is no call. */
  readonly callid: string
  readonly queue: string
  readonly agent: string
  readonly event: string
  /** File fields as they are: a table's glued data5 is split again, `^3B` is `;` again, trailing empty fields are gone. */
  readonly data: readonly string[]
  readonly flags?: readonly FactFlag[]
}

/** Columns of CEL by their cel_pgsql names. Empty text where the source has none. */
export interface CelFact {
  readonly raw: string
  readonly eventtype: string
  readonly userdeftype: string
  readonly cid_name: string
  readonly cid_num: string
  readonly cid_ani: string
  readonly cid_rdnis: string
  readonly cid_dnid: string
  readonly exten: string
  readonly context: string
  readonly channame: string
  readonly appname: string
  readonly appdata: string
  readonly amaflags: string
  readonly accountcode: string
  readonly peeraccount: string
  readonly uniqueid: string
  readonly linkedid: string
  readonly userfield: string
  readonly peer: string
  readonly extra: string
  readonly flags?: readonly FactFlag[]
}

export interface QuarantinedRow {
  readonly kind: 'queue_log' | 'cel'
  readonly raw: string
  readonly reason: string
  /** Name of the file or table, and the line (from 1) or row id in it. */
  readonly input: string
  readonly line: number
  /** Length of the whole line where it was too long to be kept: `raw` is its beginning, and no retry can help. */
  readonly bytes?: number
}

/** One stream a node and a kind: `facts/<site>/<node>/queue_log`, `.../cel`, `.../quarantine`. */
export const factStream = (site: string, node: string, kind: 'queue_log' | 'cel' | 'quarantine'): string =>
  `facts/${site}/${node}/${kind}`

/** Under this tag lie the queue_log rows of a callid and the CEL rows of a uniqueid or linkedid. */
export const callTag = (site: string, node: string, callid: string): string => `call:${site}/${node}/${callid}`

/** A queue_log fact with its envelope's place and time: what the interpretations read. */
export interface QueueLogRow extends QueueLogFact {
  readonly at: Micros
  readonly position: number
  readonly site: string
  readonly node: string
}

/** Property by property: spreading the fact takes three times as long, and a rebuild does this for every row ever written. */
export function queueLogRowOf(event: RecordedEvent): QueueLogRow {
  const { raw, form, callid, queue, agent, event: name, data, flags } = event.data as unknown as QueueLogFact
  const { occurredAt: at, position, site = '', node = '' } = event
  const row = { raw, form, callid, queue, agent, event: name, data, at, position, site, node }
  return flags ? { ...row, flags } : row
}

export const factData = (fact: QueueLogFact | CelFact | QuarantinedRow): Json => fact as unknown as Json
