import type { Position } from '../kernel/event.ts'
import type { Micros } from '../kernel/time.ts'
import type { MicrosLength } from '../metrics/figures.ts'
import type { Side } from '../queues/visit.ts'

/** INBOUND: from outside. OUTBOUND: to outside. INTERNAL: between lines of the PBX. UNKNOWN: nothing tells (contact-center 4). */
export type Direction = 'INBOUND' | 'OUTBOUND' | 'INTERNAL' | 'UNKNOWN'

/**
 * How a call ended for the one who placed it. UNTERMINATED: the PBX died or CEL was cut, nobody knows when it ended (L-03, T-3: no cap,
 * no zero). IN_PROGRESS: it goes on, as far as the log goes.
 */
export type CallOutcome =
  | 'ANSWERED'
  | 'NO_ANSWER'
  | 'BUSY'
  | 'REFUSED'
  | 'ABANDONED'
  | 'VOICEMAIL'
  | 'FORWARDED'
  | 'FAILED'
  | 'UNTERMINATED'
  | 'IN_PROGRESS'

/** What a reader must know before he trusts a call to the second. */
export type CallFlag =
  /** The rows begin in the middle of the call: its first channel has no CHAN_START. */
  | 'cutStart'
  /** A channel never ended; the PBX started again since. */
  | 'lostEnd'
  /** Only queue_log knows this call: its times are those of its visits. */
  | 'withoutCel'
  /** No bridge is logged (BRIDGE_ENTER not among `events`, or no column `extra`): talk comes from answers and hang-ups. */
  | 'withoutBridges'

/** Why a channel was in the call. */
export type PartyRole =
  /** Placed the call, or was rung first by a click-to-call. */
  | 'CALLER'
  /** Was rung for it: by Dial, a group, or as a member of a queue. */
  | 'CALLEE'
  /** A second leg of somebody who is in the call: to consult, before an attended transfer. */
  | 'CONSULTATION'
  /** Took a call that rang elsewhere. */
  | 'PICKER'
  /** Fetched a parked call. */
  | 'RETRIEVER'

/** Where the names come from: the configuration as of the call, the phonebook, or only what the channel says (plain Asterisk). */
export type Resolution = 'CONFIGURATION' | 'PHONEBOOK' | 'CHANNEL'

/** One channel of a person or a line to the outside; halves of Local channels are folded away. */
export interface Party {
  readonly uniqueId: string
  /** `PJSIP/1001-0000007a`. Names repeat after a restart of the PBX. */
  readonly channel: string
  /** `PJSIP/1001`: the channel's name without its counter. */
  readonly line: string
  readonly role: PartyRole
  /** A line to the outside. null: nothing tells. */
  readonly isExternal: boolean | null
  readonly number: string | null
  readonly name: string | null
  /** Member name of the agent, where a queue's CONNECT or the name of a Local member says so. */
  readonly agent: string | null
  readonly queue: string | null
  /** The number that this channel dialled; null for a channel that was rung. */
  readonly dialled: string | null
  readonly startedAt: Micros
  /** When the channel was answered (ANSWER, or its first bridge). */
  readonly answeredAt: Micros | null
  readonly endedAt: Micros | null
  /** Of a channel that was rung: from its start to its answer or end. null for those that dialled. */
  readonly ring: MicrosLength | null
  /** When it first talked to another party. */
  readonly talkedAt: Micros | null
  /** Time in conversation with at least one other party, hold included: from bridges. */
  readonly talk: MicrosLength
  /** Time that this party had others on hold (L-04, T-4: by the one who pressed hold). null: nothing tells of holds. */
  readonly hold: MicrosLength | null
  readonly hangupCause: number | null
  /** Of every conversation of this party: closed intervals, ascending, `to` null while it goes on. */
  readonly talks: readonly Talk[]
  readonly holds: readonly Hold[]
}

export interface Talk {
  readonly from: Micros
  readonly to: Micros | null
  /** uniqueids of the other parties in it at some time, ascending. */
  readonly with: readonly string[]
}

interface Hold {
  readonly from: Micros
  readonly to: Micros | null
}

export interface CallTransfer {
  readonly kind: 'BLIND' | 'ATTENDED'
  /** BRIDGE, LINK, APP or THREE_WAY; null for a blind one. */
  readonly method: string | null
  readonly at: Micros
  /** uniqueid of the party who transferred (of a Local member: the phone behind it). */
  readonly by: string
  /** Extension or application that was asked for; of an attended transfer the number that was consulted. */
  readonly to: string | null
  readonly context: string | null
  /** uniqueid of the party who was passed on. */
  readonly transferred: string | null
  /** uniqueid of the party who took over: callidto of contact-center 5.6. null: nobody answered. */
  readonly target: string | null
  /** INTERNAL or OUTBOUND by where the target is; where nobody took over by where it was sent. UNKNOWN: nothing tells. */
  readonly direction: Direction
}

export interface CallHold {
  /** uniqueid of the party who pressed hold; null where only the music on the other side tells of it. */
  readonly by: string | null
  /** uniqueid of the party who heard the music. */
  readonly held: string | null
  readonly from: Micros
  readonly to: Micros | null
}

/** A hold, with the visit whose agent pressed it. */
export interface PlacedHold extends CallHold {
  readonly visit: { readonly callid: string; readonly visitNumber: number } | null
}

/** A ring of a visit at a member of its queue, as the manager interface tells it. Of some queue_log has no row. */
export interface VisitRing {
  readonly callid: string
  readonly visitNumber: number
  readonly queue: string
  readonly agent: string
  /** uniqueid of the channel that the queue dialled: of a Local member its first half. */
  readonly uniqueId: string
  /** CANCELED: the caller left, or another one answered. */
  readonly outcome: RingOutcome
  readonly from: Micros
  readonly to: Micros
  /** Of the event that says how it ended. */
  readonly position: Position
  /** What queue_log says of the same ring, which is in the figures that are made from it alone. null: it has no row. */
  readonly told: { readonly at: Micros; readonly position: Position; readonly length: MicrosLength } | null
}

export type RingOutcome = 'ANSWERED' | 'MISSED' | 'CANCELED'

/** A visit of which the sources know more than queue_log: holds by the manager or CEL, rings by the manager. */
export interface HeardVisit {
  readonly callid: string
  readonly visitNumber: number
  readonly queue: string
  readonly agent: string | null
  readonly calledNumber: string | null
  readonly enteredAt: Micros
  readonly answeredAt: Micros | null
  readonly holds: number
  /** How long the agent had the caller on hold. null: no source but queue_log tells. */
  readonly hold: MicrosLength | null
  /** What that is more than queue_log says, which is in the sums that are made from it: less than 0 where it says too much. */
  readonly moreHold: MicrosLength
  /** The same of all rings; null: the manager tells of none. */
  readonly moreRing: MicrosLength | null
}

export interface CallRecording {
  readonly id: string
  readonly file: string | null
  readonly from: Micros
  readonly to: Micros | null
}

export interface AttachedData {
  /** Of the row that tells of it: also its stable id. */
  readonly position: Position
  readonly at: Micros
  readonly key: string
  readonly value: string
}

/** Whom a call was for as the product names it (WAZO_CALL_LOG_DESTINATION and its like), whether or not a phone was reached. */
export interface CallDestination {
  readonly kind: 'USER' | 'GROUP' | 'QUEUE' | 'CONFERENCE' | 'MEETING'
  /** uuid of a user or a meeting, number of a group, a queue or a conference. */
  readonly id: string | null
  readonly name: string | null
}

/** A user of the product whom the call was for and who did not take it: perhaps no phone of his was there (WAZO_USER_MISSED_CALL). */
export interface MissedUser {
  readonly at: Micros
  readonly userId: string | null
  readonly number: string | null
  readonly name: string | null
}

/** The user whom a call was for before it was first sent on (XIVO_USER_FWD). */
export interface RequestedUser {
  readonly number: string | null
  readonly name: string | null
}

/** Two sources tell a figure differently by more than a second. Lengths in microseconds. */
export interface WitnessDifference {
  readonly figure: 'talk' | 'wait' | 'ring' | 'hold'
  readonly party: string | null
  readonly queue: string | null
  readonly agent: string | null
  /** What the call's figures are made from. */
  readonly bridges: MicrosLength | null
  readonly queueLog: MicrosLength | null
  readonly ami: MicrosLength | null
}

/** One contact: all channels that are tied by linkedid, transfer, pickup or retrieval, from the first ring to the last hang-up. */
export interface Call {
  /** uniqueid of its first channel: also its first linkedid. Unique for a node. */
  readonly id: string
  /** Ascending by the epoch second and counter. */
  readonly linkedIds: readonly string[]
  /** Of every channel, halves of Local ones included. */
  readonly uniqueIds: readonly string[]
  readonly direction: Direction
  readonly outcome: CallOutcome
  readonly startedAt: Micros
  /** When the caller first talked to somebody. Queues, IVRs and voicemail answer early and do not count. */
  readonly answeredAt: Micros | null
  readonly endedAt: Micros | null
  /** Time that somebody's phone rang for the caller: union of all attempts. */
  readonly ring: MicrosLength | null
  /** Time in which two parties of the call talked: union over all bridges. null: unterminated. */
  readonly talk: MicrosLength | null
  readonly hold: MicrosLength | null
  /** Sum of the waits of its queue visits; null: it was in no queue, or one of them is unknown, or goes on. */
  readonly wait: MicrosLength | null
  readonly hungUpBy: Side | null
  readonly callerNumber: string | null
  readonly callerName: string | null
  /** As dialled; of `s` the DID that the dialplan tells (XIVO_FROM_S, XIVO_INCALL, DID). */
  readonly calledNumber: string | null
  readonly destination: CallDestination | null
  readonly requested: RequestedUser | null
  readonly missedBy: readonly MissedUser[]
  /** uniqueids of the parties at both ends: who placed it, and who talked to him last (or was rung last). */
  readonly from: string | null
  readonly to: string | null
  readonly parties: readonly Party[]
  readonly transfers: readonly CallTransfer[]
  readonly holds: readonly PlacedHold[]
  /** At members of queues; only what the manager tells. */
  readonly rings: readonly VisitRing[]
  /** Those of its queue visits of which queue_log does not tell all. */
  readonly heardVisits: readonly HeardVisit[]
  readonly recordings: readonly CallRecording[]
  readonly attachedData: readonly AttachedData[]
  /** Technical names, in the order of the entries; each once. */
  readonly queues: readonly string[]
  readonly agents: readonly string[]
  readonly hasVoicemail: boolean
  readonly witnesses: readonly WitnessDifference[]
  readonly flags: readonly CallFlag[]
  /** A channel or a stay in a queue has no end of its own: a start of the PBX may be its end. */
  readonly isOpen: boolean
}

/** What happened, for a timeline. Computed from the rows when it is asked for. */
export interface CallStep {
  readonly kind:
    | 'DIALLED'
    | 'IVR'
    | 'APPLICATION'
    | 'QUEUE'
    | 'REFUSED'
    | 'RING'
    | 'TALK'
    | 'CONSULTATION'
    | 'HOLD'
    | 'PARKED'
    | 'CONFERENCE'
    | 'VOICEMAIL'
    | 'FORWARD'
    | 'PICKUP'
    | 'TRANSFER'
    | 'RECORDING'
    | 'HANGUP'
  readonly at: Micros
  /** null: it goes on, or it is an instant. */
  readonly until: Micros | null
  /** uniqueid of the party that the step is about. */
  readonly party: string | null
  /** Number, queue, application, lot or reason: what the kind calls for. */
  readonly detail: string | null
}
