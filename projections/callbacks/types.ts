import type {
  CallbackStatus,
  CallbackWish,
  CallbackListOf,
  CallbackPeriodOfDay,
} from '../../domain/callbacks/request-events.ts'
import type { Position } from '../../domain/kernel/event.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import type { PageRequest, Scope, SiteItem } from '../scope.ts'

/** A request to be called back as it stands. */
export interface CallbackRequestRow extends CallbackWish, CallbackListOf, CallbackPeriodOfDay {
  readonly site: string
  readonly id: string
  /** Position of the event by which it was made: its number for people. */
  readonly reference: Position
  /** Member name of the agent. */
  readonly takenBy: string | null
  readonly closed: boolean
  /** Tickets so far. */
  readonly attempts: number
  /** Of the last ticket that has one. */
  readonly lastStatus: CallbackStatus | null
  readonly lastComment: string | null
  readonly requestedAt: Micros
  readonly updatedAt: Micros
  /** Label of a token. */
  readonly requestedBy: string | null
}

export interface CallbackTicketRow {
  readonly site: string
  readonly request: string
  readonly id: string
  readonly agent: string
  readonly phoneNumber: string
  /** As of the attempt. */
  readonly dueDate: string
  readonly periodName: string
  readonly status: CallbackStatus | null
  readonly comment: string | null
  readonly startedAt: Micros
  readonly updatedAt: Micros
}

/** A ticket with the request that it is of. */
export interface ExportedTicketRow extends CallbackTicketRow {
  readonly reference: Position
  readonly list: string
  readonly queue: string
  readonly requestPhoneNumber: string | null
  readonly mobilePhoneNumber: string | null
  readonly firstName: string | null
  readonly lastName: string | null
  readonly company: string | null
  readonly description: string | null
}

export interface CallbackFilter {
  /** Queues whose requests the asker may see and has asked for. */
  readonly scope: Scope
  readonly site?: string
  readonly lists?: readonly string[]
  /** Taken by one of them. */
  readonly agents?: readonly SiteItem[]
  /** undefined: both. */
  readonly closed?: boolean
  /** Due on this day or before it, YYYY-MM-DD. */
  readonly dueUntil?: string
  /** In a number, without blanks, or in a name or company, whatever their case. */
  readonly search?: string
}

export interface CallbackRequestsAsked extends PageRequest {
  readonly filter: CallbackFilter
}

export interface TicketsAsked extends PageRequest {
  readonly scope: Scope
  readonly site?: string
  readonly lists?: readonly string[]
  /** Begun in it. */
  readonly period?: { readonly from: Micros; readonly to: Micros }
}

/** How much there is to do in a list. */
export interface CallbackTotals {
  readonly site: string
  readonly list: string
  readonly queue: string
  readonly open: number
  readonly taken: number
  /** The earliest day for which one is due. */
  readonly oldestDueDate: string
}
