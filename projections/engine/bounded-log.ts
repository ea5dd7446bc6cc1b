import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { Position } from '../../domain/kernel/event.ts'
import type { FoldContext } from '../../domain/kernel/projection.ts'

/** The log as it was when it ended with the page being folded: a fold never sees events that are still to come. */
export function logUpTo(store: EventStore, bound: () => Position): FoldContext['log'] {
  const capped = (asked: Position | undefined): Position => Math.min(asked ?? Infinity, bound())
  return {
    readStream: (stream, options) => store.readStream(stream, { ...options, upTo: capped(options?.upTo) }),
    readTagged: (tag, options) => store.readTagged(tag, { ...options, upTo: capped(options?.upTo) }),
    readAll: options => store.readAll({ ...options, upTo: capped(options?.upTo) }),
  }
}
