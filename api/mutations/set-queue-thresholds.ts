import { handleCommand } from '../../domain/kernel/handle-command.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import { thresholds, type Thresholds } from '../../domain/queues/thresholds.ts'
import { builder } from '../builder.ts'
import { needs } from '../rights.ts'
import { QueueThresholdsType, thresholdTexts, type QueueThresholds } from '../thresholds-type.ts'
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
  readonly effectiveFrom?: Micros | null
  readonly thresholds: Thresholds
}

builder.mutationField('setQueueThresholds', t =>
  t.field({
    type: SetQueueThresholdsPayload,
    description: 'Sets what the waits of a queue are judged by, from an instant on (contact-center 5.9, 8.1).',
    args: { input: t.arg({ type: SetQueueThresholdsInput, required: true, description: 'The command.' }) },
    extensions: needs<{ input: Input }>('setThresholds', ({ input: { site, queue } }) => ({
      queue: { site, name: queue },
    })),
    resolve: async (_, { input }, context) => {
      const { site, queue } = input
      const effectiveFrom = input.effectiveFrom ?? context.clock()
      const command = {
        type: 'SetQueueThresholds',
        site,
        queue,
        effectiveFrom,
        thresholds: { ...input.thresholds },
      } as const
      const sites = await context.reports.sites()
      if (!sites.some(row => row.site === site)) {
        const rejections = [{ field: 'site', rule: 'exists', message: `there is no site ${site}; register it first` }]
        return { position: await context.store.lastPosition(), rejections, queueThresholds: null }
      }
      const stream = `queue-thresholds/${site}/${queue}`
      const result = await handleCommand(context.store, thresholds, command, { stream, site, ...originOf(context) })
      const queueThresholds = result.accepted ? { site, queue, effectiveFrom, thresholds: command.thresholds } : null
      return { ...(await settled(context, result)), queueThresholds }
    },
  }),
)
