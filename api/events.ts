import type { EventStore, ReadAllOptions } from '../domain/kernel/event-store.ts'
import type { Position, RecordedEvent } from '../domain/kernel/event.ts'
import { callTag } from '../domain/pbx/facts.ts'
import type { SiteRow } from '../projections/directory/types.ts'
import { builder } from './builder.ts'
import { pageArgs } from './connections.ts'
import { badInput } from './errors.ts'
import { EventFilterInput, eventPredicate, type EventFilter } from './event-filter.ts'
import { EventType, eventsOf } from './event-type.ts'
import { freshness } from './freshness.ts'
import { largestPageSize, pageOf } from './page-size.ts'
import { needs } from './rights.ts'
import { parsePosition } from './scalars.ts'

/** A filter that the log cannot answer by itself looks at so many events for one page; the client goes on with the cursor. */
const mostScanned = 100_000

const EventConnection = builder.connectionObject(
  { type: EventType, name: 'EventConnection', description: 'A page of events, in the order of the log.' },
  { name: 'EventEdge', description: 'An event with its cursor.' },
)

interface Found {
  readonly events: readonly RecordedEvent[]
  /** How far the log was looked at, in the direction of reading. */
  readonly through: Position
  readonly more: boolean
}

async function scan(
  store: EventStore,
  filter: EventFilter,
  options: ReadAllOptions & { readonly limit: number },
): Promise<Found> {
  const passes = eventPredicate(filter)
  const { limit, ...where } = options
  const types = filter.types ? { types: filter.types } : {}
  const events: RecordedEvent[] = []
  let through = options.after ?? 0
  let scanned = 0
  for await (const page of store.readAll({ ...where, ...types })) {
    for (const event of page.events) {
      if (!passes(event)) continue
      if (events.length === limit) return { events, through: events.at(-1)?.position ?? through, more: true }
      events.push(event)
    }
    through = page.through
    scanned += page.events.length
    if (scanned >= mostScanned) return { events, through, more: true }
  }
  return { events, through, more: false }
}

/** Facts of a call lie under a tag for each node, so they are found without a scan. */
async function ofCall(store: EventStore, sites: readonly SiteRow[], filter: EventFilter, callId: string) {
  const passes = eventPredicate(filter)
  const nodes = sites.flatMap(({ nodes }) => nodes)
  const found = await Promise.all(
    nodes.map(({ site, node }) => eventsOf(store.readTagged(callTag(site, node, callId)))),
  )
  const types = filter.types ? new Set(filter.types) : undefined
  return found
    .flat()
    .filter(event => passes(event) && (!types || types.has(event.type)))
    .sort((a, b) => a.position - b.position)
}

const edgeOf = (node: RecordedEvent) => ({ cursor: String(node.position), node })

builder.queryField('events', t =>
  t.field({
    type: EventConnection,
    description: `The log itself, oldest first. A page ends early, with hasNextPage, when a filter has looked at ${mostScanned} events: go on with its cursor.`,
    args: {
      filter: t.arg({ type: EventFilterInput, description: 'Which events; all when left out.' }),
      ...pageArgs,
      last: t.arg.int({ description: `The last rows instead of the first: 1 to ${largestPageSize}.` }),
      before: t.arg.string({
        description: 'Cursor of the event that the last rows end before; the end of the log when left out.',
      }),
    },
    extensions: { ...needs('readRawEvents'), cost: 100 },
    resolve: async (_, { filter, first, after, last, before }, context) => {
      const { store, reports } = context
      const backwards = typeof last === 'number' || typeof before === 'string'
      if (backwards && (typeof first === 'number' || typeof after === 'string'))
        throw badInput('last', 'ask either for first rows (first, after) or for last rows (last, before)')
      const { first: limit, after: cursor } = pageOf(backwards ? { first: last, after: before } : { first, after })
      const start = cursor === undefined ? undefined : parsePosition(cursor)
      const fresh = { ...freshness(context, 'all'), position: await store.lastPosition() }
      const found = filter?.callId
        ? slice(await ofCall(store, await reports.sites(), filter, filter.callId), start, limit, backwards)
        : await scan(store, filter ?? {}, {
            direction: backwards ? 'backwards' : 'forwards',
            limit,
            ...(start === undefined ? {} : { after: start }),
          })
      const edges = (backwards ? [...found.events].reverse() : found.events).map(edgeOf)
      // An empty page of a long search still says where to go on.
      const furthest = found.more ? String(found.through) : undefined
      const startCursor = (backwards ? furthest : undefined) ?? edges[0]?.cursor ?? null
      const endCursor = (backwards ? undefined : furthest) ?? edges.at(-1)?.cursor ?? null
      return {
        freshness: fresh,
        edges,
        pageInfo: {
          hasNextPage: backwards ? start !== undefined : found.more,
          hasPreviousPage: backwards ? found.more : start !== undefined,
          startCursor,
          endCursor,
        },
      }
    },
  }),
)

function slice(
  events: readonly RecordedEvent[],
  start: Position | undefined,
  limit: number,
  backwards: boolean,
): Found {
  const ordered = backwards ? [...events].reverse() : events
  const beyond = ordered.filter(
    ({ position }) => start === undefined || (backwards ? position < start : position > start),
  )
  const page = beyond.slice(0, limit)
  return { events: page, through: page.at(-1)?.position ?? 0, more: beyond.length > limit }
}
