import { tellsOfRecording } from '../../domain/calls/corrections.ts'
import { secondsOf } from '../../domain/kernel/time.ts'
import type { CallKey, CallRow } from '../../projections/calls/types.ts'
import { builder } from '../schema/builder.ts'
import { knownCaller } from '../names/caller-name.ts'
import { SideType } from '../schema/enums.ts'
import { badInput } from '../schema/errors.ts'
import { EventType } from '../events/event-type.ts'
import { eventsSeen } from '../events/events-seen.ts'
import { QueueVisitType } from '../queues/queue-visits.ts'
import { needs } from '../rights/rights.ts'
import { eventsOf, pathOf } from './call-events.ts'
import { KeyValueType, RecordingType, WitnessDifferenceType } from './call-parts.ts'
import { CallStepType } from './call-step.ts'
import { CallDestinationType, destinationOf, MissedUserType } from './destination.ts'
import { CallOutcomeType, DirectionType } from './enums.ts'
import { CallNoteType, exclusionOf, ExclusionType } from './exclusion.ts'
import { callOf, loadParts, loadVisits, nameOfCall } from './load-calls.ts'
import { ParticipantType, withChannel } from './participant.ts'
import { secondsOrNull } from './seconds.ts'
import { transferOf, TransferType } from './transfer-type.ts'

/** @throws BAD_USER_INPUT for what is no id of a call */
export function callKeyOf(id: string): CallKey {
  const [site, node, callId] = textsIn(id)
  if (site !== undefined && node !== undefined && callId !== undefined) return { site, node, callId }
  throw badInput('id', 'this is no id of a call; pass one that an answer gave you')
}

function textsIn(id: string): readonly string[] {
  try {
    const parts: unknown = JSON.parse(id)
    return Array.isArray(parts) && parts.every(part => typeof part === 'string') ? parts : []
  } catch {
    return []
  }
}

/** Read from the log, row by row: as dear as a page of figures. */
const readsLog = { cost: 20, rows: 30 } as const

export const CallType = builder.node(builder.objectRef<CallRow>('Call'), {
  description:
    'One contact, from the first ring to the last hang-up: all channels that are tied by linkedid, transfer, pickup or retrieval. Its figures come from the bridges; a late row of the PBX corrects them.',
  id: { resolve: nameOfCall, description: 'Global id.' },
  // A call that turned out to be part of another one is found by its id all the same: that is one of the channels.
  loadWithoutCache: async (id, context) => {
    context.may.do('readCalls')
    return callOf(context, callKeyOf(id))
  },
  fields: t => ({
    site: t.exposeString('site', { description: 'Short name of the site.' }),
    node: t.exposeString('node', { description: 'PBX node of the site: uniqueids and linkedids are unique there.' }),
    callId: t.exposeString('callId', { description: 'uniqueid of its first channel.' }),
    callDataId: t.expose('id', {
      type: 'Position',
      description: 'Its number: `call_data.id` of the SQL schema `xivo_stats`.',
    }),
    linkedIds: t.exposeStringList('linkedIds', {
      description: 'Its linkedids. A transfer to a channel of another call gives it a second one.',
    }),
    direction: t.expose('direction', { type: DirectionType, description: 'Where it went, as it was placed.' }),
    outcome: t.expose('outcome', { type: CallOutcomeType, description: 'How it ended for the one who placed it.' }),
    startedAt: t.expose('startedAt', { type: 'DateTime', description: 'When it began.' }),
    answeredAt: t.expose('answeredAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the caller first talked to somebody. A queue, a menu or a voicemail box does not count.',
    }),
    endedAt: t.expose('endedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the last one hung up. Null while it goes on, or when nobody knows.',
    }),
    durationSeconds: t.float({
      nullable: true,
      description: 'endedAt - startedAt, in seconds.',
      resolve: ({ startedAt, endedAt }) => (endedAt === null ? null : secondsOf(endedAt - startedAt)),
    }),
    ringSeconds: t.float({
      nullable: true,
      description: 'Time that somebody was rung for the caller: the union of all attempts.',
      resolve: ({ ring }) => secondsOrNull(ring),
    }),
    talkSeconds: t.float({
      nullable: true,
      description:
        'Time in which two participants talked, hold included: the union over all bridges, through transfers. Null: unterminated.',
      resolve: ({ talk }) => secondsOrNull(talk),
    }),
    holdSeconds: t.float({
      nullable: true,
      description: 'Time that somebody was on hold. Null where nothing tells of holds, which is not 0.',
      resolve: ({ hold }) => secondsOrNull(hold),
    }),
    waitSeconds: t.float({
      nullable: true,
      description:
        "Sum of its waits in queues, by CEL where it tells: from the start of the queue's application until the caller talked or left; `waitSeconds` of `queueVisits` is by queue_log, which may have whole seconds. Null: it was in none, or a wait goes on or is unknown.",
      resolve: ({ wait }) => secondsOrNull(wait),
    }),
    hungUpBy: t.expose('hungUpBy', { type: SideType, nullable: true, description: 'Who ended it.' }),
    callerNumber: t.exposeString('callerNumber', { nullable: true, description: 'Number of the caller.' }),
    callerName: t.string({
      nullable: true,
      description:
        'Name of the caller, as the PBX wrote it. Where it wrote none, or a number: who is known under the number in the phonebook, as of the call or the first who had it later.',
      resolve: async (call, _, context) => (await knownCaller(context, call)) ?? call.callerName,
    }),
    calledNumber: t.exposeString('calledNumber', {
      nullable: true,
      description: 'Number that the caller dialled; of a call from outside the DID, where the dialplan tells it.',
    }),
    destination: t.field({
      type: CallDestinationType,
      nullable: true,
      description:
        'Whom it was for, as the dialplan of Wazo tells: also where nobody was reached. Null: nothing tells, or it was sent on to the outside.',
      resolve: call => destinationOf(call),
    }),
    requestedNumber: t.exposeString('requestedNumber', {
      nullable: true,
      description:
        'Number of the user whom it was for before it was first sent on. Null: it was not, or nothing tells.',
    }),
    requestedName: t.exposeString('requestedName', { nullable: true, description: 'Name of that user.' }),
    missedBy: t.field({
      type: [MissedUserType],
      description: 'Users whom it was for and who did not take it, as the dialplan of Wazo tells, in order.',
      resolve: (call, _, context) => loadParts.missedBy(context, call),
    }),
    queues: t.exposeStringList('queues', {
      description: 'Technical names of the queues that it was in, in the order of the entries.',
    }),
    agents: t.exposeStringList('agents', {
      description: 'Member names of the agents who were rung for it or talked in it, in order.',
    }),
    hasRecording: t.boolean({
      nullable: true,
      description: 'Whether something of it was recorded. Null: that is not yours to know (contact-center 15.9).',
      resolve: (call, _, { may }) => (may.hear(call) ? call.hasRecording : null),
    }),
    hasVoicemail: t.exposeBoolean('hasVoicemail', { description: 'Whether it was in a voicemail box.' }),
    transferred: t.exposeBoolean('transferred', { description: 'Whether somebody handed it on.' }),
    flags: t.exposeStringList('flags', {
      description:
        'What to know before trusting it to the second: `cutStart` (its first rows are missing), `lostEnd` (a channel never ended, the PBX started again since), `withoutCel` (only queue_log knows it), `withoutBridges` (talk comes from answers and hang-ups).',
    }),
    from: t.field({
      type: ParticipantType,
      nullable: true,
      description: 'Who placed it.',
      resolve: async (call, _, context) => withChannel(await loadParts.parties(context, call), call.from),
    }),
    to: t.field({
      type: ParticipantType,
      nullable: true,
      description: 'Who talked to the caller last, or was rung last.',
      resolve: async (call, _, context) => withChannel(await loadParts.parties(context, call), call.to),
    }),
    participants: t.field({
      type: [ParticipantType],
      description: 'Everybody who was in it or was rung for it, in the order of their starts.',
      resolve: (call, _, context) => loadParts.parties(context, call),
    }),
    path: t.field({
      type: [CallStepType],
      description: 'What happened, one step after the other.',
      extensions: readsLog,
      resolve: async (call, _, context) => {
        const [steps, parties] = await Promise.all([pathOf(context, call), loadParts.parties(context, call)])
        const seen = context.may.hear(call) ? steps : steps.filter(({ kind }) => kind !== 'RECORDING')
        return seen.map(step => ({ ...step, participant: withChannel(parties, step.party) }))
      },
    }),
    transfers: t.field({
      type: [TransferType],
      description: 'How it was handed on, each time.',
      resolve: async (call, _, context) => {
        const [transfers, parties] = await Promise.all([
          loadParts.transfers(context, call),
          loadParts.parties(context, call),
        ])
        return transfers.map(transfer => transferOf(transfer, parties))
      },
    }),
    queueVisits: t.field({
      type: [QueueVisitType],
      description: 'Its stays in queues that you may see, in the order of the entries.',
      extensions: needs('readCalls'),
      resolve: (call, _, context) => loadVisits(context, call),
    }),
    lastVisit: t.field({
      type: QueueVisitType,
      nullable: true,
      description: 'Its last stay in a queue that you may see: wait, agent, queue and outcome. Null: it was in none.',
      extensions: needs('readCalls'),
      resolve: async (call, _, context) => (await loadVisits(context, call)).at(-1) ?? null,
    }),
    attachedData: t.field({
      type: [KeyValueType],
      description: 'What the dialplan attached to it, in order, and what people attached to it (attachCallData).',
      resolve: async (call, _, context) => {
        const attached = await loadParts.attachedData(context, call)
        return context.may.hear(call) ? attached : attached.filter(({ key }) => !tellsOfRecording(key))
      },
    }),
    tags: t.exposeStringList('tags', { description: 'Tags that people gave it (annotateCall).' }),
    notes: t.field({
      type: [CallNoteType],
      description: 'What people wrote about it, the oldest first (annotateCall).',
      resolve: (call, _, context) => loadParts.notes(context, call),
    }),
    exclusion: t.field({
      type: ExclusionType,
      nullable: true,
      description: 'Why it is left out of the figures (excludeCall, excludePeriod). Null: it counts.',
      resolve: call => exclusionOf(call),
    }),
    recordings: t.field({
      type: [RecordingType],
      description: 'What was recorded of it, where that is yours to know (contact-center 15.9); else nothing.',
      resolve: (call, _, context) => (context.may.hear(call) ? loadParts.recordings(context, call) : []),
    }),
    witnesses: t.field({
      type: [WitnessDifferenceType],
      description: 'Where two sources disagree about it by more than a second.',
      resolve: (call, _, context) => loadParts.witnesses(context, call),
    }),
    events: t.field({
      type: [EventType],
      description:
        'Every fact of it in the order of the log: CEL, queue_log and the manager interface; and what people said about it.',
      extensions: { ...needs('readRawEvents'), ...readsLog },
      resolve: async (call, _, context) => [...(await eventsSeen(context)(await eventsOf(context, call)))],
    }),
  }),
})

builder.objectField(QueueVisitType, 'call', t =>
  t.field({
    type: CallType,
    nullable: true,
    description: 'The whole call. Null while its rows have not been read.',
    extensions: needs('readCalls'),
    resolve: (visit, _, context) => callOf(context, visit),
  }),
)
