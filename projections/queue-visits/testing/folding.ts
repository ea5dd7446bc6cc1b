import type { EventStore, TaggedEvent } from '../../../domain/kernel/event-store.ts'
import type { NewEvent, RecordedEvent } from '../../../domain/kernel/event.ts'
import { callTag, factData, queueLogRowRecorded } from '../../../domain/pbx/facts.ts'
import { queueTalkEndFound, talkEndEvent } from '../../../domain/queues/talk-ends.ts'
import { rowsFrom } from '../../../domain/queues/testing/queue-log-table.ts'
import { foldOver, type Capacity } from '../fold.ts'
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
  if (row.event === queueTalkEndFound) {
    const { callid, queue, agent, data } = row
    const end = { callid, queue, agent, answeredAt: Number(data[0]), uniqueid: 'x' }
    return talkEndEvent(site, node, end, Math.round(at * 1_000_000))
  }
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

/** Somebody excludes the calls from the figures, or counts them again. */
export const excluding = (type: 'CallExcluded' | 'CallIncluded', node: string, keys: readonly string[]): NewEvent => ({
  type,
  data: { type, site: 'paris', node, callId: keys[0] ?? '', reason: 'TEST', text: null, keys, range: null },
  occurredAt: 0,
  site: 'paris',
  node,
  tags: keys.map(key => callTag('paris', node, key)),
})

/** A log in memory: as much of the event store as a fold sees. */
export interface TestLog extends Pick<EventStore, 'readTagged'> {
  readonly events: readonly RecordedEvent[]
}

export function logOf(appended: readonly NewEvent[]): TestLog {
  const tagged = new Map<string, TaggedEvent[]>()
  const events = appended.map(({ tags = [], ...event }, index): RecordedEvent => {
    const position = index + 1
    const stream = `${event.type}/${event.site ?? ''}/${event.node ?? ''}`
    const recorded = { schemaVersion: 1, ...event, id: `${position}`, stream, revision: index, position, recordedAt: 0 }
    for (const tag of tags) tagged.set(tag, [...(tagged.get(tag) ?? []), { ...recorded, tags }])
    return recorded
  })
  return {
    events,
    async *readTagged(wanted, { upTo = Infinity } = {}) {
      await Promise.resolve()
      const found = new Map(wanted.flatMap(tag => tagged.get(tag) ?? []).map(event => [event.position, event]))
      const inOrder = [...found.values()].sort((a, b) => a.position - b.position)
      yield { events: inOrder.filter(({ position }) => position <= upTo), through: events.length }
    },
  }
}

/** How a log is folded: pages of these sizes, over and over; opening the fold anew before a page where `reopen` says so. */
export interface Cutting {
  readonly sizes: readonly number[]
  readonly reopen?: (page: number) => boolean
  readonly capacity?: Capacity
}

export const roomy: Capacity = {
  rows: { ofCallsGoingOn: 1e9, ofCallsOver: 1e9 },
  buckets: { quarter: 1e9, day: 1e9, month: 1e9 },
}
/** Nothing stays in memory from one page to the next. */
export const cramped: Capacity = {
  rows: { ofCallsGoingOn: 0, ofCallsOver: 0 },
  buckets: { quarter: 0, day: 0, month: 0 },
}

export async function folded(log: TestLog, cutting: Cutting): Promise<MemoryTables> {
  const tables = memoryTables()
  const { events } = log
  let fold = await foldOver(storedInMemory(tables), log, cutting.capacity ?? roomy)
  for (let from = 0, page = 0; from < events.length; page++) {
    if (cutting.reopen?.(page)) fold = await foldOver(storedInMemory(tables), log, cutting.capacity ?? roomy)
    const size = Math.max(1, cutting.sizes[page % cutting.sizes.length] ?? 1)
    tables.apply(await fold.page(events.slice(from, from + size)))
    from += size
  }
  return tables
}
