import { secondsOf } from '../../domain/kernel/time.ts'
import { callTag } from '../../domain/pbx/facts.ts'
import type { LengthsFromCalls } from '../../projections/calls/lengths-from-calls.ts'
import type { QueueVisitKey, QueueVisitRow } from '../../projections/queue-visits/types.ts'
import type { Scope } from '../../projections/scope.ts'
import { builder } from '../schema/builder.ts'
import { phonebookName } from '../names/caller-name.ts'
import { batched } from '../schema/batched.ts'
import { TransferType } from '../calls/transfer-type.ts'
import type { ApiContext } from '../context.ts'
import { connectionOf, pageArgs } from '../schema/connections.ts'
import { SideType, VisitOutcomeType } from '../schema/enums.ts'
import { badInput } from '../schema/errors.ts'
import { eventsSeen } from '../events/events-seen.ts'
import { eventAt, eventsOf, EventType } from '../events/event-type.ts'
import { figureText } from '../statistics/figures.ts'
import { freshness } from '../schema/freshness.ts'
import { agentNameOf, namedAt, queueNameOf } from '../names/names.ts'
import { openAtEntry } from './open-at-entry.ts'
import { pageOf } from '../schema/page-size.ts'
import { QueueVisitFilterInput, queuesNamed, visitFilter } from './queue-visit-filter.ts'
import { needs } from '../rights/rights.ts'

const text = (name: string) => figureText('visit', name)

const seconds = (length: number | null): number | null => (length === null ? null : secondsOf(length))

const idOf = ({ site, node, callId, visitNumber }: QueueVisitKey) => JSON.stringify([site, node, callId, visitNumber])

/** @throws BAD_USER_INPUT for what is no id of a visit */
function keyOf(id: string): QueueVisitKey {
  const [site, node, callId, visitNumber] = partsOf(id)
  if (
    typeof site === 'string' &&
    typeof node === 'string' &&
    typeof callId === 'string' &&
    Number.isInteger(visitNumber)
  )
    return { site, node, callId, visitNumber: Number(visitNumber) }
  throw badInput('id', 'this is no id of a queue visit; pass one that an answer gave you')
}

function partsOf(id: string): readonly unknown[] {
  try {
    const parts: unknown = JSON.parse(id)
    return Array.isArray(parts) ? parts : []
  } catch {
    return []
  }
}

/** Asked once for all visits of a page. */
const heardOf = batched<QueueVisitRow, LengthsFromCalls>(idOf, ({ reports }, visits) =>
  reports.lengthsFromCalls(visits),
)

const isIn = (scope: Scope, { site, queue }: QueueVisitRow) =>
  scope === 'all' || scope.some(item => item.site === site && item.name === queue)

async function eventsOfVisit(visit: QueueVisitRow, { store, reports }: Pick<ApiContext, 'store' | 'reports'>) {
  const ofCall = await eventsOf(store.readTagged([callTag(visit.site, visit.node, visit.callId)]))
  const known = new Set(ofCall.map(({ position }) => position))
  const others = (await reports.visitPositions(visit)).filter(position => !known.has(position))
  const elsewhere = await Promise.all(others.map(position => eventAt(store, position)))
  return [...ofCall, ...elsewhere.flatMap(event => event ?? [])].sort((a, b) => a.position - b.position)
}

export const QueueVisitType = builder.node(builder.objectRef<QueueVisitRow>('QueueVisit'), {
  description:
    'One stay of a call in a queue, from its entry (ENTERQUEUE) to its end (contact-center 3.3). A call may stay in several queues, or several times in one.',
  id: { resolve: idOf, description: 'Global id.' },
  loadWithoutCache: async (id, { may, reports }) => {
    may.do('readVisits')
    const visit = await reports.queueVisit(keyOf(id))
    return visit && isIn(await may.queues(), visit) ? visit : null
  },
  fields: t => ({
    site: t.exposeString('site', { description: 'Short name of the site.' }),
    node: t.exposeString('node', { description: 'PBX node of the site.' }),
    callId: t.exposeString('callId', { description: "callid of queue_log: uniqueid of the caller's channel." }),
    linkedId: t.exposeString('linkedId', { nullable: true, description: 'linkedid of CEL, where CEL is imported.' }),
    queue: t.exposeString('queue', { description: 'Technical name of the queue.' }),
    queueDisplayName: t.string({
      nullable: true,
      description: 'Name of the queue for people, as it was configured at the entry.',
      resolve: async ({ site, queue, enteredAt }, _, context) =>
        (await queueNameOf(context, namedAt(site, queue, enteredAt)))?.displayName ?? null,
    }),
    openBySchedule: t.boolean({
      nullable: true,
      description: 'Whether the queue was open at the entry by the schedule that it had then; null when it had none.',
      resolve: async (visit, _, context) => openAtEntry(context, visit),
    }),
    visitNumber: t.exposeInt('visitNumber', { description: 'Counts the stays of this callid, from 1.' }),
    outcome: t.expose('outcome', { type: VisitOutcomeType, description: 'How the stay ended.' }),
    enteredAt: t.expose('enteredAt', { type: 'DateTime', description: 'Entry into the queue.' }),
    leftAt: t.expose('leftAt', {
      type: 'DateTime',
      nullable: true,
      description: 'End of waiting: answered, or gone. Null while waiting.',
    }),
    answeredAt: t.expose('answeredAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the agent was connected (CONNECT).',
    }),
    endedAt: t.expose('endedAt', {
      type: 'DateTime',
      nullable: true,
      description:
        'End of the conversation, or of the wait when there was none. Null while it goes on or when no end was recorded.',
    }),
    waitSeconds: t.float({
      nullable: true,
      description: text('waitSeconds'),
      resolve: visit => seconds(visit.wait),
    }),
    ringSeconds: t.float({
      nullable: true,
      description: text('ringSeconds'),
      resolve: async (visit, _, context) => seconds((await heardOf(context, visit)).ring),
    }),
    talkSeconds: t.float({
      nullable: true,
      description: text('talkSeconds'),
      resolve: visit => seconds(visit.talk),
    }),
    holdSeconds: t.float({
      nullable: true,
      description: text('holdSeconds'),
      resolve: async (visit, _, context) => seconds((await heardOf(context, visit)).hold),
    }),
    wrapUpSeconds: t.float({
      nullable: true,
      description: 'Seconds that the agent spent in wrap-up after it. Null unless the PBX writes wrap-up rows (XiVO).',
      resolve: visit => seconds(visit.wrapUp ?? null),
    }),
    agent: t.exposeString('agent', { nullable: true, description: 'Member name of the agent who answered.' }),
    agentName: t.string({
      nullable: true,
      description: 'Name of that agent for people, as it was configured at the answer.',
      resolve: async ({ site, agent, answeredAt, enteredAt }, _, context) =>
        agent === null
          ? null
          : ((await agentNameOf(context, namedAt(site, agent, answeredAt ?? enteredAt)))?.name ?? null),
    }),
    callerNumber: t.exposeString('callerNumber', {
      nullable: true,
      description: 'Number of the caller (ENTERQUEUE, data2).',
    }),
    callerName: t.string({
      nullable: true,
      description:
        'Who is known under that number in the phonebook, or by the mobile number of a user: as of the entry, or the first who had it later. queue_log has no names; what the PBX wrote stands in the call.',
      resolve: async ({ site, callerNumber: number, enteredAt: at }, _, context) =>
        (await phonebookName(context, { site, number, name: null, at })) ?? null,
    }),
    calledNumber: t.exposeString('calledNumber', {
      nullable: true,
      description: 'Number that the caller dialled, where a source tells it.',
    }),
    entryPosition: t.exposeInt('entryPosition', {
      nullable: true,
      description: text('entryPosition'),
    }),
    exitPosition: t.exposeInt('exitPosition', {
      nullable: true,
      description: text('exitPosition'),
    }),
    hungUpBy: t.expose('hungUpBy', {
      type: SideType,
      nullable: true,
      description: 'Who ended the conversation (COMPLETECALLER, COMPLETEAGENT).',
    }),
    transfer: t.expose('transfer', {
      type: TransferType,
      nullable: true,
      description: 'How the agent handed the call on, if so.',
    }),
    excluded: t.boolean({
      description: 'Its call is excluded from the figures (excludeCall): it counts only WITH those calls.',
      resolve: ({ excluded }) => excluded ?? false,
    }),
    flags: t.stringList({
      description:
        'What to know before trusting it to the second: `inferredEntry`, `inferredAnswer`, `inferredEnd` (no row was written for it), `lostEnd`, `repeatedEnd`, `joinedEnd` (the end stood under another callid), `ambiguousTime`, `skippedTime`, `beforePrevious` (of the clock).',
      resolve: ({ flags }) => flags ?? [],
    }),
    events: t.field({
      type: [EventType],
      description:
        'The raw facts of the call in the order of the log: its queue_log rows (also those under another callid that tell of this stay) and, where CEL is imported, its CEL rows.',
      extensions: { ...needs('readRawEvents'), cost: 20, rows: 30 },
      resolve: async (visit, _, context) => [...(await eventsSeen(context)(await eventsOfVisit(visit, context)))],
    }),
  }),
})

export const QueueVisitConnection = builder.connectionObject(
  { type: QueueVisitType, name: 'QueueVisitConnection', description: 'A page of queue visits.' },
  { name: 'QueueVisitEdge', description: 'A queue visit with its cursor.' },
)

builder.queryField('queueVisits', t =>
  t.field({
    type: QueueVisitConnection,
    description: 'Stays of calls in queues, newest entry first.',
    args: {
      filter: t.arg({ type: QueueVisitFilterInput, description: 'Which visits; all when left out.' }),
      ...pageArgs,
    },
    extensions: { ...needs('readVisits'), cost: 50 },
    resolve: async (_, { filter, ...page }, context) => {
      const seen = await context.may.queues(filter?.queues, filter?.entities)
      const scope = filter?.queueName ? await queuesNamed(seen, filter.queueName, context.reports) : seen
      const fresh = freshness(context, seen, 'queue_visits')
      return connectionOf(
        await context.reports.queueVisits(visitFilter(scope, filter ?? {}), pageOf(page)),
        fresh,
        page.after,
      )
    },
  }),
)
