import type { RecordedEvent } from '../kernel/event.ts'
import type { Json } from '../kernel/json.ts'
import type { Micros } from '../kernel/time.ts'

/** A row of queue_log as the PBX wrote it, beside its parsed form (design rule 1). */
export const queueLogRowRecorded = 'QueueLogRowRecorded'
/** A row of CEL. */
export const celRowRecorded = 'CelRowRecorded'
/** An event of the manager interface (AMI). */
export const amiEventRecorded = 'AmiEventRecorded'
/** A time in which nobody listened to the manager interface: what happened then no event tells. */
export const amiGapRecorded = 'AmiGapRecorded'
/** A row that could not be parsed: stored, counted, listed, retryable. */
export const rowQuarantined = 'RowQuarantined'
/** A quarantined row that a later parser understood; the facts that it became follow in their own stream. */
export const quarantinedRowReleased = 'QuarantinedRowReleased'

/** What facts are told apart by: who wrote the row. One stream a node and kind. */
export type FactKind = 'queue_log' | 'cel' | 'ami'

/**
 * `ambiguousTime`: a local time of the repeated autumn hour, resolved by order. `skippedTime`: a local time that the spring
 * change left out. `unknownEvent`: the name is not in the vocabulary. `beforePrevious`: the source's clock went back.
 * `receivedTime`: the event carries no time, so this is when it was received.
 */
export type FactFlag = 'ambiguousTime' | 'skippedTime' | 'unknownEvent' | 'beforePrevious' | 'receivedTime'

/** Where the row came from: whole seconds and all fields (file), or microseconds and at most five (table). */
type QueueLogForm = 'file' | 'table'

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

/** An event of the manager interface. Secrets are in neither part (ami-secrets.ts). */
export interface AmiFact {
  /** The packet, lines `Key: Value` without their line ends' CR, or the JSON line of a recording. */
  readonly raw: string
  /** `QueueCallerJoin`, `DialBegin`, ... */
  readonly event: string
  /** Everything else by the names that Asterisk gives it; a key that is repeated has its values on lines of their own. */
  readonly fields: Readonly<Record<string, string>>
  readonly flags?: readonly FactFlag[]
}

/**
 * `CONNECTION_LOST`: by the network, or the PBX died. `PBX_SHUTDOWN`: Asterisk had said that it stops.
 * `COLLECTOR_STOPPED`: on purpose. `COLLECTOR_FAILED`: it ended without a word, for instance by a crash.
 */
export type AmiGapReason = 'CONNECTION_LOST' | 'PBX_SHUTDOWN' | 'COLLECTOR_STOPPED' | 'COLLECTOR_FAILED'

/** The manager interface was not heard from one instant to the other, both on the clock of the PBX where it tells its time. */
export interface AmiGap {
  readonly from: Micros
  readonly to: Micros
  readonly reason: AmiGapReason
  /** A sentence for people: what broke the connection. */
  readonly detail: string
}

export interface QuarantinedRow {
  readonly kind: FactKind
  readonly raw: string
  readonly reason: string
  /** Name of the file or table, and the line (from 1) or row id in it. */
  readonly input: string
  readonly line: number
  /** Length of the whole line where it was too long to be kept: `raw` is its beginning, and no retry can help. */
  readonly bytes?: number
}

/** One stream a node and a kind: `facts/<site>/<node>/queue_log`, `.../cel`, `.../ami`, `.../quarantine`, `.../talk_ends`. */
export const factStream = (site: string, node: string, kind: FactKind | 'quarantine' | 'talk_ends'): string =>
  `facts/${site}/${node}/${kind}`

/** Under this tag lie the queue_log rows of a callid, the CEL rows and the AMI events of a uniqueid or linkedid. */
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

export const factData = (fact: QueueLogFact | CelFact | AmiFact | AmiGap | QuarantinedRow): Json =>
  fact as unknown as Json
