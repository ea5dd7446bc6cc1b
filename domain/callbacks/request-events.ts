import type { ExportFormat } from '../kernel/export-format.ts'

/**
 * A request to be called back, and what became of it (contact-center §14). Every event has what people read of the configuration of its
 * moment, so that old requests stay readable whatever becomes of lists and periods.
 */
export const callbackStream = (site: string, id: string): string => `callbacks/${site}/${id}`

/** How a call back ended. `CALLBACK` does not close: it is to be tried again on another day. */
export const callbackStatuses = ['ANSWERED', 'NO_ANSWER', 'FAX', 'EMAIL', 'CALLBACK'] as const
export type CallbackStatus = (typeof callbackStatuses)[number]

/** Who wants to be called, and when. */
export interface CallbackWish {
  readonly phoneNumber: string | null
  readonly mobilePhoneNumber: string | null
  readonly firstName: string | null
  readonly lastName: string | null
  readonly company: string | null
  readonly description: string | null
  /** On the calendar of the site: `2026-12-01`. */
  readonly dueDate: string
}

/** A part of the day as it is configured: times on the clock of the site. */
export interface CallbackPeriodOfDay {
  /** Short name. */
  readonly period: string
  readonly periodName: string
  /** `09:00`. */
  readonly periodStart: string
  readonly periodEnd: string
}

/** The list that it is in, whose queue it is for. */
export interface CallbackListOf {
  readonly list: string
  readonly listName: string
  readonly queue: string
}

interface OfRequest {
  readonly id: string
}

export interface CallbackRequested extends OfRequest, CallbackWish, CallbackListOf, CallbackPeriodOfDay {
  readonly type: 'CallbackRequested'
}

interface CallbackTaken extends OfRequest {
  readonly type: 'CallbackTaken'
  /** Member name: `Agent/8001`. */
  readonly agent: string
}

interface CallbackReleased extends OfRequest {
  readonly type: 'CallbackReleased'
  /** Who had taken it. */
  readonly agent: string
}

/** A ticket: one attempt to reach somebody. */
interface CallbackStarted extends OfRequest {
  readonly type: 'CallbackStarted'
  readonly ticket: string
  readonly agent: string
  readonly phoneNumber: string
}

interface CallbackTicketUpdated extends OfRequest {
  readonly type: 'CallbackTicketUpdated'
  readonly ticket: string
  readonly status: CallbackStatus | null
  readonly comment: string | null
}

/** Free again, for another day. */
interface CallbackRescheduled extends OfRequest, CallbackPeriodOfDay {
  readonly type: 'CallbackRescheduled'
  readonly ticket: string
  readonly dueDate: string
}

/** For good. */
interface CallbackClosed extends OfRequest {
  readonly type: 'CallbackClosed'
  readonly ticket: string
}

export type CallbackEvent =
  | CallbackRequested
  | CallbackTaken
  | CallbackReleased
  | CallbackStarted
  | CallbackTicketUpdated
  | CallbackRescheduled
  | CallbackClosed

export const callbackEventTypes: readonly CallbackEvent['type'][] = [
  'CallbackRequested',
  'CallbackTaken',
  'CallbackReleased',
  'CallbackStarted',
  'CallbackTicketUpdated',
  'CallbackRescheduled',
  'CallbackClosed',
]

/** Every export of tickets, so that an auditor sees who took what out of the house. */
export const callbackExportStream = 'exports/callbacks'

export interface CallbackTicketsExported {
  readonly type: 'CallbackTicketsExported'
  readonly filter: Readonly<Record<string, readonly string[]>>
  /** Absent in events of before there were others: csv. */
  readonly format?: ExportFormat
  /** Tickets that were sent. */
  readonly rows: number
  /** false: the reader went away, or it failed on the way. */
  readonly complete: boolean
}

/** How a request stands: what its events come to. */
export interface CallbackRequest extends CallbackWish, CallbackListOf, CallbackPeriodOfDay {
  readonly id: string
  /** Who has taken it; null: nobody. */
  readonly takenBy: string | null
  readonly closed: boolean
  /** In the order in which they were begun. */
  readonly tickets: readonly CallbackTicket[]
}

interface CallbackTicket {
  readonly ticket: string
  readonly agent: string
  readonly phoneNumber: string
  readonly status: CallbackStatus | null
  readonly comment: string | null
}

/** What a moment does to a request; undefined: there is none yet. */
export function evolveCallback(
  request: CallbackRequest | undefined,
  event: CallbackEvent,
): CallbackRequest | undefined {
  if (event.type === 'CallbackRequested') {
    const { type: _, ...wish } = event
    return { ...wish, takenBy: null, closed: false, tickets: [] }
  }
  if (!request) return undefined
  switch (event.type) {
    case 'CallbackTaken':
      return { ...request, takenBy: event.agent }
    case 'CallbackReleased':
      return { ...request, takenBy: null }
    case 'CallbackStarted': {
      const { ticket, agent, phoneNumber } = event
      return { ...request, tickets: [...request.tickets, { ticket, agent, phoneNumber, status: null, comment: null }] }
    }
    case 'CallbackTicketUpdated': {
      const { ticket, status, comment } = event
      return {
        ...request,
        tickets: request.tickets.map(one => (one.ticket === ticket ? { ...one, status, comment } : one)),
      }
    }
    case 'CallbackRescheduled': {
      const { dueDate, period, periodName, periodStart, periodEnd } = event
      return { ...request, dueDate, period, periodName, periodStart, periodEnd, takenBy: null }
    }
    case 'CallbackClosed':
      return { ...request, closed: true, takenBy: null }
  }
}
