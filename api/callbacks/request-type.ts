import { callbackStatuses } from '../../domain/callbacks/request-events.ts'
import type { CallbackRequestRow, CallbackTicketRow } from '../../projections/callbacks/types.ts'
import { builder } from '../schema/builder.ts'
import { batched } from '../schema/batched.ts'
import { agentNameOf, namedAt, queueNameOf } from '../names/names.ts'

const meaning = {
  ANSWERED: 'Somebody was reached.',
  NO_ANSWER: 'Nobody answered.',
  FAX: 'A fax answered.',
  EMAIL: 'It was settled by e-mail.',
  CALLBACK: 'To be called again on another day.',
} as const satisfies Record<(typeof callbackStatuses)[number], string>

export const CallbackStatusType = builder.enumType('CallbackStatus', {
  description: 'How an attempt to call back ended. All but CALLBACK close the request.',
  values: Object.fromEntries(callbackStatuses.map(value => [value, { value, description: meaning[value] }])) as Record<
    (typeof callbackStatuses)[number],
    { readonly value: (typeof callbackStatuses)[number]; readonly description: string }
  >,
})

const CallbackTicketType = builder.objectRef<CallbackTicketRow>('CallbackTicket').implement({
  description: 'An attempt to call somebody back.',
  fields: t => ({
    ticketId: t.exposeString('id', { description: 'Id of the ticket.' }),
    agent: t.exposeString('agent', { description: 'Member name of the agent who called.' }),
    agentName: t.string({
      nullable: true,
      description: 'Name of the agent, as of the attempt.',
      resolve: async ({ site, agent, startedAt }, _, context) =>
        (await agentNameOf(context, namedAt(site, agent, startedAt)))?.name ?? null,
    }),
    phoneNumber: t.exposeString('phoneNumber', { description: 'Number that was called.' }),
    dueDate: t.exposeString('dueDate', { description: 'Day for which the request was due then, e.g. `2026-12-01`.' }),
    periodName: t.exposeString('periodName', { description: 'Part of the day for which it was due then.' }),
    status: t.expose('status', {
      type: CallbackStatusType,
      nullable: true,
      description: 'How it ended; null: not said yet.',
    }),
    comment: t.exposeString('comment', { nullable: true, description: 'What the agent wrote.' }),
    startedAt: t.expose('startedAt', { type: 'DateTime', description: 'When it was begun.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it was last changed.' }),
  }),
})

type Key = Pick<CallbackRequestRow, 'site' | 'id'>

/** Asked once for all requests of a page. */
const ticketsOfRequest = batched<Key, readonly CallbackTicketRow[]>(
  ({ site, id }) => JSON.stringify([site, id]),
  ({ reports }, requests) => reports.callbacks.ticketsOf(requests),
)

export const CallbackRequestType = builder.objectRef<CallbackRequestRow>('CallbackRequest').implement({
  description: 'Somebody who wants to be called back, as the request stands (contact-center 14).',
  fields: t => ({
    requestId: t.exposeString('id', { description: 'Id of the request, one in its site.' }),
    reference: t.expose('reference', {
      type: 'Position',
      description: 'Its number for people: the log position of the event by which it was made.',
    }),
    site: t.exposeString('site', { description: 'Short name of the site.' }),
    list: t.exposeString('list', { description: 'Short name of the callback list.' }),
    listName: t.exposeString('listName', { description: 'Name of the list, as it was when the request was made.' }),
    queue: t.exposeString('queue', { description: 'Technical name of the queue whose agents call back.' }),
    queueDisplayName: t.string({
      nullable: true,
      description: 'Name of the queue for people, as of the request.',
      resolve: async ({ site, queue, requestedAt }, _, context) =>
        (await queueNameOf(context, namedAt(site, queue, requestedAt)))?.displayName ?? null,
    }),
    phoneNumber: t.exposeString('phoneNumber', { nullable: true, description: 'Number to call.' }),
    mobilePhoneNumber: t.exposeString('mobilePhoneNumber', {
      nullable: true,
      description: 'Number of the mobile telephone.',
    }),
    firstName: t.exposeString('firstName', { nullable: true, description: 'First name.' }),
    lastName: t.exposeString('lastName', { nullable: true, description: 'Last name.' }),
    company: t.exposeString('company', { nullable: true, description: 'Company.' }),
    description: t.exposeString('description', { nullable: true, description: 'What it is about.' }),
    dueDate: t.exposeString('dueDate', {
      description: 'Day on which to call, on the calendar of the site, e.g. `2026-12-01`.',
    }),
    period: t.exposeString('period', { description: 'Short name of the part of the day in which to call.' }),
    periodName: t.exposeString('periodName', { description: 'Its name for people.' }),
    periodStart: t.exposeString('periodStart', { description: 'When it begins, e.g. `09:00`, at the site.' }),
    periodEnd: t.exposeString('periodEnd', { description: 'When it ends.' }),
    takenBy: t.exposeString('takenBy', {
      nullable: true,
      description: 'Member name of the agent who has taken it; null: nobody.',
    }),
    takenByName: t.string({
      nullable: true,
      description: 'His name, as of the last change of the request.',
      resolve: async ({ site, takenBy, updatedAt }, _, context) =>
        takenBy === null ? null : ((await agentNameOf(context, namedAt(site, takenBy, updatedAt)))?.name ?? null),
    }),
    closed: t.exposeBoolean('closed', { description: 'Whether nothing more is to be done about it.' }),
    attempts: t.exposeInt('attempts', { description: 'Tickets so far.' }),
    lastStatus: t.expose('lastStatus', {
      type: CallbackStatusType,
      nullable: true,
      description: 'How the last attempt ended of which it was said.',
    }),
    lastComment: t.exposeString('lastComment', { nullable: true, description: 'What was written about that.' }),
    requestedAt: t.expose('requestedAt', { type: 'DateTime', description: 'When it was made.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When something last happened to it.' }),
    requestedBy: t.exposeString('requestedBy', { nullable: true, description: 'Who made it: label of a token.' }),
    tickets: t.field({
      type: [CallbackTicketType],
      description: 'Every attempt, the first one first.',
      resolve: async (request, _, context) => [...(await ticketsOfRequest(context, request))],
    }),
  }),
})
