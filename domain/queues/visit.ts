import type { Position } from '../kernel/event.ts'
import type { Micros } from '../kernel/time.ts'
import type { MicrosLength } from '../metrics/figures.ts'
import type { FactFlag } from '../pbx/facts.ts'

/**
 * How a stay ended (products-and-metrics 2.1). LOST_SYSTEM: the PBX lost the caller (channels that do not fit, a crash), or it never
 * wrote how he left. OPEN: he waits, as far as the log goes.
 */
export type VisitOutcome =
  'ANSWERED' | 'ABANDONED' | 'TIMEOUT' | 'EXIT_KEY' | 'EXIT_EMPTY' | 'WITHDRAWN' | 'CALLBACK' | 'LOST_SYSTEM' | 'OPEN'

/** Who hung up the conversation. */
export type Side = 'CALLER' | 'CALLEE' | 'AGENT' | 'SYSTEM' | 'UNKNOWN'

/** What a reader must know before he trusts a visit to the second. */
export type VisitFlag =
  /** No ENTERQUEUE was written: the entry is computed from the data of a later row (contact-center 3.3 rule 6). */
  | 'inferredEntry'
  /** No CONNECT was written: the answer is computed from the end. */
  | 'inferredAnswer'
  /** No end was written: the start of the wrap-up stands for it, or where that is missing too the hang-up of the phone in CEL (talk-ends.ts). */
  | 'inferredEnd'
  /** The PBX restarted, or the caller entered again, without a row that says how this stay or conversation ended. */
  | 'lostEnd'
  /** Two ends were written for one stay. */
  | 'repeatedEnd'
  /** The end, of the conversation or of the wait, was written under another callid (Local channel optimised away, masquerade). */
  | 'joinedEnd'
  | FactFlag

/** The agent passed the caller on. `to` is an extension or an application; bridges and channel names are no destination. */
export interface VisitTransfer {
  readonly kind: 'BLIND' | 'ATTENDED'
  readonly to: string | null
  readonly context: string | null
  /** BRIDGE, APP or LINK of an attended transfer. */
  readonly method: string | null
}

/** One stay of a call in a queue: from ENTERQUEUE to its terminal row, and the conversation that followed it. */
export interface Visit {
  readonly queue: string
  /** Counts the stays of the call, over all queues, from 1. */
  readonly visitNumber: number
  readonly outcome: VisitOutcome
  readonly enteredAt: Micros
  /** The end of the wait: answer, hang-up or exit. null: he waits, or nobody knows when he left. */
  readonly leftAt: Micros | null
  readonly answeredAt: Micros | null
  /** The end of the conversation. null: none, it goes on, or nobody knows. */
  readonly endedAt: Micros | null
  /** Where the end is unknown: the stay or conversation cannot have gone on after this (restart of the PBX, next entry). */
  readonly lostAt: Micros | null
  readonly wait: MicrosLength | null
  /** Sum of all presentations, answered or not. null: none whose length is known. */
  readonly ring: MicrosLength | null
  readonly talk: MicrosLength | null
  /** null: no row tells of holds. Asterisk itself writes none. */
  readonly hold: MicrosLength | null
  readonly wrapUp: MicrosLength | null
  /** RINGNOANSWER rows: presentations that a member did not take. */
  readonly missedRings: number
  readonly agent: string | null
  readonly callerNumber: string | null
  readonly calledNumber: string | null
  readonly entryPosition: number | null
  readonly exitPosition: number | null
  /** null: there was no conversation, or it goes on. An abandon is the caller's hang-up. */
  readonly hungUpBy: Side | null
  readonly transfer: VisitTransfer | null
  readonly flags: readonly VisitFlag[]
  /** Of the rows that the visit was read from, ascending. */
  readonly positions: readonly Position[]
}

/** Nothing of it goes on, as far as the log goes. */
export const isVisitOver = ({ leftAt, answeredAt, endedAt, lostAt }: Visit): boolean =>
  lostAt !== null || (answeredAt === null ? leftAt !== null : endedAt !== null)

/** A call that was aimed at a queue and never entered it: outside `offered` (products-and-metrics 2.3 #2). */
export type RefusalReason = 'FULL' | 'CLOSED' | 'JOIN_EMPTY' | 'DIVERT_RATIO' | 'DIVERT_WAIT'

export interface Refusal {
  readonly queue: string
  readonly reason: RefusalReason
  readonly at: Micros
  readonly calledNumber: string | null
  readonly position: Position
}
