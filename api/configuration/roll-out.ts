import type { RecordedEvent } from '../../domain/kernel/event.ts'
import { rollOutEventTypes, rollOutStream } from '../../domain/roll-out/events.ts'
import { rollOutsIn, type RollOutRow } from '../../domain/roll-out/roll-out-list.ts'
import { builder } from '../schema/builder.ts'
import { connectionOf, pageArgs } from '../schema/connections.ts'
import type { ApiContext } from '../context.ts'
import { badInput } from '../schema/errors.ts'
import { endedBy } from '../live/ended-by.ts'
import { payloadRef, type Payload } from '../mutations/payload.ts'
import { pageOf } from '../schema/page-size.ts'
import type { NodeDrift } from '../ports/roll-outs.ts'
import { needs } from '../rights/rights.ts'
import { rollOutProgress } from './roll-out-progress.ts'
import { DriftedFileType, RollOutType } from './roll-out-type.ts'
import { siteOf } from './site.ts'

const siteArg = 'Short name of the site; may be left out where there is only one.'

const RollOutInput = builder.inputType('RollOutInput', {
  description: 'What to roll out, and where.',
  fields: t => ({
    site: t.string({ description: siteArg }),
    nodes: t.stringList({ description: 'Names of media servers; all that have a deployment when left out.' }),
    overwriteDrift: t.boolean({
      description: 'Overwrite what somebody changed on the node; otherwise such a change stops the roll-out.',
    }),
  }),
})

interface RollOutPayload extends Payload {
  readonly rollOuts: readonly RollOutRow[]
}

const RollOutPayloadType = payloadRef<RollOutPayload>(
  'RollOutPayload',
  'Answer of rollOut. Nodes that refuse do not stop the others.',
)

builder.objectFields(RollOutPayloadType, t => ({
  rollOuts: t.field({
    type: [RollOutType],
    description: 'What has begun: one a node. rollOutProgress pushes what becomes of them.',
    resolve: ({ rollOuts }) => [...rollOuts],
  }),
}))

builder.mutationField('rollOut', t =>
  t.field({
    type: RollOutPayloadType,
    description:
      'Brings the present configuration to media servers: rendered, checked, switched in one step, reloaded, verified; back to what was before when anything fails.',
    args: { input: t.arg({ type: RollOutInput, required: true, description: 'Where.' }) },
    extensions: { ...needs('rollOutConfiguration'), cost: 50 },
    resolve: async (_, { input }, context) => {
      const site = await siteOf(context, input.site)
      const { position, started, rejections } = await context.rollOuts.start({
        site,
        nodes: input.nodes ?? undefined,
        overwriteDrift: input.overwriteDrift ?? false,
        actor: context.identity.label,
      })
      const rows = await Promise.all(
        started.map(async ({ node, rollOutId }) => {
          const ofNode = await rollOutsOfNode(context, site, node)
          return ofNode.filter(row => row.rollOutId === rollOutId)
        }),
      )
      return { position, rejections, rollOuts: rows.flat() }
    },
  }),
)

async function rollOutsOfNode(
  { store }: Pick<ApiContext, 'store'>,
  site: string,
  node: string,
): Promise<readonly RollOutRow[]> {
  const all: RecordedEvent[] = []
  for await (const { events } of store.readStream(rollOutStream(site, node))) all.push(...events)
  return rollOutsIn(all)
}

const RollOutConnection = builder.connectionObject(
  { type: RollOutType, name: 'RollOutConnection', description: 'A page of roll-outs.' },
  { name: 'RollOutEdge', description: 'A roll-out with its cursor.' },
)

builder.queryField('rollOuts', t =>
  t.field({
    type: RollOutConnection,
    description: 'What was rolled out to the media servers of a site, newest first.',
    args: {
      site: t.arg.string({ description: siteArg }),
      node: t.arg.string({ description: 'Name of a media server; all when left out.' }),
      ...pageArgs,
    },
    extensions: { ...needs('readConfiguration'), cost: 20 },
    resolve: async (_, { site: named, node, ...page }, context) => {
      const { first, after } = pageOf(page)
      const before = after === undefined ? Infinity : positionIn(after)
      const site = await siteOf(context, named)
      const all = node ? await rollOutsOfNode(context, site, node) : await rollOutsOfSite(context, site)
      const older = all.toReversed().filter(({ startedPosition }) => startedPosition < before)
      const rows = older.slice(0, first).map(row => ({ ...row, cursor: cursorOf(row) }))
      const fresh = { position: await context.store.lastPosition(), dataAge: () => Promise.resolve(null) }
      return connectionOf({ rows, hasNextPage: older.length > first }, fresh, after)
    },
  }),
)

/** Roll-outs are rare: all of a site are read, those of nodes that are configured no more too. */
async function rollOutsOfSite({ store }: Pick<ApiContext, 'store'>, site: string): Promise<readonly RollOutRow[]> {
  const all: RecordedEvent[] = []
  for await (const { events } of store.readAll({ types: rollOutEventTypes }))
    all.push(...events.filter(event => event.site === site))
  return rollOutsIn(all)
}

const cursorOf = ({ startedPosition }: RollOutRow): string => Buffer.from(String(startedPosition)).toString('base64url')

function positionIn(cursor: string): number {
  const position = Number(Buffer.from(cursor, 'base64url').toString())
  if (Number.isSafeInteger(position)) return position
  throw badInput('after', 'this is no cursor of rollOuts; pass one that an answer gave you')
}

const NodeDriftType = builder.objectRef<NodeDrift>('NodeDrift').implement({
  description: 'How the files of a node differ from those that were applied last.',
  fields: t => ({
    node: t.exposeString('node', { nullable: true, description: 'Name of the media server; null: there is none.' }),
    problem: t.exposeString('problem', { nullable: true, description: 'Why it cannot be told, and what to do.' }),
    generation: t.exposeString('generation', { nullable: true, description: 'Directory that is in force.' }),
    files: t.field({
      type: [DriftedFileType],
      description: 'Files that differ; empty: none does.',
      resolve: ({ files }) => [...files],
    }),
  }),
})

builder.queryField('configurationDrift', t =>
  t.field({
    type: [NodeDriftType],
    description:
      'Looks at the files of media servers now, and tells what somebody changed there since the last roll-out.',
    args: {
      site: t.arg.string({ description: siteArg }),
      nodes: t.arg.stringList({ description: 'Names of media servers; all that have a deployment when left out.' }),
    },
    extensions: { ...needs('readConfiguration'), cost: 50 },
    resolve: async (_, { site, nodes }, context) => [
      ...(await context.rollOuts.drift(await siteOf(context, site), nodes ?? undefined)),
    ],
  }),
)

builder.subscriptionField('rollOutProgress', t =>
  t.field({
    type: RollOutType,
    description: 'Roll-outs of a site, pushed as they begin, at the end of every step, and as they end.',
    args: {
      site: t.arg.string({ description: siteArg }),
      after: t.arg({
        type: 'Position',
        description:
          'Begin behind this position (toldPosition). When left out: with those that are under way, as they are now, then what comes.',
      }),
    },
    extensions: { ...needs('readConfiguration'), cost: 20 },
    subscribe: async (_, { site, after }, context) =>
      endedBy(context.gone, rollOutProgress(context.store, await siteOf(context, site), after ?? undefined)),
    resolve: row => row,
  }),
)
