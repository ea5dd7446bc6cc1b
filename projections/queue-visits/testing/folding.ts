import type { EventStore } from '../../../domain/kernel/event-store.ts'
import type { NewEvent, RecordedEvent } from '../../../domain/kernel/event.ts'
import { callTag, factData, factStream, queueLogRowRecorded } from '../../../domain/pbx/facts.ts'
import { rowsFrom } from '../../../domain/queues/testing/queue-log-table.ts'
import { createMemoryEventStore } from '../../../infra/event-store/memory.ts'
import { foldOver, type Capacity } from '../fold.ts'
import { queueVisits } from '../queue-visits.ts'
import { memoryTables, type MemoryTables } from './memory-tables.ts'
import { storedInMemory } from './stored-in-memory.ts'

/** A row of queue_log as ingest stores it. `at` in seconds. */
export interface FactRow {
  readonly at: number
  readonly callid: string
  readonly queue: string
  readonly agent: string
  readonly event: string
  readonly data: readonly string[]
  readonly node?: string
}

export function factOf({ at, node = 'pbx1', ...row }: FactRow, site = 'paris'): NewEvent {
  return {
    type: queueLogRowRecorded,
    data: factData({ raw: '', form: 'table', ...row }),
    occurredAt: Math.round(at * 1_000_000),
    site,
    node,
    tags: [callTag(site, node, row.callid)],
  }
}

/** Facts from a pasted table (domain/queues/testing/queue-log-table.ts). */
export const factsFrom = (table: string): NewEvent[] =>
  rowsFrom(table).map(({ at, ...row }) => factOf({ ...row, at: at / 1_000_000 }))

export const siteRegistered = (timeZone = 'Europe/Paris', site = 'paris'): NewEvent => ({
  type: 'SiteRegistered',
  data: { type: 'SiteRegistered', site, siteId: site, displayName: site, timeZone },
  occurredAt: 0,
  site,
})

export const thresholdsSet = (queue: string, effectiveFrom: number, seconds: number, site = 'paris'): NewEvent => ({
  type: 'QueueThresholdsSet',
  data: {
    type: 'QueueThresholdsSet',
    site,
    queue,
    effectiveFrom: effectiveFrom * 1_000_000,
    thresholds: {
      serviceLevelSeconds: seconds,
      shortAbandonSeconds: Math.ceil(seconds / 3),
      t1Seconds: seconds,
      t2Seconds: seconds + 5,
    },
  },
  occurredAt: 0,
  site,
})

export async function logOf(events: readonly NewEvent[]): Promise<EventStore> {
  const store = createMemoryEventStore({ now: () => 0 })
  for (const event of events) {
    const isFact = event.type === queueLogRowRecorded
    const stream = isFact ? factStream(event.site!, event.node!, 'queue_log') : `site/${event.site!}`
    await store.append([{ stream, expected: 'any', events: [event] }])
  }
  return store
}

export async function eventsOf(store: EventStore): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = []
  for await (const page of store.readAll({ types: queueVisits.handles })) events.push(...page.events)
  return events
}

/** How a log is folded: pages of these sizes, over and over; opening the fold anew before a page where `reopen` says so. */
export interface Cutting {
  readonly sizes: readonly number[]
  readonly reopen?: (page: number) => boolean
  readonly capacity?: Capacity
}

export const roomy: Capacity = { rows: 1e9, quarters: 1e9, days: 1e9 }
/** Nothing stays in memory from one page to the next. */
export const cramped: Capacity = { rows: 0, quarters: 0, days: 0 }

export async function folded(store: EventStore, cutting: Cutting): Promise<MemoryTables> {
  const tables = memoryTables()
  const events = await eventsOf(store)
  let fold = await foldOver(storedInMemory(tables), store, cutting.capacity ?? roomy)
  for (let from = 0, page = 0; from < events.length; page++) {
    if (cutting.reopen?.(page)) fold = await foldOver(storedInMemory(tables), store, cutting.capacity ?? roomy)
    const size = Math.max(1, cutting.sizes[page % cutting.sizes.length] ?? 1)
    tables.apply(await fold.page(events.slice(from, from + size)))
    from += size
  }
  return tables
}
