import { callbackEventTypes } from '../../domain/callbacks/request-events.ts'
import type { RecordedEvent } from '../../domain/kernel/event.ts'
import { builder } from '../schema/builder.ts'
import type { ApiContext } from '../context.ts'
import { liveEvents } from '../events/event-subscription.ts'
import { endedBy } from '../live/ended-by.ts'
import { processed } from '../mutations/payload.ts'
import { needs } from '../rights/rights.ts'

const CallbackChange = builder.objectRef<RecordedEvent>('CallbackChange').implement({
  description: 'That a request to be called back has changed; what it is now is read with callbackRequest.',
  fields: t => ({
    site: t.string({ description: 'Short name of the site.', resolve: ({ site }) => site ?? '' }),
    requestId: t.string({ description: 'Id of the request.', resolve: ({ data }) => idIn(data) }),
    position: t.field({
      type: 'Position',
      description: 'Where it stands in the log: to go on from after a break.',
      resolve: ({ position }) => position,
    }),
  }),
})

const idIn = (data: unknown): string => String((data as { readonly id?: unknown } | null)?.id)

builder.subscriptionField('callbackChanges', t =>
  t.field({
    type: CallbackChange,
    description:
      'Requests to be called back for your queues, pushed one by one as they are made and changed, as soon as reads show it.',
    args: {
      queues: t.arg.stringList({
        description: 'Technical names, `sales` or `paris/sales`; all that you may see when left out.',
      }),
      after: t.arg({
        type: 'Position',
        description:
          'Begin behind this position; from now on when left out. After a break: the last position that came.',
      }),
    },
    extensions: { ...needs('readCallbacks'), cost: 50 },
    subscribe: async (_, { queues, after }, context) => {
      await context.may.queues(queues)
      const seen = (events: readonly RecordedEvent[]) => ofQueues(events, queues, context)
      const filter = { types: [...callbackEventTypes] }
      return endedBy(context.gone, liveEvents(context.store, filter, after ?? undefined, seen))
    },
    resolve: event => event,
  }),
)

/** The queue of a request stands in its first event only: the read model is asked for it, when it has them all. */
async function ofQueues(
  events: readonly RecordedEvent[],
  queues: readonly string[] | null | undefined,
  context: ApiContext,
): Promise<readonly RecordedEvent[]> {
  const last = events.at(-1)
  if (!last) return []
  await processed(context, last.position)
  const scope = await context.may.queues(queues)
  if (scope === 'all') return events
  const isSeen = await Promise.all(
    events.map(async ({ site, data }) => {
      const request = await context.reports.callbacks.byId({ site: site ?? '', id: idIn(data) })
      return request !== undefined && scope.some(one => one.site === site && one.name === request.queue)
    }),
  )
  return events.filter((_, place) => isSeen[place])
}
