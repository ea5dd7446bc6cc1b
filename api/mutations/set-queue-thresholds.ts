import { objectOf } from '../../domain/configuration/configuration.ts'
import type { Rejection } from '../../domain/kernel/decider.ts'
import { handleCommand, type CommandResult } from '../../domain/kernel/handle-command.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import { queues } from '../../domain/queues/configured-queues.ts'
import { thresholds, thresholdStream, type ThresholdEvent, type Thresholds } from '../../domain/queues/thresholds.ts'
import { builder } from '../schema/builder.ts'
import { sendChangeSet } from '../configuration/send-change-set.ts'
import type { ApiContext } from '../context.ts'
import { needs } from '../rights/rights.ts'
import { QueueThresholdsType, thresholdTexts, type QueueThresholds } from '../queues/thresholds-type.ts'
import { originOf, payloadRef, settled, type Payload } from './payload.ts'

const SetQueueThresholdsPayload = payloadRef<Payload & { readonly queueThresholds: QueueThresholds | null }>(
  'SetQueueThresholdsPayload',
  'Answer of setQueueThresholds.',
)

builder.objectFields(SetQueueThresholdsPayload, t => ({
  queueThresholds: t.expose('queueThresholds', {
    type: QueueThresholdsType,
    nullable: true,
    description: 'The limits as they are valid now; null when the command was refused.',
  }),
}))

const ThresholdsInput = builder.inputType('ThresholdsInput', {
  description: 'Limits in seconds by which the waits of a queue are judged.',
  fields: t => ({
    serviceLevelSeconds: t.float({ required: true, description: thresholdTexts.serviceLevelSeconds }),
    shortAbandonSeconds: t.float({ required: true, description: thresholdTexts.shortAbandonSeconds }),
    t1Seconds: t.float({ required: true, description: thresholdTexts.t1Seconds }),
    t2Seconds: t.float({ required: true, description: thresholdTexts.t2Seconds }),
  }),
})

const SetQueueThresholdsInput = builder.inputType('SetQueueThresholdsInput', {
  description: 'Which queue, from when, and the limits.',
  fields: t => ({
    site: t.string({ required: true, description: 'Short name of the site.' }),
    queue: t.string({ required: true, description: 'Technical name of the queue.' }),
    effectiveFrom: t.field({
      type: 'DateTime',
      description:
        'First instant that they are valid for; now when left out. Visits that began before keep their judgement.',
    }),
    thresholds: t.field({ type: ThresholdsInput, required: true, description: 'The limits, all of them.' }),
  }),
})

interface Input {
  readonly site: string
  readonly queue: string
  readonly effectiveFrom?: Micros | null | undefined
  readonly thresholds: Thresholds
}

builder.mutationField('setQueueThresholds', t =>
  t.field({
    type: SetQueueThresholdsPayload,
    description:
      'Sets what the waits of a queue are judged by, from an instant on (contact-center 5.9, 8.1). Of a queue that is configured it changes the configuration.',
    args: { input: t.arg({ type: SetQueueThresholdsInput, required: true, description: 'The command.' }) },
    extensions: needs<{ input: Input }>('setThresholds', ({ input: { site, queue } }) => ({
      queue: { site, name: queue },
    })),
    resolve: async (_, { input }, context) => {
      const { site, queue } = input
      const effectiveFrom = input.effectiveFrom ?? context.clock()
      const sites = await context.reports.sites()
      if (!sites.some(row => row.site === site))
        return rejected(context, 'site', 'exists', `there is no site ${site}; register it first`)
      const { configuration } = await context.configuration.reader.now(site)
      if (objectOf(configuration, queues, queue)) return changeConfiguredQueue(context, { ...input, effectiveFrom })
      return answerOf(context, input, effectiveFrom, await setThresholds(context, input, effectiveFrom))
    },
  }),
)

const rejected = async (context: ApiContext, field: string, rule: string, message: string) => ({
  position: await context.store.lastPosition(),
  rejections: [{ field, rule, message }],
  queueThresholds: null,
})

function setThresholds(context: ApiContext, { site, queue, thresholds: limits }: Input, effectiveFrom: Micros) {
  const command = { type: 'SetQueueThresholds', site, queue, effectiveFrom, thresholds: { ...limits } } as const
  const stream = thresholdStream(site, queue)
  return handleCommand(context.store, thresholds, command, { stream, site, ...originOf(context) })
}

async function answerOf(
  context: ApiContext,
  { site, queue, thresholds: limits }: Input,
  effectiveFrom: Micros,
  result: CommandResult<unknown>,
) {
  const queueThresholds = result.accepted ? { site, queue, effectiveFrom, thresholds: { ...limits } } : null
  return { ...(await settled(context, result)), queueThresholds }
}

/**
 * What counts now is what the queue's configuration says, so it is the configuration that changes: now, or as a scheduled change at a later
 * instant. An earlier one changes how the past is judged up to the next change; where none came since, it is the configuration's present
 * value too.
 */
async function changeConfiguredQueue(context: ApiContext, input: Input & { readonly effectiveFrom: Micros }) {
  const { site, queue, effectiveFrom, thresholds: limits } = input
  const now = context.clock()
  const later = effectiveFrom > now ? { effectiveAt: effectiveFrom } : {}
  const isPresent = !(await changesOf(context, site, queue)).some(at => at > effectiveFrom && at <= now)
  if (isPresent) {
    const commands = [{ changeQueue: { name: queue, thresholds: { ...limits } } }]
    const comment = 'setQueueThresholds'
    const changed = await sendChangeSet(context, { site, commands, comment, dryRun: false, rightOf: 'field', ...later })
    if (!changed.accepted) return { ...changed, rejections: changed.rejections.map(ofInput), queueThresholds: null }
    if (effectiveFrom >= now)
      return { position: changed.position, rejections: [], queueThresholds: { ...input, thresholds: { ...limits } } }
  }
  return answerOf(context, input, effectiveFrom, await setThresholds(context, input, effectiveFrom))
}

/** From when on the thresholds of a queue have changed. */
async function changesOf({ store }: Pick<ApiContext, 'store'>, site: string, queue: string): Promise<Micros[]> {
  const found: Micros[] = []
  for await (const { events } of store.readStream(thresholdStream(site, queue)))
    for (const { data } of events) found.push((data as unknown as ThresholdEvent).effectiveFrom)
  return found
}

/** `commands[0].changeQueue.thresholds.t2Seconds` is `t2Seconds` here. */
const ofInput = (rejection: Rejection): Rejection => ({
  ...rejection,
  field: rejection.field.replace('commands[0].changeQueue.thresholds.', ''),
})
