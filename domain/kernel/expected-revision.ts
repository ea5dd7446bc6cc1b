import type { ExpectedRevision } from './event-store.ts'
import type { Revision } from './event.ts'

/** Whether a stream whose last event has the revision `actual` (undefined: it has none) is as the writer expects it. */
export function isAsExpected(expected: ExpectedRevision, actual: Revision | undefined): boolean {
  switch (expected) {
    case 'any':
      return true
    case 'no-stream':
      return actual === undefined
    case 'stream-exists':
      return actual !== undefined
    default:
      return actual === expected
  }
}
