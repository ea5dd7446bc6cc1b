import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { Position, RecordedEvent } from '../../domain/kernel/event.ts'
import { amiCallIds } from '../../domain/pbx/ami-fact.ts'
import { amiEventRecorded, celRowRecorded, queueLogRowRecorded, type AmiFact } from '../../domain/pbx/facts.ts'
import { queueTalkEndFound } from '../../domain/queues/talk-ends.ts'
import { builder } from '../schema/builder.ts'
import { EventFilterInput, eventPredicate, type EventFilter } from './event-filter.ts'
import { typesOf } from './event-search.ts'
import { eventsOfEntities, type EventsSeen } from './events-seen.ts'
import { EventType } from './event-type.ts'
import { endedBy } from '../live/ended-by.ts'
import { needs } from '../rights/rights.ts'

/** queue_log names a call by its callid, CEL by a channel's uniqueid and linkedid, AMI by those of all channels in the event. */
function isOfCall({ type, data }: RecordedEvent, callId: string): boolean {
  const row = data as Readonly<Record<string, unknown>>
  if (type === queueLogRowRecorded || type === queueTalkEndFound) return row['callid'] === callId
  if (type === amiEventRecorded) return amiCallIds(data as unknown as AmiFact).includes(callId)
  return type === celRowRecorded && (row['uniqueid'] === callId || row['linkedid'] === callId)
}

/** The reader's `return` ends it at once, also while it waits for the next event. */
export function liveEvents(
  store: Pick<EventStore, 'subscribe' | 'lastPosition'>,
  filter: EventFilter,
  after: Position | undefined,
  seen: EventsSeen = events => Promise.resolve(events),
): AsyncIterableIterator<RecordedEvent> {
  const passes = eventPredicate(filter)
  const { callId } = filter
  const abort = new AbortController()

  async function* run() {
    const start = after ?? (await store.lastPosition())
    const types = typesOf(filter)
    for await (const page of store.subscribe({ after: start, ...(types && { types }), signal: abort.signal }))
      yield* await seen(page.events.filter(event => passes(event) && (!callId || isOfCall(event, callId))))
  }

  const events = run()
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    next: () => events.next(),
    return() {
      abort.abort()
      return events.return(undefined)
    },
  }
}

builder.subscriptionField('events', t =>
  t.field({
    type: EventType,
    description: 'The log, pushed: each event as it is committed, in the order of positions, none left out.',
    args: {
      filter: t.arg({ type: EventFilterInput, description: 'Which events; all when left out.' }),
      after: t.arg({
        type: 'Position',
        description:
          'Begin behind this position, with what is already there; from now on when left out. After a break: the last position that came.',
      }),
    },
    extensions: { ...needs('readRawEvents'), cost: 50 },
    subscribe: async (_, { filter, after }, context) => {
      const seen = await eventsOfEntities(context, filter?.entities)
      return endedBy(context.gone, liveEvents(context.store, filter ?? {}, after ?? undefined, seen))
    },
    resolve: event => event,
  }),
)
