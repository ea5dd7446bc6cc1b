import { callbackRequests, type CallbackCommand } from '../../domain/callbacks/handle-request.ts'
import { callbackStream } from '../../domain/callbacks/request-events.ts'
import type { Rejection } from '../../domain/kernel/decider.ts'
import type { RecordedEvent } from '../../domain/kernel/event.ts'
import { handleCommand } from '../../domain/kernel/handle-command.ts'
import { requestOf } from '../../projections/callbacks/fold.ts'
import { requestAsKept } from '../../projections/callbacks/retention.ts'
import type { CallbackRequestRow } from '../../projections/callbacks/types.ts'
import { builder } from '../schema/builder.ts'
import type { ApiContext } from '../context.ts'
import { originOf, payloadRef, settled, type Payload } from '../mutations/payload.ts'
import { needs } from '../rights/rights.ts'
import { callbackDesk } from './offer.ts'
import { CallbackRequestType, CallbackStatusType } from './request-type.ts'

interface CallbackPayload extends Payload {
  readonly request: CallbackRequestRow | null
  readonly ticketId: string | null
}

const CallbackPayloadType = payloadRef<CallbackPayload>('CallbackPayload', 'Answer of what is done about a request.')

builder.objectFields(CallbackPayloadType, t => ({
  request: t.expose('request', {
    type: CallbackRequestType,
    nullable: true,
    description: 'The request as it stands then; null when there is none, or it was refused.',
  }),
  ticketId: t.exposeString('ticketId', {
    nullable: true,
    description: 'The ticket that was begun or changed; null where it is about none.',
  }),
}))

const ofSite = 'Short name of the site.'
const ofRequest = 'Id of the request.'
const ofAgent = 'Member name of the agent, e.g. `Agent/8001`.'

const RequestCallbackInput = builder.inputType('RequestCallbackInput', {
  description: 'Who wants to be called back, and when.',
  fields: t => ({
    site: t.string({ required: true, description: ofSite }),
    requestId: t.string({
      description:
        'Id of the request, made up by who sends it, so that it can be sent again; made up here when left out.',
    }),
    list: t.string({ required: true, description: 'Short name of the callback list.' }),
    phoneNumber: t.string({ description: 'Number to call; this or mobilePhoneNumber is needed.' }),
    mobilePhoneNumber: t.string({ description: 'Number of the mobile telephone.' }),
    firstName: t.string({ description: 'First name, at most 128 characters.' }),
    lastName: t.string({ description: 'Last name, at most 128 characters.' }),
    company: t.string({ description: 'Company, at most 128 characters.' }),
    description: t.string({ description: 'What it is about, at most 2,000 characters.' }),
    dueDate: t.string({ description: 'Day on which to call, e.g. `2026-12-01`; the next day when left out.' }),
    period: t.string({ description: 'Part of the day, by short name or name; the default one when left out.' }),
  }),
})

const isRequestId = /^[\w.-]{1,100}$/

builder.mutationField('requestCallback', t =>
  t.field({
    type: CallbackPayloadType,
    description: 'Makes a request to be called back. Sent again with its id it changes nothing.',
    args: { input: t.arg({ type: RequestCallbackInput, required: true, description: 'The command.' }) },
    extensions: needs('handleCallbacks'),
    resolve: (_, { input }, context) => {
      const { site, requestId, ...wish } = input
      const id = requestId ?? crypto.randomUUID()
      if (!isRequestId.test(id))
        return refused(context, { field: 'requestId', rule: 'id', message: 'at most 100 letters, digits and _ . -' })
      return act(context, site, {
        type: 'RequestCallback',
        id,
        list: wish.list,
        phoneNumber: wish.phoneNumber ?? null,
        mobilePhoneNumber: wish.mobilePhoneNumber ?? null,
        firstName: wish.firstName ?? null,
        lastName: wish.lastName ?? null,
        company: wish.company ?? null,
        description: wish.description ?? null,
        dueDate: wish.dueDate ?? null,
        period: wish.period ?? null,
      })
    },
  }),
)

const TakeCallbackInput = builder.inputType('TakeCallbackInput', {
  description: 'Who takes which request.',
  fields: t => ({
    site: t.string({ required: true, description: ofSite }),
    requestId: t.string({ required: true, description: ofRequest }),
    agent: t.string({ required: true, description: ofAgent }),
  }),
})

builder.mutationField('takeCallback', t =>
  t.field({
    type: CallbackPayloadType,
    description: 'An agent takes a request: nobody else does, until it is released. Repeated it changes nothing.',
    args: { input: t.arg({ type: TakeCallbackInput, required: true, description: 'The command.' }) },
    extensions: needs('handleCallbacks'),
    resolve: (_, { input: { site, requestId, agent } }, context) =>
      act(context, site, { type: 'TakeCallback', id: requestId, agent }),
  }),
)

const ReleaseCallbackInput = builder.inputType('ReleaseCallbackInput', {
  description: 'Which request is given back.',
  fields: t => ({
    site: t.string({ required: true, description: ofSite }),
    requestId: t.string({ required: true, description: ofRequest }),
  }),
})

builder.mutationField('releaseCallback', t =>
  t.field({
    type: CallbackPayloadType,
    description: 'Gives a request back: another agent may take it. Repeated it changes nothing.',
    args: { input: t.arg({ type: ReleaseCallbackInput, required: true, description: 'The command.' }) },
    extensions: needs('handleCallbacks'),
    resolve: (_, { input: { site, requestId } }, context) =>
      act(context, site, { type: 'ReleaseCallback', id: requestId }),
  }),
)

const StartCallbackInput = builder.inputType('StartCallbackInput', {
  description: 'Which number of which request is called.',
  fields: t => ({
    site: t.string({ required: true, description: ofSite }),
    requestId: t.string({ required: true, description: ofRequest }),
    agent: t.string({ required: true, description: `${ofAgent} He must have taken it.` }),
    phoneNumber: t.string({ required: true, description: 'One of the numbers of the request.' }),
  }),
})

builder.mutationField('startCallback', t =>
  t.field({
    type: CallbackPayloadType,
    description:
      'Begins a ticket: the attempt to reach somebody. It does not dial. Repeated, until the ticket says how it ended, it changes nothing.',
    args: { input: t.arg({ type: StartCallbackInput, required: true, description: 'The command.' }) },
    extensions: needs('handleCallbacks'),
    resolve: (_, { input: { site, requestId, agent, phoneNumber } }, context) =>
      act(context, site, { type: 'StartCallback', id: requestId, ticket: crypto.randomUUID(), agent, phoneNumber }),
  }),
)

const UpdateCallbackTicketInput = builder.inputType('UpdateCallbackTicketInput', {
  description: 'How an attempt ended.',
  fields: t => ({
    site: t.string({ required: true, description: ofSite }),
    requestId: t.string({ required: true, description: ofRequest }),
    ticketId: t.string({ required: true, description: 'Id of the ticket: the answer of startCallback has it.' }),
    status: t.field({ type: CallbackStatusType, description: 'How it ended; a comment alone when left out.' }),
    comment: t.string({ description: 'In the words of the agent, at most 2,000 characters.' }),
    dueDate: t.string({
      description: 'With CALLBACK: on which day to try again, e.g. `2026-12-01`; the next day when left out.',
    }),
    period: t.string({
      description: 'With CALLBACK: in which part of the day, by short name or name; as before when left out.',
    }),
  }),
})

builder.mutationField('updateCallbackTicket', t =>
  t.field({
    type: CallbackPayloadType,
    description:
      'Says how an attempt ended. With CALLBACK the request is free again for another day, with any other status it is closed. Repeated it changes nothing.',
    args: { input: t.arg({ type: UpdateCallbackTicketInput, required: true, description: 'The command.' }) },
    extensions: needs('handleCallbacks'),
    resolve: (_, { input }, context) =>
      act(context, input.site, {
        type: 'UpdateCallbackTicket',
        id: input.requestId,
        ticket: input.ticketId,
        status: input.status ?? null,
        comment: input.comment ?? null,
        dueDate: input.dueDate ?? null,
        period: input.period ?? null,
      }),
  }),
)

async function act(context: ApiContext, site: string, command: CallbackCommand): Promise<CallbackPayload> {
  const desk = await callbackDesk(context, site)
  if (!desk)
    return refused(context, { field: 'site', rule: 'exists', message: `there is no site ${site}; register it first` })
  const stream = callbackStream(site, command.id)
  const before = requestOf(await eventsIn(context, stream))
  if (before && !desk.isOwn(before.queue)) return refused(context, ofOthers(command))
  const decider = callbackRequests(desk.offer, desk.isAgent)
  const result = await handleCommand(context.store, decider, command, { stream, site, ...originOf(context) })
  const payload = await settled(context, result)
  if (!result.accepted) {
    const rejections = result.rejections.map(one => ({ ...one, field: fieldNames[one.field] ?? one.field }))
    return { ...payload, rejections, request: null, ticketId: null }
  }
  const events = await eventsIn(context, stream)
  const request = requestOf(events)
  const kept = request && requestAsKept(request, await context.retention.inForce(site))
  return { ...payload, request: kept ?? null, ticketId: ticketOf(command, events) }
}

/** As of one that there is not; whoever makes one has to take another id. */
const ofOthers = ({ type, id }: CallbackCommand): Rejection =>
  type === 'RequestCallback'
    ? { field: 'requestId', rule: 'taken', message: `the id ${id} is taken: make up another one` }
    : { field: 'requestId', rule: 'exists', message: `there is no request ${id}` }

/** Where the input calls it otherwise. */
const fieldNames: Readonly<Record<string, string>> = { id: 'requestId', ticket: 'ticketId' }

/** The last one that was begun: a repeated start is that. */
function ticketOf(command: CallbackCommand, events: readonly RecordedEvent[]): string | null {
  if (command.type === 'UpdateCallbackTicket') return command.ticket
  if (command.type !== 'StartCallback') return null
  const started = events.findLast(({ type }) => type === 'CallbackStarted')
  return (started?.data as { readonly ticket?: string } | undefined)?.ticket ?? null
}

async function eventsIn({ store }: ApiContext, stream: string): Promise<readonly RecordedEvent[]> {
  const found: RecordedEvent[] = []
  for await (const { events } of store.readStream(stream)) found.push(...events)
  return found
}

const refused = async ({ store }: ApiContext, rejection: Rejection): Promise<CallbackPayload> => ({
  position: await store.lastPosition(),
  rejections: [rejection],
  request: null,
  ticketId: null,
})
