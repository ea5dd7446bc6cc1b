import type { EventStore } from '../../domain/kernel/event-store.ts'
import { factStream } from '../../domain/pbx/facts.ts'
import { createFactWriter } from '../fact-writer.ts'
import { paceOf, type ReadThrough } from '../intake-pace.ts'
import type { FactTransport } from './fact-transport.ts'

interface Pacing {
  /** Where much is to be read at once, as behind an outage, it comes no faster than it is read there: files and tables keep it as long. */
  readonly readThrough?: ReadThrough | undefined
  /** Ends the waiting. */
  readonly signal: AbortSignal
}

/** Straight into the log: cursors are those of its streams. @param pacing left out: as fast as it goes */
export const intoLog = (store: EventStore, site: string, node: string, pacing?: Pacing): FactTransport => ({
  cursor: kind => store.readCursor(factStream(site, node, kind)),
  sink(kind, options) {
    const pace = paceOf(kind, pacing?.readThrough, pacing?.signal)
    const writer = createFactWriter({ store, site, node, kind, pace, ...options })
    return {
      async write(rows, cursor) {
        await writer.write(rows, cursor)
      },
    }
  },
})
