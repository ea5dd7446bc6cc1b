import type { EventPage, EventStore } from '../../domain/kernel/event-store.ts'
import type { Position, RecordedEvent } from '../../domain/kernel/event.ts'
import type { FoldContext } from '../../domain/kernel/projection.ts'

/**
 * The log as it was when it ended with the page being folded: a fold never sees events that are still to come.
 * @param isLeftOut events that the fold was never given, so that what it reads again is what it has folded
 */
export function logUpTo(
  store: EventStore,
  bound: () => Position,
  isLeftOut?: (event: RecordedEvent) => boolean,
): FoldContext['log'] {
  const capped = (asked: Position | undefined): Position => Math.min(asked ?? Infinity, bound())
  const seen = <P extends EventPage>(pages: AsyncIterable<P>): AsyncIterable<P> =>
    isLeftOut ? without(pages, isLeftOut) : pages
  return {
    readStream: (stream, options) => seen(store.readStream(stream, { ...options, upTo: capped(options?.upTo) })),
    readTagged: (tags, options) => seen(store.readTagged(tags, { ...options, upTo: capped(options?.upTo) })),
    readAll: options => seen(store.readAll({ ...options, upTo: capped(options?.upTo) })),
  }
}

async function* without<P extends EventPage>(pages: AsyncIterable<P>, isLeftOut: (event: RecordedEvent) => boolean) {
  for await (const page of pages)
    yield page.events.some(isLeftOut) ? { ...page, events: page.events.filter(event => !isLeftOut(event)) } : page
}
