import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { Position, RecordedEvent } from '../../domain/kernel/event.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import type { PanelChange } from '../../domain/panels/panel-index.ts'
import { purgedIn, recordsPurged } from '../../domain/retention/purge.ts'

/** Which documents there are no more, since a purge took them (domain/retention). */
interface DocumentsOver {
  /** @returns by site the bounds that these events have moved */
  take(events: readonly RecordedEvent[]): ReadonlyMap<string, Micros>
  has(change: PanelChange): boolean
}

/** @param upTo what was written already */
export async function documentsOver(store: Pick<EventStore, 'readAll'>, upTo: Position): Promise<DocumentsOver> {
  const bounds = new Map<string, Micros>()

  function take(events: readonly RecordedEvent[]): ReadonlyMap<string, Micros> {
    const moved = new Map<string, Micros>()
    for (const event of events) {
      if (event.type !== recordsPurged) continue
      const { site, before } = purgedIn(event)
      const bound = Math.max(bounds.get(site) ?? -Infinity, before.panelDocuments ?? -Infinity)
      if (bound === -Infinity) continue
      bounds.set(site, bound)
      moved.set(site, bound)
    }
    return moved
  }

  if (upTo > 0) for await (const { events } of store.readAll({ types: [recordsPurged], upTo })) take(events)
  return {
    take,
    has: change => change.change === 'WRITE' && change.document.at < (bounds.get(change.document.site) ?? -Infinity),
  }
}
