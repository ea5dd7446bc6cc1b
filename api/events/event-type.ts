import type { EventPage, EventStore } from '../../domain/kernel/event-store.ts'
import type { Position, RecordedEvent } from '../../domain/kernel/event.ts'
import type { Json } from '../../domain/kernel/json.ts'
import { builder } from '../schema/builder.ts'
import { eventsSeen } from './events-seen.ts'
import { parsePosition } from '../schema/scalars.ts'
import { shownOf } from './shown-fact.ts'

const rawOf = (data: Json): string | null =>
  typeof data === 'object' && data !== null && 'raw' in data && typeof data['raw'] === 'string' ? data['raw'] : null

export const EventType = builder.node(builder.objectRef<RecordedEvent>('Event'), {
  description:
    'Something that happened, as the log holds it: a fact of the PBX or an accepted command. Never changed, never deleted.',
  id: { resolve: event => String(event.position), description: 'Global id.' },
  loadWithoutCache: async (id, context) => {
    context.may.do('readRawEvents')
    const event = await eventAt(context.store, parsePosition(id))
    return event ? ((await eventsSeen(context)([event]))[0] ?? null) : null
  },
  fields: t => ({
    position: t.expose('position', { type: 'Position', description: 'Place in the whole log.' }),
    type: t.exposeString('type', { description: 'A past-tense sentence, e.g. `QueueLogRowRecorded`.' }),
    schemaVersion: t.exposeInt('schemaVersion', {
      description: 'Version of the form of `data`; older events are shown in the newest form.',
    }),
    stream: t.exposeString('stream', {
      description: 'Stream that the event belongs to, e.g. `facts/paris/pbx1/queue_log`.',
    }),
    revision: t.exposeInt('revision', { description: 'Place in the stream, from 0, without holes.' }),
    eventId: t.exposeString('id', {
      description:
        "The event's own UUID: the same in every copy of the log; what `causationId` of another event names.",
    }),
    occurredAt: t.expose('occurredAt', {
      type: 'DateTime',
      description: 'When it happened, by the clock of the source.',
    }),
    recordedAt: t.expose('recordedAt', { type: 'DateTime', description: 'When it was stored, by our clock.' }),
    site: t.exposeString('site', {
      nullable: true,
      description: 'Short name of the site; null when it concerns none.',
    }),
    node: t.exposeString('node', { nullable: true, description: 'PBX node of the site; null when it concerns none.' }),
    actor: t.exposeString('actor', {
      nullable: true,
      description: 'Who caused it: the label of a token, or `system`. Null for facts.',
    }),
    correlationId: t.id({
      nullable: true,
      description: 'Shared by all events that one request led to.',
      resolve: ({ correlationId }) => correlationId ?? null,
    }),
    causationId: t.id({
      nullable: true,
      description: '`eventId` of the event that led to this one.',
      resolve: ({ causationId }) => causationId ?? null,
    }),
    data: t.field({
      type: 'JSON',
      description:
        'What happened, by the type of the event. Of a fact, or of a callback request, that is kept no longer: `{ "purgedBefore": ... }`, the instant before which that holds.',
      resolve: async (event, _, { retention }) => (await shownOf(retention, event)) ?? event.data,
    }),
    raw: t.string({
      nullable: true,
      description: 'The row as the PBX wrote it; null for what is no fact, and of a fact that is kept no longer.',
      resolve: async (event, _, { retention }) => rawOf((await shownOf(retention, event)) ?? event.data),
    }),
  }),
})

/** @returns undefined when the log does not reach so far */
export async function eventAt(
  store: Pick<EventStore, 'readAll'>,
  position: Position,
): Promise<RecordedEvent | undefined> {
  const [event] = await eventsOf(store.readAll({ after: position - 1, upTo: position, limit: 1 }))
  return event
}

export async function eventsOf(pages: AsyncIterable<EventPage>): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = []
  for await (const page of pages) events.push(...page.events)
  return events
}
