import type { Silence } from '../../../domain/agents/heard-rings.ts'
import type { EventStore } from '../../../domain/kernel/event-store.ts'
import type { NewEvent, RecordedEvent } from '../../../domain/kernel/event.ts'
import { nothingClosed } from '../../../domain/kernel/projection.ts'
import type { AmiRow } from '../../../domain/pbx/ami-fact.ts'
import { amiCallIds } from '../../../domain/pbx/ami-fact.ts'
import {
  amiEventRecorded,
  amiGapRecorded,
  callTag,
  factData,
  factStream,
  queueLogRowRecorded,
  type QueueLogRow,
} from '../../../domain/pbx/facts.ts'
import { queueTalkEndFound, talkEndEvent, talkEndStream } from '../../../domain/queues/talk-ends.ts'
import { rowsFrom } from '../../../domain/queues/testing/queue-log-table.ts'
import { createMemoryEventStore } from '../../../infra/event-store/memory.ts'
import { logUpTo } from '../../engine/bounded-log.ts'
import { memoryTables, type MemoryTables } from '../../queue-visits/testing/memory-tables.ts'
import { agentStates } from '../agent-states.ts'
import { foldOver, type Capacity } from '../fold.ts'
import { storedInMemory } from './stored-in-memory.ts'

export function factOf({ at, position: _, site, node, ...fact }: QueueLogRow): NewEvent {
  if (fact.event === queueTalkEndFound) {
    const { callid, queue, agent, data } = fact
    return talkEndEvent(site, node, { callid, queue, agent, answeredAt: Number(data[0]), uniqueid: 'x' }, at)
  }
  const tags = [callTag(site, node, fact.callid)]
  return { type: queueLogRowRecorded, data: factData(fact), occurredAt: at, site, node, tags }
}

/** An event of a manager interface. */
export const amiFactOf = ({
  at,
  event,
  fields,
  node,
}: Omit<AmiRow, 'position'> & { readonly node: string }): NewEvent => ({
  type: amiEventRecorded,
  data: factData({ raw: '', event, fields }),
  occurredAt: at,
  site: 'paris',
  node,
  tags: amiCallIds({ fields }).map(id => callTag('paris', node, id)),
})

/** A time in which nobody heard it. */
export const gapOf = ({ from, to, node }: Silence & { readonly node: string }): NewEvent => ({
  type: amiGapRecorded,
  data: factData({ from, to, reason: 'CONNECTION_LOST', detail: '' }),
  occurredAt: to,
  site: 'paris',
  node,
})

/** Facts from a pasted table (domain/queues/testing/queue-log-table.ts). */
export const factsFrom = (table: string): NewEvent[] => rowsFrom(table).map(factOf)

export const siteRegistered = (timeZone = 'Europe/Paris', site = 'paris'): NewEvent => ({
  type: 'SiteRegistered',
  data: { type: 'SiteRegistered', site, siteId: site, displayName: site, timeZone },
  occurredAt: 0,
  site,
})

export const aliasAssigned = (agent: string, alias: string, effectiveFrom: number, site = 'paris'): NewEvent => ({
  type: 'AgentAliasAssigned',
  data: { type: 'AgentAliasAssigned', site, agent, alias, effectiveFrom },
  occurredAt: 0,
  site,
})

export async function logOf(events: readonly NewEvent[]): Promise<EventStore> {
  const store = createMemoryEventStore({ now: () => 0 })
  for (const event of events) {
    const { site = '', node = '' } = event
    const kind = event.type === queueLogRowRecorded ? 'queue_log' : event.type.startsWith('Ami') ? 'ami' : undefined
    const ofFact = kind ? factStream(site, node, kind) : `site/${site}`
    const stream = event.type === queueTalkEndFound ? talkEndStream(site, node) : ofFact
    await store.append([{ stream, expected: 'any', events: [event] }])
  }
  return store
}

export async function eventsOf(store: EventStore): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = []
  for await (const page of store.readAll({ types: agentStates.handles })) events.push(...page.events)
  return events
}

/** How a log is folded: pages of these sizes, over and over, every other one put off where that may be; opening the fold anew before a page where `reopen` says so. */
export interface Cutting {
  readonly sizes: readonly number[]
  readonly reopen?: (page: number) => boolean
  readonly capacity?: Capacity
}

export const roomy: Capacity = { rows: 1e9, putOff: 1e9, spans: { quarters: 1e15, days: 1e15 } }
/** Nothing stays in memory from one page to the next. */
export const cramped: Capacity = { rows: 0, putOff: 10, spans: { quarters: -1, days: -1 } }

export async function folded(store: EventStore, cutting: Cutting): Promise<MemoryTables> {
  const tables = memoryTables()
  const events = await eventsOf(store)
  let bound = 0
  const log = logUpTo(store, () => bound)
  const open = () =>
    foldOver(storedInMemory(tables), log, { position: bound, closedBefore: nothingClosed }, cutting.capacity ?? roomy)
  let fold = await open()
  /** As the engine does before it lets go of a fold. */
  const complete = async (): Promise<void> => {
    tables.apply(await fold.page([]))
    tables.apply(fold.keptBack?.() ?? [])
  }
  for (let from = 0, page = 0; from < events.length; page++) {
    if (cutting.reopen?.(page)) {
      await complete()
      fold = await open()
    }
    const size = Math.max(1, cutting.sizes[page % cutting.sizes.length] ?? 1)
    const taken = events.slice(from, from + size)
    bound = taken.at(-1)?.position ?? bound
    const isPutOff = page % 2 === 0 && fold.putOff?.(taken)
    if (!isPutOff) tables.apply(await fold.page(taken))
    if (page % 3 === 1) tables.apply(fold.keptBack?.() ?? [])
    from += size
  }
  await complete()
  return tables
}
