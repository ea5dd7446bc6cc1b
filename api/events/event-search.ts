import type { EventPage, EventStore } from '../../domain/kernel/event-store.ts'
import type { Position, RecordedEvent } from '../../domain/kernel/event.ts'
import { callTag } from '../../domain/pbx/facts.ts'
import { decisionTypes } from '../../domain/access/decisions.ts'
import type { NodeRow } from '../../projections/directory/types.ts'
import type { EventsSeen } from './events-seen.ts'
import { eventPredicate, type EventFilter } from './event-filter.ts'
import { readStreams } from './read-streams.ts'

interface EventSearch {
  readonly filter: EventFilter
  readonly direction: 'forwards' | 'backwards'
  readonly limit: number
  /** Exclusive, in the direction of reading. */
  readonly after: Position | undefined
  /** Of events those that the asker may see. */
  readonly seen: EventsSeen
}

export interface FoundEvents {
  /** In the direction of reading. */
  readonly events: readonly RecordedEvent[]
  /** How far the log was looked at: where to go on, also when nothing was found. */
  readonly through: Position
  readonly more: boolean
}

/** A filter that the log cannot answer by itself looks at so many events for one page; the client goes on with the cursor. */
export const mostScanned = 100_000

/** The events of a filter, a page of them. Those of a call lie under a tag for each node: they are found without going through the log. */
export async function findEvents(
  store: EventStore,
  nodes: () => Promise<readonly NodeRow[]>,
  search: EventSearch,
): Promise<FoundEvents> {
  const { callId, streams } = search.filter
  if (callId) {
    const tags = (await nodes()).map(({ site, node }) => callTag(site, node, callId))
    return pageOfAll(await gathered(store.readTagged(tags)), search)
  }
  return scan(streams ? readStreams(store, streams, search) : readLog(store, search), search)
}

function readLog(store: EventStore, { filter, direction, after }: EventSearch): AsyncIterable<EventPage> {
  const types = typesOf(filter)
  return store.readAll({ direction, ...(after !== undefined && { after }), ...(types && { types }) })
}

async function gathered(pages: AsyncIterable<EventPage>): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = []
  for await (const page of pages) events.push(...page.events)
  return events
}

async function pageOfAll(
  events: readonly RecordedEvent[],
  { filter, direction, limit, after, seen }: EventSearch,
): Promise<FoundEvents> {
  const passes = predicateOf(filter)
  const isBeyond = ({ position }: RecordedEvent) =>
    after === undefined || (direction === 'forwards' ? position > after : position < after)
  const asked = events.filter(event => isBeyond(event) && passes(event))
  const matching = [...(await seen(asked))]
  if (direction === 'backwards') matching.reverse()
  const page = matching.slice(0, limit)
  return { events: page, through: page.at(-1)?.position ?? 0, more: matching.length > limit }
}

async function scan(
  pages: AsyncIterable<EventPage>,
  { filter, limit, after, seen }: EventSearch,
): Promise<FoundEvents> {
  const passes = predicateOf(filter)
  const events: RecordedEvent[] = []
  let through = after ?? 0
  let scanned = 0
  for await (const page of pages) {
    for (const event of await seen(page.events.filter(passes))) {
      if (events.length === limit) return { events, through: events.at(-1)?.position ?? through, more: true }
      events.push(event)
    }
    through = page.through
    scanned += page.events.length
    if (scanned >= mostScanned) return { events, through, more: true }
  }
  return { events, through, more: false }
}

function predicateOf(filter: EventFilter): (event: RecordedEvent) => boolean {
  const passes = eventPredicate(filter)
  const types = typesOf(filter)
  if (!types) return passes
  const wanted = new Set(types)
  return event => wanted.has(event.type) && passes(event)
}

/** The types that are asked for; undefined: all. */
export function typesOf({ types, decisions }: Pick<EventFilter, 'types' | 'decisions'>): readonly string[] | undefined {
  if (!decisions) return types ?? undefined
  return types ? decisionTypes.filter(type => types.includes(type)) : decisionTypes
}
