import type { EventStore } from '../../domain/kernel/event-store.ts'
import { handleCommand } from '../../domain/kernel/handle-command.ts'
import { callTag } from '../../domain/pbx/facts.ts'
import {
  answersTo,
  answerStream,
  offerOf,
  saysTheSame,
  tidied,
  type AnswerQualification,
  type QualificationAnswered,
} from '../../domain/qualifications/answers.ts'
import { answerOf } from '../../projections/qualification-answers/fold.ts'
import type { QualificationAnswerRow } from '../../projections/qualification-answers/types.ts'
import { agentsSeen } from '../agents/agents-seen.ts'
import { builder } from '../schema/builder.ts'
import type { ApiContext } from '../context.ts'
import { QualificationAnswerType } from '../qualifications/answer-type.ts'
import { needs } from '../rights/rights.ts'
import { originOf, payloadRef, settled, type Payload } from './payload.ts'

const AnswerQualificationPayload = payloadRef<Payload & { readonly answer: QualificationAnswerRow | null }>(
  'AnswerQualificationPayload',
  'Answer of answerQualification.',
)

builder.objectFields(AnswerQualificationPayload, t => ({
  answer: t.expose('answer', {
    type: QualificationAnswerType,
    nullable: true,
    description: 'What is stored; of an answer that was given before, that one. Null when it was refused.',
  }),
}))

const AnswerQualificationInput = builder.inputType('AnswerQualificationInput', {
  description: 'Who says what about which call.',
  fields: t => ({
    site: t.string({ required: true, description: 'Short name of the site.' }),
    queue: t.string({ required: true, description: 'Technical name of the queue that the call came from.' }),
    callId: t.string({
      required: true,
      description: 'uniqueid or linkedid of the call. It need not be in the history of calls yet.',
    }),
    agent: t.string({ required: true, description: 'Member name of the agent, e.g. `Agent/8001`.' }),
    qualification: t.string({
      required: true,
      description: 'Short name of an active qualification that the queue offers.',
    }),
    subQualification: t.string({
      required: true,
      description: 'Short name of an active sub-qualification of it.',
    }),
    answeredAt: t.field({ type: 'DateTime', description: 'When he said it; now when left out.' }),
    firstName: t.string({ description: 'First name of the other party, at most 128 characters.' }),
    lastName: t.string({ description: 'Last name of the other party, at most 128 characters.' }),
    comment: t.string({ description: 'In his words, at most 2,000 characters.' }),
    customData: t.string({ description: 'What his application adds, at most 2,000 characters.' }),
  }),
})

type Input = typeof AnswerQualificationInput.$inferInput

builder.mutationField('answerQualification', t =>
  t.field({
    type: AnswerQualificationPayload,
    description:
      'Stores what an agent says a call was about (contact-center 13). Several answers about a call stand side by side; one that was given already changes nothing. A supervisor may for own queues only.',
    args: { input: t.arg({ type: AnswerQualificationInput, required: true, description: 'The command.' }) },
    extensions: needs<{ input: Input }>('answerQualifications', ({ input: { site, queue } }) => ({
      queue: { site, name: queue },
    })),
    resolve: async (_, { input }, context) => {
      const { site, queue } = input
      const known = (await context.reports.sites()).some(row => row.site === site)
      if (!known) return refusal(context, 'site', 'exists', `there is no site ${site}; register it first`)
      const { configuration } = await context.configuration.reader.now(site)
      const command = tidied(commandOf(input, await nodeOf(context, input), context.clock()))
      const stream = answerStream(command)
      const { node, callId } = command
      const place = node === null ? {} : { node, tags: [callTag(site, node, callId)] }
      const decider = answersTo(offerOf(configuration, queue), await agentsSeen(context, site))
      const result = await handleCommand(context.store, decider, command, {
        stream,
        site,
        ...place,
        ...originOf(context),
      })
      const answer = result.accepted ? await stored(context.store, stream, command) : null
      return { ...(await settled(context, result)), answer }
    },
  }),
)

const refusal = async ({ store }: ApiContext, field: string, rule: string, message: string) => ({
  position: await store.lastPosition(),
  rejections: [{ field, rule, message }],
  answer: null,
})

function commandOf(input: Input, node: string | null, now: number): AnswerQualification {
  const { site, queue, callId, agent, qualification, subQualification } = input
  return {
    type: 'AnswerQualification',
    site,
    queue,
    callId,
    node,
    agent,
    qualification,
    subQualification,
    now,
    answeredAt: input.answeredAt ?? null,
    firstName: input.firstName ?? null,
    lastName: input.lastName ?? null,
    comment: input.comment ?? null,
    customData: input.customData ?? null,
  }
}

/** The PBX that the call is of; null when the name is that of no call, or of several. */
async function nodeOf({ reports }: ApiContext, { site, callId }: Input): Promise<string | null> {
  const [call, other] = await reports.calls.byKey(callId, site)
  return call && !other ? call.node : null
}

/** The event of the command, or that of the earlier one that said the same. */
async function stored(
  store: EventStore,
  stream: string,
  command: AnswerQualification,
): Promise<QualificationAnswerRow | null> {
  let found: QualificationAnswerRow | null = null
  for await (const { events } of store.readStream(stream))
    for (const event of events)
      if (saysTheSame(event.data as unknown as QualificationAnswered, command)) found = answerOf(event)
  return found
}
