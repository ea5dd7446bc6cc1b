import { accept, nothingToDo, reject, type Decider, type Decision, type Rejection } from '../kernel/decider.ts'
import { isCalendarDate } from './due-date.ts'
import type { CallbackOffer } from './offer.ts'
import {
  evolveCallback,
  type CallbackEvent,
  type CallbackRequest,
  type CallbackStatus,
  type CallbackWish,
} from './request-events.ts'

export type CallbackCommand =
  | RequestCallback
  | { readonly type: 'TakeCallback'; readonly id: string; readonly agent: string }
  | { readonly type: 'ReleaseCallback'; readonly id: string }
  | StartCallback
  | UpdateCallbackTicket

export interface RequestCallback extends Omit<CallbackWish, 'dueDate'> {
  readonly type: 'RequestCallback'
  readonly id: string
  /** Short name of the list. */
  readonly list: string
  /** null: the next day. */
  readonly dueDate: string | null
  /** Short name of a period, or its name for people; null: the default one. */
  readonly period: string | null
}

interface StartCallback {
  readonly type: 'StartCallback'
  readonly id: string
  /** That of the ticket, if one is begun. */
  readonly ticket: string
  readonly agent: string
  readonly phoneNumber: string
}

interface UpdateCallbackTicket {
  readonly type: 'UpdateCallbackTicket'
  readonly id: string
  readonly ticket: string
  /** null: a comment only. */
  readonly status: CallbackStatus | null
  readonly comment: string | null
  /** With `CALLBACK`: when it is to be tried again. */
  readonly dueDate: string | null
  /** With `CALLBACK`; null: in the same part of the day. */
  readonly period: string | null
}

const longest = { firstName: 128, lastName: 128, company: 128, description: 2_000, comment: 2_000 } as const

const isDialled = /^[+*#0-9]{1,40}$/

/**
 * The life of a request to be called back: it is made, taken by an agent, begun with a ticket for each attempt, and closed or tried again
 * on another day (contact-center §14). What was done already is accepted and changes nothing.
 * @param isAgent whether anybody is known by that member name
 */
export const callbackRequests = (
  offer: CallbackOffer,
  isAgent: (agent: string) => boolean,
): Decider<CallbackCommand, CallbackEvent, CallbackRequest | undefined> => ({
  initial: undefined,

  decide(command, request) {
    if (command.type === 'RequestCallback') return request ? nothingToDo : decideRequest(command, offer)
    if (!request) return reject('id', 'exists', `there is no request ${command.id}`)
    if (command.type === 'UpdateCallbackTicket') return decideTicket(command, request, offer)
    if (request.closed) return closed
    switch (command.type) {
      case 'TakeCallback':
        return decideTaking(command.agent, request, isAgent)
      case 'ReleaseCallback':
        return request.takenBy === null
          ? nothingToDo
          : accept({ type: 'CallbackReleased', id: request.id, agent: request.takenBy })
      case 'StartCallback':
        return decideStart(command, request)
    }
  },

  evolve: evolveCallback,
})

const closed = reject('id', 'closed', 'the request is closed: nothing more is done about it')

/** A request as it is wanted, checked against the lists and periods of the moment. */
function decideRequest(command: RequestCallback, offer: CallbackOffer): Decision<CallbackEvent> {
  const { id, list, period, type: _, ...said } = command
  const wish = tidied({ ...said, dueDate: said.dueDate ?? offer.tomorrow })
  const of = offer.lists.find(one => one.list === list)
  const at = offer.periodOf(period)
  const rejections = [
    ...(of ? [] : [{ field: 'list', rule: 'exists', message: `there is no callback list ${list}` }]),
    ...(at ? [] : [noPeriod(period)]),
    ...faultsIn(wish),
  ]
  if (rejections.length > 0 || !of || !at) return { accepted: false, rejections }
  return accept({ type: 'CallbackRequested', id, ...of, ...wish, ...at })
}

/** An empty field of a form says nothing; blanks and punctuation in a number are how people write it. */
const tidied = (wish: CallbackWish): CallbackWish => ({
  phoneNumber: numberIn(wish.phoneNumber),
  mobilePhoneNumber: numberIn(wish.mobilePhoneNumber),
  firstName: wish.firstName?.trim() || null,
  lastName: wish.lastName?.trim() || null,
  company: wish.company?.trim() || null,
  description: wish.description?.trim() || null,
  dueDate: wish.dueDate.trim(),
})

const numberIn = (text: string | null): string | null => text?.replaceAll(/[\s().-]/g, '') || null

function faultsIn(wish: CallbackWish): readonly Rejection[] {
  const { phoneNumber, mobilePhoneNumber, dueDate } = wish
  const numbers = { phoneNumber, mobilePhoneNumber }
  return [
    ...(phoneNumber === null && mobilePhoneNumber === null
      ? [{ field: 'phoneNumber', rule: 'oneOf', message: 'give phoneNumber or mobilePhoneNumber, or both' }]
      : []),
    ...Object.entries(numbers).flatMap(([field, number]) =>
      number === null || isDialled.test(number)
        ? []
        : [{ field, rule: 'number', message: `${number} cannot be dialled: at most 40 of the digits, +, * and #` }],
    ),
    ...(['firstName', 'lastName', 'company', 'description'] as const).flatMap(field => faultInText(field, wish[field])),
    ...(isCalendarDate(dueDate) ? [] : [noDate(dueDate)]),
  ]
}

/** Whether PostgreSQL and every screen can show it. */
function faultInText(field: keyof typeof longest, text: string | null): readonly Rejection[] {
  if (text === null || (text.length <= longest[field] && !/[\p{Cs}]|(?![\n\r\t])\p{Cc}/u.test(text))) return []
  return [{ field, rule: 'text', message: `at most ${longest[field]} characters, none of them a control character` }]
}

const noDate = (text: string): Rejection => ({
  field: 'dueDate',
  rule: 'date',
  message: `"${text}" is no day of the calendar; write it as 2026-12-01`,
})

const noPeriod = (period: string | null): Rejection =>
  period === null
    ? { field: 'period', rule: 'required', message: 'no period is the default one: name one, or make one the default' }
    : { field: 'period', rule: 'exists', message: `there is no period ${period}` }

function decideTaking(
  agent: string,
  { id, takenBy }: CallbackRequest,
  isAgent: (agent: string) => boolean,
): Decision<CallbackEvent> {
  if (!isAgent(agent))
    return reject(
      'agent',
      'exists',
      `there is no agent ${agent} that you may see; agents are named as queue_log names them, such as Agent/8001`,
    )
  if (takenBy === agent) return nothingToDo
  if (takenBy !== null) return reject('id', 'taken', `${takenBy} has taken it: it must be released first`)
  return accept({ type: 'CallbackTaken', id, agent })
}

/** One attempt at a time: begun again at the same number it is the same ticket. */
function decideStart({ ticket, agent, phoneNumber }: StartCallback, request: CallbackRequest): Decision<CallbackEvent> {
  const { id, takenBy } = request
  if (takenBy !== agent) {
    const message = takenBy === null ? `nobody has taken it: take it first` : `${takenBy} has taken it, not ${agent}`
    return reject('agent', 'taken', message)
  }
  const numbers = [request.phoneNumber, request.mobilePhoneNumber].filter(number => number !== null)
  const number = numberIn(phoneNumber) ?? ''
  if (!numbers.includes(number))
    return reject('phoneNumber', 'choice', `${number} is none of the numbers of the request: ${numbers.join(', ')}`)
  const begun = request.tickets.find(one => one.status === null && one.agent === agent)
  if (begun?.phoneNumber === number) return nothingToDo
  return accept({ type: 'CallbackStarted', id, ticket, agent, phoneNumber: number })
}

function decideTicket(
  command: UpdateCallbackTicket,
  request: CallbackRequest,
  offer: CallbackOffer,
): Decision<CallbackEvent> {
  const { id, ticket, status } = command
  const comment = command.comment?.trim() || null
  const known = request.tickets.find(one => one.ticket === ticket)
  if (!known) return reject('ticket', 'exists', `request ${id} has no ticket ${ticket}: begin one with startCallback`)
  if (known.status !== null) {
    const isSame = (status === null || status === known.status) && comment === known.comment
    if (isSame) return nothingToDo
    return reject('ticket', 'ended', `the ticket says ${known.status} already: begin another one`)
  }
  if (request.closed) return closed
  const faults = [...faultInText('comment', comment), ...faultsInReschedule(command, offer)]
  if (faults.length > 0) return { accepted: false, rejections: faults }
  if (status === null)
    return comment === known.comment
      ? nothingToDo
      : accept({ type: 'CallbackTicketUpdated', id, ticket, status, comment })
  const updated = { type: 'CallbackTicketUpdated', id, ticket, status, comment: comment ?? known.comment } as const
  if (status !== 'CALLBACK') return accept<CallbackEvent>(updated, { type: 'CallbackClosed', id, ticket })
  const { period, periodName, periodStart, periodEnd } = request
  const at = command.period === null ? { period, periodName, periodStart, periodEnd } : offer.periodOf(command.period)
  if (!at) return { accepted: false, rejections: [noPeriod(command.period)] }
  const dueDate = command.dueDate?.trim() ?? offer.tomorrow
  return accept<CallbackEvent>(updated, { type: 'CallbackRescheduled', id, ticket, dueDate, ...at })
}

function faultsInReschedule(
  { status, dueDate, period }: UpdateCallbackTicket,
  offer: CallbackOffer,
): readonly Rejection[] {
  if (status !== 'CALLBACK') {
    const field = dueDate !== null ? 'dueDate' : period !== null ? 'period' : undefined
    const message = 'only what is to be called back again (CALLBACK) has another day'
    return field === undefined ? [] : [{ field, rule: 'together', message }]
  }
  if (dueDate === null) return []
  if (!isCalendarDate(dueDate.trim())) return [noDate(dueDate)]
  if (dueDate.trim() >= offer.today) return []
  return [{ field: 'dueDate', rule: 'past', message: `${dueDate} is over: it is ${offer.today} at the site` }]
}
