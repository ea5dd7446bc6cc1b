import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { Position, RecordedEvent } from '../../domain/kernel/event.ts'
import { quarantinedRowReleased, rowQuarantined, type QuarantinedRow } from '../../domain/pbx/facts.ts'
import { builder } from '../schema/builder.ts'
import { pageArgs } from '../schema/connections.ts'
import { freshness } from '../schema/freshness.ts'
import { pageOf } from '../schema/page-size.ts'
import { needs } from '../rights/rights.ts'
import { parsePosition } from '../schema/scalars.ts'
import { shownOf } from '../events/shown-fact.ts'
import { FactKindType } from './source-type.ts'

const rowOf = ({ data }: RecordedEvent) => data as unknown as QuarantinedRow

const QuarantinedRowType = builder.objectRef<RecordedEvent>('QuarantinedRow').implement({
  description:
    'A row that no parser has understood. It is stored as it was written, counts nowhere, and stops nothing.',
  fields: t => ({
    position: t.expose('position', {
      type: 'Position',
      description: 'Its place in the log; retryQuarantine takes it.',
    }),
    site: t.exposeString('site', { nullable: true, description: 'Short name of the site.' }),
    node: t.exposeString('node', { nullable: true, description: 'PBX node of the site.' }),
    kind: t.field({
      type: FactKindType,
      description: 'Kind of fact that it should have been.',
      resolve: event => rowOf(event).kind,
    }),
    input: t.string({
      description: 'Name of the file or table that it came from.',
      resolve: event => rowOf(event).input,
    }),
    line: t.int({ description: 'Line in the file, from 1, or id in the table.', resolve: event => rowOf(event).line }),
    reason: t.string({ description: 'Why it was not understood.', resolve: event => rowOf(event).reason }),
    raw: t.string({
      description: 'The row as it was written; empty where it is kept no longer.',
      resolve: async (event, _, { retention }) => ((await shownOf(retention, event)) ? '' : rowOf(event).raw),
    }),
    recordedAt: t.expose('recordedAt', { type: 'DateTime', description: 'When it was stored.' }),
  }),
})

const QuarantineConnection = builder.connectionObject(
  { type: QuarantinedRowType, name: 'QuarantinedRowConnection', description: 'A page of quarantined rows.' },
  { name: 'QuarantinedRowEdge', description: 'A quarantined row with its cursor.' },
)

/** Positions of rows that a later parser has understood. */
async function released(store: EventStore): Promise<ReadonlySet<Position>> {
  const positions = new Set<Position>()
  for await (const page of store.readAll({ types: [quarantinedRowReleased] }))
    for (const { data } of page.events) positions.add((data as { position: Position }).position)
  return positions
}

builder.queryField('quarantine', t =>
  t.field({
    type: QuarantineConnection,
    description: 'Rows that were not understood and have not been released since, newest first.',
    args: {
      site: t.arg.string({ description: 'Only of this site.' }),
      node: t.arg.string({ description: 'Only of this PBX node.' }),
      ...pageArgs,
    },
    extensions: { ...needs('readQuarantine'), cost: 100 },
    resolve: async (_, { site, node, ...args }, context) => {
      const page = pageOf(args)
      const fresh = { ...freshness(context, 'all'), position: await context.store.lastPosition() }
      const gone = await released(context.store)
      const edges: { cursor: string; node: RecordedEvent }[] = []
      const before = page.after === undefined ? {} : { after: parsePosition(page.after) }
      let hasNextPage = false
      search: for await (const found of context.store.readAll({
        types: [rowQuarantined],
        direction: 'backwards',
        ...before,
      }))
        for (const event of found.events) {
          if (gone.has(event.position) || (site && event.site !== site) || (node && event.node !== node)) continue
          hasNextPage = edges.length === page.first
          if (hasNextPage) break search
          edges.push({ cursor: String(event.position), node: event })
        }
      const pageInfo = {
        hasNextPage,
        hasPreviousPage: page.after !== undefined,
        startCursor: edges[0]?.cursor ?? null,
        endCursor: edges.at(-1)?.cursor ?? null,
      }
      return { freshness: fresh, edges, pageInfo }
    },
  }),
)
