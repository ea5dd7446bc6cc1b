import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import { purgedIn, recordsPurged } from '../../domain/retention/purge.ts'
import {
  latestBounds,
  retainedData,
  type RetainedData,
  type RetentionBounds,
} from '../../domain/retention/retention-bounds.ts'

interface Gone {
  readonly site: string
  readonly data: RetainedData
  /** There is none any more of what began before. */
  readonly before: Micros
}

/** What is gone at every site (docs/how-to/keep-and-remove.md). */
export async function purgedAtSites(store: Pick<EventStore, 'readAll'>): Promise<readonly Gone[]> {
  const bounds = new Map<string, RetentionBounds>()
  for await (const { events } of store.readAll({ types: [recordsPurged] }))
    for (const event of events) {
      const { site, before } = purgedIn(event)
      bounds.set(site, latestBounds(bounds.get(site) ?? {}, before))
    }
  return [...bounds].flatMap(([site, of]) =>
    retainedData.flatMap(data => {
      const before = of[data]
      return before === undefined ? [] : [{ site, data, before }]
    }),
  )
}
