import type { EventPage, EventStore } from '../../domain/kernel/event-store.ts'
import type { RecordedEvent } from '../../domain/kernel/event.ts'
import type { Projection } from '../../domain/kernel/projection.ts'
import { queueLogRowRecorded, type QueueLogFact } from '../../domain/pbx/facts.ts'

/** The same projection as a new version with another rule: every queue_log row is read as `rule` says. */
export function underRule(projection: Projection, rule: (row: QueueLogFact) => QueueLogFact): Projection {
  const again = (event: RecordedEvent): RecordedEvent =>
    event.type === queueLogRowRecorded
      ? ({ ...event, data: rule(event.data as unknown as QueueLogFact) } as unknown as RecordedEvent)
      : event
  return {
    ...projection,
    version: projection.version + 1,
    async open(context) {
      const { log } = context
      const fold = await projection.open({ ...context, log: rereading(log, again) })
      return { ...fold, page: events => fold.page(events.map(again)) }
    },
  }
}

type Log = Pick<EventStore, 'readStream' | 'readTagged' | 'readAll'>

function rereading(log: Log, again: (event: RecordedEvent) => RecordedEvent): Log {
  async function* pages(read: AsyncIterable<EventPage>) {
    for await (const page of read) yield { ...page, events: page.events.map(again) }
  }
  return {
    readStream: (...asked) => pages(log.readStream(...asked)),
    async *readTagged(...asked) {
      for await (const page of log.readTagged(...asked))
        yield { ...page, events: page.events.map(event => ({ ...again(event), tags: event.tags })) }
    },
    readAll: (...asked) => pages(log.readAll(...asked)),
  }
}
