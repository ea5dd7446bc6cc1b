import type { RecordedEvent } from '../../domain/kernel/event.ts'
import { builder } from '../schema/builder.ts'
import { pageArgs } from '../schema/connections.ts'
import { badInput } from '../schema/errors.ts'
import { EventFilterInput } from './event-filter.ts'
import { findEvents, mostScanned, type FoundEvents } from './event-search.ts'
import { eventsOfEntities } from './events-seen.ts'
import { EventType } from './event-type.ts'
import { freshness } from '../schema/freshness.ts'
import { largestPageSize, pageOf } from '../schema/page-size.ts'
import { needs } from '../rights/rights.ts'
import { parsePosition } from '../schema/scalars.ts'

const EventConnection = builder.connectionObject(
  { type: EventType, name: 'EventConnection', description: 'A page of events, in the order of the log.' },
  { name: 'EventEdge', description: 'An event with its cursor.' },
)

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
      const page = backwards ? pageOf({ first: last, after: before }, 'last') : pageOf({ first, after })
      const start = page.after === undefined ? undefined : parsePosition(page.after)
      const fresh = { ...freshness(context, 'all'), position: await store.lastPosition() }
      const found = await findEvents(store, async () => (await reports.sites()).flatMap(({ nodes }) => nodes), {
        filter: filter ?? {},
        direction: backwards ? 'backwards' : 'forwards',
        limit: page.first,
        after: start,
        seen: await eventsOfEntities(context, filter?.entities),
      })
      const hasStart = start !== undefined
      return { freshness: fresh, ...(backwards ? lastPage(found, hasStart) : firstPage(found, hasStart)) }
    },
  }),
)

/** An empty page of a long search still says where to go on. */
const furthest = ({ more, through }: FoundEvents): string | undefined => (more ? String(through) : undefined)

function firstPage(found: FoundEvents, hasPreviousPage: boolean) {
  const edges = found.events.map(edgeOf)
  const startCursor = edges[0]?.cursor ?? null
  const endCursor = furthest(found) ?? edges.at(-1)?.cursor ?? null
  return { edges, pageInfo: { hasNextPage: found.more, hasPreviousPage, startCursor, endCursor } }
}

function lastPage(found: FoundEvents, hasNextPage: boolean) {
  const edges = found.events.map(edgeOf).reverse()
  const startCursor = furthest(found) ?? edges[0]?.cursor ?? null
  const endCursor = edges.at(-1)?.cursor ?? null
  return { edges, pageInfo: { hasNextPage, hasPreviousPage: found.more, startCursor, endCursor } }
}
