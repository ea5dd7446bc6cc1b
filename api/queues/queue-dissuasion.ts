import { objectOf, objectsOf, type Configuration } from '../../domain/configuration/configuration.ts'
import type { Rejection } from '../../domain/kernel/decider.ts'
import { queues, type ConfiguredQueue } from '../../domain/queues/configured-queues.ts'
import {
  dissuasionChoices,
  dissuasionCommand,
  dissuasionOf,
  type ChosenDissuasion,
} from '../../domain/queues/dissuasion.ts'
import { builder } from '../schema/builder.ts'
import { sendChangeSet } from '../configuration/send-change-set.ts'
import { siteOf } from '../configuration/site.ts'
import type { ApiContext } from '../context.ts'
import { payloadRef, type Payload } from '../mutations/payload.ts'
import { needs } from '../rights/rights.ts'

const DissuasionKind = builder.enumType('DissuasionType', {
  description: 'What callers get while a queue is closed exceptionally.',
  values: {
    SOUND_FILE: { value: 'soundFile', description: 'A sound that carries the name of the queue.' },
    QUEUE: { value: 'queue', description: 'Another queue takes the call.' },
    OTHER: { value: 'other', description: 'Something that administrators have set.' },
  } as const,
})

interface QueueDissuasion {
  readonly site: string
  readonly queue: ConfiguredQueue
  readonly configuration: Configuration
}

const valueOf = ({ queue }: QueueDissuasion): string | null => {
  const chosen = dissuasionOf(queue)
  if (chosen === null || chosen.type === 'other') return null
  return chosen.type === 'queue' ? chosen.queue : chosen.soundFile
}

const QueueDissuasionType = builder.objectRef<QueueDissuasion>('QueueDissuasion').implement({
  description:
    'What callers get while a queue is closed exceptionally, when nobody takes its calls (its destination `fail`), and what may be chosen.',
  fields: t => ({
    site: t.exposeString('site', { description: 'Short name of the site.' }),
    queue: t.string({ description: 'Technical name of the queue.', resolve: ({ queue }) => queue.name }),
    displayName: t.string({ description: 'Name for people.', resolve: ({ queue }) => queue.displayName }),
    type: t.field({
      type: DissuasionKind,
      nullable: true,
      description: 'What is chosen; null: nothing, calls end.',
      resolve: ({ queue }) => dissuasionOf(queue)?.type ?? null,
    }),
    value: t.string({
      nullable: true,
      description: 'The sound without directory and extension, or the queue.',
      resolve: valueOf,
    }),
    soundFiles: t.stringList({
      description:
        'Sounds that may be chosen: those of the directory playback that begin with the name of the queue and _.',
      resolve: ({ queue, configuration }) => [...dissuasionChoices(queue, configuration).soundFiles],
    }),
    queues: t.stringList({
      description: 'Queues that may be chosen: the one that is set for it.',
      resolve: ({ queue, configuration }) => [...dissuasionChoices(queue, configuration).queues],
    }),
  }),
})

builder.queryField('queueDissuasions', t =>
  t.field({
    type: [QueueDissuasionType],
    description: 'Of each configured queue that you may close: what its callers get then, and what may be chosen.',
    args: {
      site: t.arg.string({ description: 'Short name of the site; may be left out where there is only one.' }),
      queues: t.arg.stringList({ description: 'Only these; all when left out.' }),
    },
    extensions: { ...needs('readDissuasion'), cost: 10 },
    resolve: async (_, { site: named, queues: wanted }, context) => {
      const site = await siteOf(context, named)
      const { configuration } = await context.configuration.reader.now(site)
      return objectsOf(configuration, queues)
        .map(({ value }) => value)
        .filter(({ name }) => (wanted?.includes(name) ?? true) && isAllowed(context, site, name))
        .map(queue => ({ site, queue, configuration }))
    },
  }),
)

const isAllowed = ({ may }: Pick<ApiContext, 'may'>, site: string, name: string): boolean =>
  may.can('readDissuasion', { queue: { site, name } })

const SetQueueDissuasionInput = builder.inputType('SetQueueDissuasionInput', {
  description: 'Which queue, and a sound or a queue; neither: calls end.',
  fields: t => ({
    site: t.string({ required: true, description: 'Short name of the site.' }),
    queue: t.string({ required: true, description: 'Technical name of the queue.' }),
    soundFile: t.string({ description: 'One of its soundFiles.' }),
    toQueue: t.string({ description: 'One of its queues.' }),
    comment: t.string({ description: 'Why, for the history.' }),
  }),
})

interface Input {
  readonly site: string
  readonly queue: string
  readonly soundFile?: string | null | undefined
  readonly toQueue?: string | null | undefined
  readonly comment?: string | null | undefined
}

const SetQueueDissuasionPayload = payloadRef<Payload & { readonly queueDissuasion: QueueDissuasion | null }>(
  'SetQueueDissuasionPayload',
  'Answer of setQueueDissuasion.',
)

builder.objectFields(SetQueueDissuasionPayload, t => ({
  queueDissuasion: t.expose('queueDissuasion', {
    type: QueueDissuasionType,
    nullable: true,
    description: 'As it is after the command; null when there is no such queue.',
  }),
}))

builder.mutationField('setQueueDissuasion', t =>
  t.field({
    type: SetQueueDissuasionPayload,
    description:
      'Chooses what callers get while a queue is closed exceptionally. It changes the configuration of the queue, and is in its history. A PBX that configuration was rolled out to has it at once. Repeated it changes nothing.',
    args: { input: t.arg({ type: SetQueueDissuasionInput, required: true, description: 'The command.' }) },
    extensions: needs<{ input: Input }>('changeDissuasion', ({ input: { site, queue } }) => ({
      queue: { site, name: queue },
    })),
    resolve: async (_, { input }, context) => {
      const site = await siteOf(context, input.site)
      const before = await context.configuration.reader.now(site)
      const queue = objectOf(before.configuration, queues, input.queue)?.value
      const rejections = queue ? problemsOf(input, queue, before.configuration) : [noQueue(input.queue)]
      if (rejections.length > 0) return { position: before.position, rejections, queueDissuasion: null }
      const command = dissuasionCommand(input.queue, chosenIn(input))
      const sent = await sendChangeSet(context, {
        site,
        commands: [command],
        comment: input.comment ?? null,
        dryRun: false,
        rightOf: 'field',
      })
      const { configuration } = await context.configuration.reader.now(site)
      const now = objectOf(configuration, queues, input.queue)?.value
      return {
        position: sent.position,
        rejections: sent.accepted ? [] : sent.rejections,
        queueDissuasion: now ? { site, queue: now, configuration } : null,
      }
    },
  }),
)

const noQueue = (name: string): Rejection => ({
  field: 'queue',
  rule: 'exists',
  message: `there is no configured queue ${name}`,
})

function chosenIn({ soundFile, toQueue }: Input): ChosenDissuasion {
  if (soundFile) return { soundFile }
  return toQueue ? { queue: toQueue } : null
}

function problemsOf(
  { soundFile, toQueue }: Input,
  queue: ConfiguredQueue,
  configuration: Configuration,
): readonly Rejection[] {
  const choices = dissuasionChoices(queue, configuration)
  if (soundFile && toQueue)
    return [{ field: 'toQueue', rule: 'oneOf', message: 'a sound and a queue are given: choose one of them' }]
  if (soundFile && !choices.soundFiles.includes(soundFile))
    return [
      {
        field: 'soundFile',
        rule: 'exists',
        message: `${soundFile} is no sound of ${queue.name}: ${listed(choices.soundFiles)}`,
      },
    ]
  if (toQueue && !choices.queues.includes(toQueue))
    return [
      {
        field: 'toQueue',
        rule: 'exists',
        message: `${toQueue} is not set for ${queue.name}: ${listed(choices.queues)}`,
      },
    ]
  return []
}

const listed = (names: readonly string[]): string =>
  names.length === 0 ? 'there is nothing to choose' : `choose from ${names.join(', ')}`
