import type { EventStore } from '../../domain/kernel/event-store.ts'
import { factStream } from '../../domain/pbx/facts.ts'
import { createFactWriter } from '../fact-writer.ts'
import type { FactTransport } from './fact-transport.ts'

/** Straight into the log: cursors are those of its streams. */
export const intoLog = (store: EventStore, site: string, node: string): FactTransport => ({
  cursor: kind => store.readCursor(factStream(site, node, kind)),
  sink(kind, options) {
    const writer = createFactWriter({ store, site, node, kind, ...options })
    return {
      async write(rows, cursor) {
        await writer.write(rows, cursor)
      },
    }
  },
})
