import type { EventPage, EventStore } from '../../../domain/kernel/event-store.ts'
import type { NewEvent, RecordedEvent } from '../../../domain/kernel/event.ts'
import type { Json } from '../../../domain/kernel/json.ts'
import type { Micros } from '../../../domain/kernel/time.ts'
import type { Upcaster } from '../../../domain/kernel/upcast.ts'

interface StoreUnderTest {
  readonly store: EventStore
  /** The same log as another process sees it. An adapter that lives in one process gives the same store again. */
  readonly other: EventStore
  close(): Promise<void>
}

interface StoreOptions {
  readonly now?: () => Micros
  readonly upcasters?: readonly Upcaster[]
}

/** An empty log for one test. */
export type MakeStore = (options?: StoreOptions) => Promise<StoreUnderTest>

/** Runs a test on an empty log and closes it whatever happens. */
export const withStore =
  (make: MakeStore, test: (under: StoreUnderTest) => Promise<void>, options?: StoreOptions) =>
  async (): Promise<void> => {
    const under = await make(options)
    try {
      await test(under)
    } finally {
      await under.close()
    }
  }

export const noted = (data: Json, more: Partial<NewEvent> = {}): NewEvent => ({
  type: 'Noted',
  data,
  occurredAt: 1,
  ...more,
})

export async function pagesOf<P extends EventPage>(read: AsyncIterable<P>): Promise<P[]> {
  const pages: P[] = []
  for await (const page of read) pages.push(page)
  return pages
}

export const eventsOf = async (read: AsyncIterable<EventPage>): Promise<RecordedEvent[]> =>
  (await pagesOf(read)).flatMap(page => page.events)

export const dataOf = async (read: AsyncIterable<EventPage>): Promise<Json[]> =>
  (await eventsOf(read)).map(event => event.data)

/** Takes events from a subscription until `count` have come, then ends it. Fails when the subscription ends before. */
export async function take(read: AsyncIterable<EventPage>, count: number): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = []
  for await (const page of read) {
    events.push(...page.events)
    if (events.length >= count) return events
  }
  throw new Error(`the subscription ended after ${events.length} of ${count} events`)
}
