import type { NumberOfSite } from '../../domain/access/incalls.ts'
import type { ExclusionReason } from '../../domain/calls/corrections.ts'
import type {
  CallDestination,
  CallFlag,
  CallOutcome,
  Direction,
  MissedUser,
  PartyRole,
  WitnessDifference,
} from '../../domain/calls/call.ts'
import type { Position } from '../../domain/kernel/event.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import type { Excluded, Interval, MicrosLength, Period } from '../../domain/metrics/figures.ts'
import type { Side } from '../../domain/queues/visit.ts'
import type { PageRequest, Scope, SiteItem } from '../scope.ts'

export type { CallFlag, CallOutcome, Direction, PartyRole, Side }

/** What names one call. */
export interface CallKey {
  readonly site: string
  readonly node: string
  readonly callId: string
}

/** A call is visible to who may see one of its queues or one of its agents, or at whose number it came in. */
export interface CallScope {
  readonly queues: Scope
  readonly agents: Scope
  /** Where queues and agents are not all: calls from outside at these numbers too. */
  readonly incalls?: readonly NumberOfSite[]
  /** Of these only calls that began in it. */
  readonly period?: Period
}

export interface CallRow extends CallKey {
  /** Log position of its first row: `call_data.id` of xivo_stats. */
  readonly id: Position
  readonly linkedIds: readonly string[]
  readonly direction: Direction
  readonly outcome: CallOutcome
  readonly startedAt: Micros
  readonly answeredAt: Micros | null
  readonly endedAt: Micros | null
  readonly ring: MicrosLength | null
  readonly talk: MicrosLength | null
  readonly hold: MicrosLength | null
  readonly wait: MicrosLength | null
  readonly hungUpBy: Side | null
  readonly callerNumber: string | null
  readonly callerName: string | null
  readonly calledNumber: string | null
  /** Whom it was for, as Wazo's dialplan tells; null: nothing tells. */
  readonly destinationKind: CallDestination['kind'] | null
  readonly destinationId: string | null
  readonly destinationName: string | null
  /** Of the user whom it was for before it was first sent on. */
  readonly requestedNumber: string | null
  readonly requestedName: string | null
  /** uniqueids of the parties at both ends. */
  readonly from: string | null
  readonly to: string | null
  readonly queues: readonly string[]
  readonly agents: readonly string[]
  readonly hasRecording: boolean
  readonly hasVoicemail: boolean
  readonly transferred: boolean
  readonly transferDirection: Direction | null
  readonly flags: readonly CallFlag[]
  readonly tags: readonly string[]
  /** Why its figures do not count; null: they do. */
  readonly exclusionReason: ExclusionReason | null
  readonly exclusionText: string | null
  readonly excludedAt: Micros | null
  readonly excludedBy: string | null
}

export interface CallPartyRow extends CallKey {
  readonly number: string | null
  readonly seq: number
  readonly uniqueId: string
  readonly channel: string
  readonly line: string
  readonly role: PartyRole
  readonly isExternal: boolean | null
  readonly name: string | null
  readonly agent: string | null
  readonly queue: string | null
  readonly dialled: string | null
  readonly startedAt: Micros
  readonly answeredAt: Micros | null
  readonly endedAt: Micros | null
  readonly talkedAt: Micros | null
  readonly ring: MicrosLength | null
  readonly talk: MicrosLength
  readonly hold: MicrosLength | null
  readonly hangupCause: number | null
}

export interface CallTransferRow extends CallKey {
  readonly seq: number
  readonly kind: 'BLIND' | 'ATTENDED'
  readonly method: string | null
  readonly at: Micros
  readonly by: string
  readonly to: string | null
  readonly context: string | null
  readonly transferred: string | null
  readonly target: string | null
  readonly direction: Direction
}

interface CallHoldRow extends CallKey {
  readonly seq: number
  readonly by: string | null
  readonly held: string | null
  readonly from: Micros
  readonly to: Micros | null
}

export interface AttachedDataRow extends CallKey {
  readonly seq: number
  readonly id: Position
  readonly at: Micros
  readonly key: string
  readonly value: string
  /** Of a command; else the dialplan attached it. */
  readonly byCommand: boolean
  readonly actor: string | null
}

export interface CallNoteRow extends CallKey {
  readonly position: Position
  readonly at: Micros
  readonly actor: string | null
  readonly text: string
}

export interface CallRecordingRow extends CallKey {
  readonly seq: number
  readonly id: string
  readonly file: string | null
  readonly from: Micros
  readonly to: Micros | null
}

export interface MissedUserRow extends CallKey, MissedUser {
  readonly seq: number
}

export interface CallWitnessRow extends CallKey, WitnessDifference {
  readonly seq: number
  readonly startedAt: Micros
}

/** The tables of what a call is made of, by what a reader calls them. */
export interface CallParts {
  readonly parties: CallPartyRow
  readonly transfers: CallTransferRow
  readonly holds: CallHoldRow
  readonly attachedData: AttachedDataRow
  readonly recordings: CallRecordingRow
  readonly missedBy: MissedUserRow
  readonly witnesses: CallWitnessRow
  readonly notes: CallNoteRow
}

/** Without a value: there is one, whichever. Without `is`: it is exactly this one. */
export interface AttachedDataCondition {
  readonly key: string
  readonly value?: string
  readonly is?: 'LESS' | 'GREATER'
}

export interface CallFilter {
  /** Calls that started in it. */
  readonly period?: Period
  /** What the asker may see. */
  readonly scope: CallScope
  readonly sites?: readonly string[]
  /** With at least one of these queues, agents, lines (`PJSIP/1001`). */
  readonly queues?: readonly SiteItem[]
  readonly agents?: readonly SiteItem[]
  readonly lines?: readonly SiteItem[]
  readonly callerNumberPrefix?: string
  readonly calledNumberPrefix?: string
  /** Of the caller, the called number or any party, as written. */
  readonly numberPrefix?: string
  /** The number of the caller, the called number or that of a party, however it is written: compared by its last nine digits. */
  readonly number?: string
  /** The same, of the caller alone. */
  readonly callerNumber?: string
  readonly directions?: readonly Direction[]
  readonly outcomes?: readonly CallOutcome[]
  readonly talkAtLeast?: MicrosLength
  readonly talkAtMost?: MicrosLength
  readonly waitAtLeast?: MicrosLength
  readonly waitAtMost?: MicrosLength
  /** Each of them; without a value: whatever the value. */
  readonly attachedData?: readonly AttachedDataCondition[]
  readonly hasRecording?: boolean
  readonly hasVoicemail?: boolean
  readonly transferred?: boolean
  /** Each of them. */
  readonly tags?: readonly string[]
  /** Those whose figures do not count: left out, alone, or, when it is not said, among the others. */
  readonly excluded?: 'WITHOUT' | 'ONLY'
  /** Beginnings of words of names, numbers, queues and agents, all of which must be there. */
  readonly text?: string
}

/** Calls whose talk or wait is unknown, or that were in no queue, come in no order by it: they are left out. */
export type CallOrder = 'NEWEST_FIRST' | 'OLDEST_FIRST' | 'LONGEST_TALK_FIRST' | 'LONGEST_WAIT_FIRST'

export interface CallsRequest extends PageRequest {
  readonly filter: CallFilter
  readonly orderBy: CallOrder
}

/** How the call looks from one who took part in it (contact-center 16). */
export type ParticipationStatus = 'EMITTED' | 'ANSWERED' | 'MISSED' | 'ONGOING'

export interface ParticipationRequest extends PageRequest {
  readonly scope: CallScope
  readonly period?: Period
  /** Exactly one kind: the agent, the user's line, or a number however it is written. */
  readonly of:
    | { readonly kind: 'agent'; readonly agent: SiteItem }
    | { readonly kind: 'line'; readonly line: SiteItem }
    | { readonly kind: 'number'; readonly site?: string; readonly number: string }
}

/** A call in the history of one who took part, with his own figures. */
export interface ParticipationRow extends CallRow {
  readonly status: ParticipationStatus
  readonly party: CallPartyRow | null
}

export interface CustomerHistoryRequest extends PageRequest {
  readonly scope: CallScope
  /** undefined: at any. */
  readonly site?: string
  readonly number: string
  readonly period?: Period
}

export interface LastAgentRequest {
  readonly scope: CallScope
  /** undefined: at any. */
  readonly site?: string
  readonly number: string
  readonly since: Micros
}

export interface LastAgent {
  readonly site: string
  readonly agent: string
  readonly call: CallKey
  readonly talkedAt: Micros
}

export interface WitnessTotalsRequest {
  readonly period: Period
  readonly scope: CallScope
}

export interface WitnessesRequest extends PageRequest, WitnessTotalsRequest {}

/** Of the calls that began in the period: how often and by how much queue_log or the manager interface contradicts the bridges. */
export interface WitnessTotal {
  readonly site: string
  readonly figure: WitnessDifference['figure']
  readonly calls: number
  readonly differences: number
  /** Sums over the differences in which the source has a figure. */
  readonly bridges: MicrosLength
  readonly queueLog: MicrosLength
  readonly ami: MicrosLength
}

export interface CallCountsRequest {
  readonly period: Period
  readonly interval: Interval
  readonly timeZone: string
  readonly scope: CallScope
  /** Whether calls count whose figures are excluded. */
  readonly excluded: Excluded
}

/** Presented is counted from the contacts, outcomes from the calls: `difference` is 0, or something is wrong. */
export interface CallCountsRow {
  readonly site: string
  readonly start: Micros
  readonly end: Micros
  readonly presented: number
  readonly outcomes: Readonly<Partial<Record<CallOutcome, number>>>
  readonly difference: number
}
