import type { EventPage, EventStore } from '../../domain/kernel/event-store.ts'
import type { Position, RecordedEvent, Revision } from '../../domain/kernel/event.ts'

interface Reading {
  readonly direction: 'forwards' | 'backwards'
  /** Exclusive, in the direction of reading; undefined: from the end where reading begins. */
  readonly after: Position | undefined
}

const eventsPerPage = 1000

/** The events of these streams in the order of the log, or against it. What lies before `after` is not read. */
export async function* readStreams(
  store: EventStore,
  streams: readonly string[],
  reading: Reading,
): AsyncGenerator<EventPage> {
  const sources = [...new Set(streams)].map(stream => readFrom(store, stream, reading))
  let events: RecordedEvent[] = []
  for await (const event of inOrder(sources, reading.direction)) {
    if (events.push(event) < eventsPerPage) continue
    yield { events, through: event.position }
    events = []
  }
  const last = events.at(-1)
  if (last) yield { events, through: last.position }
}

async function* readFrom(
  store: EventStore,
  stream: string,
  { direction, after }: Reading,
): AsyncGenerator<RecordedEvent, undefined> {
  let from: Revision | undefined
  if (after !== undefined)
    from =
      direction === 'forwards'
        ? await firstBehind(store, stream, after)
        : (await firstBehind(store, stream, after - 1)) - 1
  if (from !== undefined && from < 0) return
  const pages = store.readStream(stream, { direction, ...(from !== undefined && { from }) })
  for await (const { events } of pages) yield* events
}

/**
 * The revision of the first event of a stream behind a position, or the one that its next event gets. Positions rise with revisions, so
 * that halving finds it with some twenty looks in a million events.
 */
async function firstBehind(store: EventStore, stream: string, position: Position): Promise<Revision> {
  let low = 0
  let high = ((await store.lastRevision(stream)) ?? -1) + 1
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if ((await positionOf(store, stream, middle)) > position) high = middle
    else low = middle + 1
  }
  return low
}

async function positionOf(store: EventStore, stream: string, revision: Revision): Promise<Position> {
  for await (const { events } of store.readStream(stream, { from: revision, limit: 1 }))
    for (const { position } of events) return position
  throw new Error(`${stream} has no event of revision ${revision}, although it has later ones`)
}

/** Of sources that are each in order one that is. Each is read no further than to what it gives next. */
async function* inOrder(
  sources: readonly AsyncGenerator<RecordedEvent, undefined>[],
  direction: Reading['direction'],
): AsyncGenerator<RecordedEvent> {
  const isNearer = (a: RecordedEvent, b: RecordedEvent) =>
    direction === 'forwards' ? a.position < b.position : a.position > b.position
  const next = await Promise.all(sources.map(async source => (await source.next()).value))
  try {
    for (;;) {
      let first = -1
      for (const [index, event] of next.entries()) {
        const nearest = next[first]
        if (event && (!nearest || isNearer(event, nearest))) first = index
      }
      const event = next[first]
      if (!event) return
      yield event
      next[first] = (await sources[first]?.next())?.value
    }
  } finally {
    await Promise.all(sources.map(source => source.return(undefined)))
  }
}
