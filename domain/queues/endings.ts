import type { QueueLogMeaning } from '../pbx/queue-log-meaning.ts'
import type { RefusalReason, Side, VisitOutcome, VisitTransfer } from './visit.ts'

/** Rows that take a waiting caller out of the queue without an answer (contact-center 3.3, products-and-metrics 2.1). */
export const outcomeOfExit = {
  ABANDON: 'ABANDONED', // with an agent's name too: the caller hung up during the announcement to him
  EXITWITHTIMEOUT: 'TIMEOUT',
  EXITWITHKEY: 'EXIT_KEY',
  EXITEMPTY: 'EXIT_EMPTY',
  LEAVEEMPTY: 'EXIT_EMPTY', // XiVO's spelling
  WITHDRAW: 'WITHDRAWN',
  SYSCOMPAT: 'LOST_SYSTEM', // the channels could not be joined: the caller never heard anybody
} as const satisfies Partial<Record<QueueLogMeaning['event'], VisitOutcome>>

/**
 * Rows that end a conversation, in the order of trust when two are seen for one CONNECT: a transfer is only written when there
 * was one, the COMPLETE* beside it is the shadow of the leg that the transfer took away (asterisk-observed, "Two ends").
 */
const trust = ['ATTENDEDTRANSFER', 'BLINDTRANSFER', 'TRANSFER', 'COMPLETEAGENT', 'COMPLETECALLER'] as const

export type EndMeaning = Extract<QueueLogMeaning, { event: (typeof trust)[number] }>

export const isMoreTrusted = (one: EndMeaning, other: EndMeaning): boolean =>
  trust.indexOf(one.event) < trust.indexOf(other.event)

/** After a transfer the conversation went on elsewhere; queue_log does not say who ended that. */
export const hangUpSideOf = {
  COMPLETEAGENT: 'AGENT',
  COMPLETECALLER: 'CALLER',
  TRANSFER: 'UNKNOWN',
  BLINDTRANSFER: 'UNKNOWN',
  ATTENDEDTRANSFER: 'UNKNOWN',
} as const satisfies Record<EndMeaning['event'], Side>

/** Where the conversation went; null when it was not transferred. An attended transfer tells its target only where that is an application. */
export function transferOf(end: EndMeaning): VisitTransfer | null {
  switch (end.event) {
    case 'TRANSFER':
    case 'BLINDTRANSFER':
      return { kind: 'BLIND', to: end.extension ?? null, context: end.context ?? null, method: null }
    case 'ATTENDEDTRANSFER': {
      const to = end.target?.method === 'APP' ? end.target.application : null
      return { kind: 'ATTENDED', to, context: null, method: end.target?.method ?? null }
    }
    default:
      return null
  }
}

/** Rows of a call that never entered (contact-center 3.3 rule 2): the dialplan writes them, without ENTERQUEUE. */
export const refusalReasonOf = {
  FULL: 'FULL',
  CLOSED: 'CLOSED',
  JOINEMPTY: 'JOIN_EMPTY',
  DIVERT_CA_RATIO: 'DIVERT_RATIO',
  DIVERT_HOLDTIME: 'DIVERT_WAIT',
} as const satisfies Partial<Record<QueueLogMeaning['event'], RefusalReason>>
