import type {
  FigureDifference,
  RestatedCall,
  RestatedFigures,
  Restatement,
} from '../../projections/engine/restatement.ts'
import type { TableDifference } from '../../projections/engine/compare.ts'
import { builder } from '../schema/builder.ts'
import { callOf } from '../calls/load-calls.ts'
import { CallType } from '../calls/call-type.ts'
import { connectionOf, pageArgs } from '../schema/connections.ts'
import type { ApiContext } from '../context.ts'
import { badInput } from '../schema/errors.ts'
import { freshness, type Freshness } from '../schema/freshness.ts'
import { pageOf } from '../schema/page-size.ts'
import { needs } from '../rights/rights.ts'

const FigureDifferenceType = builder.objectRef<FigureDifference>('FigureDifference').implement({
  description: 'A figure before and after a switch.',
  fields: t => ({
    name: t.exposeString('name', {
      description: 'As the field of the statistics is named, with its unit: `answered`, `talkSeconds`, `serviceLevel`.',
    }),
    before: t.exposeFloat('before', {
      nullable: true,
      description: 'As readers see it now. Null: it has no denominator.',
    }),
    after: t.exposeFloat('after', {
      nullable: true,
      description: 'As they will see it after the switch. Null: it has no denominator.',
    }),
    change: t.float({
      nullable: true,
      description: 'after - before; null where one of them is.',
      resolve: ({ before, after }) => (before === null || after === null ? null : after - before),
    }),
  }),
})

const RestatedFiguresType = builder.objectRef<RestatedFigures>('RestatedFigures').implement({
  description: 'A queue, an agent or a site on one day, with the figures that change.',
  fields: t => ({
    site: t.exposeString('site', { description: 'Short name of the site.' }),
    name: t.exposeString('name', {
      nullable: true,
      description: 'Technical name of the queue, or member name of the agent. Null: the whole site.',
    }),
    start: t.expose('start', {
      type: 'DateTime',
      description: 'Start of the day: on the clock of the site, of `calls` in UTC, which is how each counts its days.',
    }),
    differences: t.field({
      type: [FigureDifferenceType],
      description: 'Those that change, and no others.',
      resolve: ({ differences }) => differences,
    }),
  }),
})

const RestatedFiguresConnection = builder.connectionObject(
  { type: RestatedFiguresType, name: 'RestatedFiguresConnection', description: 'A page of figures that change.' },
  { name: 'RestatedFiguresEdge', description: 'Figures of a day with their cursor.' },
)

const RestatedChangeType = builder.enumType('RestatedChange', {
  description: 'What becomes of what is read differently.',
  values: {
    ADDED: { description: 'Only the new reading has it.' },
    REMOVED: { description: 'Only the reading of today has it.' },
    CHANGED: { description: 'Both have it, and not the same of it.' },
  } as const,
})

const ValueDifferenceType = builder.objectRef<RestatedCall['differences'][number]>('ValueDifference').implement({
  description: 'What is told of a call before and after a switch.',
  fields: t => ({
    name: t.exposeString('name', { description: 'What: `outcome`, `talkSeconds`, `answeredAt`, ...' }),
    before: t.expose('before', { type: 'JSON', nullable: true, description: 'As it is read now.' }),
    after: t.expose('after', { type: 'JSON', nullable: true, description: 'As it will be read.' }),
  }),
})

const RestatedCallType = builder.objectRef<RestatedCall>('RestatedCall').implement({
  description: 'A call, a stay in a queue, or a state of an agent that the new version reads differently.',
  fields: t => ({
    site: t.exposeString('site', { description: 'Short name of the site.' }),
    node: t.exposeString('node', { nullable: true, description: 'PBX node. Null for what agents did.' }),
    callId: t.exposeString('callId', {
      nullable: true,
      description: 'uniqueid of its first channel, or callid of queue_log. Null for a state that is about no call.',
    }),
    name: t.exposeString('name', {
      nullable: true,
      description: 'Technical name of the queue, or member name of the agent. Null for a call of the history.',
    }),
    at: t.expose('at', { type: 'DateTime', description: 'When it began.' }),
    change: t.expose('change', { type: RestatedChangeType, description: 'What becomes of it.' }),
    differences: t.field({
      type: [ValueDifferenceType],
      description: 'What is told differently, and nothing else.',
      resolve: ({ differences }) => differences,
    }),
    call: t.field({
      type: CallType,
      nullable: true,
      description:
        'The call of the history, as it is read now. Null where no source but queue_log tells of it, or of none.',
      extensions: { ...needs('readCalls'), cost: 5 },
      resolve: ({ site, node, callId }, _, context) =>
        node === null || callId === null ? null : callOf(context, { site, node, callId }),
    }),
  }),
})

const RestatedCallConnection = builder.connectionObject(
  { type: RestatedCallType, name: 'RestatedCallConnection', description: 'A page of what is read differently.' },
  { name: 'RestatedCallEdge', description: 'What is read differently, with its cursor.' },
)

const TableDifferenceType = builder.objectRef<TableDifference>('TableDifference').implement({
  description: 'Rows of a table that only one of the builds has. A changed row counts on both sides.',
  fields: t => ({
    table: t.exposeString('table', { description: 'Name of the table.' }),
    onlyOld: t.exposeInt('onlyOld', { description: 'Rows that only the tables of today have.' }),
    onlyNew: t.exposeInt('onlyNew', { description: 'Rows that only the new ones have.' }),
  }),
})

/** As of the comparison: what came later is in neither side. */
const freshnessOf = (context: ApiContext, { position }: Restatement): Freshness => ({
  ...freshness(context, 'all'),
  position,
})

const RestatementType = builder.objectRef<Restatement>('Restatement').implement({
  description:
    'What a build of a projection that waits would change: figures, by how much, and because of which calls. It is switched by `ringledger rebuild PROJECTION --switch`, and until then nobody reads from it.',
  fields: t => ({
    projection: t.exposeString('projection', { description: 'Name of the projection.' }),
    versionBefore: t.exposeInt('versionBefore', { description: 'Version of what readers have.' }),
    versionAfter: t.exposeInt('versionAfter', { description: 'Version of what waits.' }),
    position: t.expose('position', {
      type: 'Position',
      description: 'Both held the log up to here when they were compared.',
    }),
    comparedAt: t.expose('comparedAt', { type: 'DateTime', description: 'When they were compared.' }),
    problem: t.exposeString('problem', {
      nullable: true,
      description: 'Why figures could not be compared, so that only rows were counted. Null: they were.',
    }),
    figuresChanged: t.exposeInt('figures', { description: 'Days with figures that change, in all.' }),
    callsChanged: t.exposeInt('calls', { description: 'Calls, stays and states that are read differently, in all.' }),
    totals: t.field({
      type: [FigureDifferenceType],
      description: 'Over everything that the projection holds, whether they change or not.',
      resolve: ({ totals }) => totals,
    }),
    tables: t.field({
      type: [TableDifferenceType],
      description: 'By table, bookkeeping included. When all are 0 the tables are the same, byte for byte.',
      resolve: ({ tables }) => tables,
    }),
    figures: t.field({
      type: RestatedFiguresConnection,
      description: 'Figures that change, in the order of time.',
      args: pageArgs,
      extensions: { cost: 20 },
      resolve: async (restatement, page, context) =>
        connectionOf(
          await context.reports.restatements.figures(restatement, pageOf(page)),
          freshnessOf(context, restatement),
          page.after,
        ),
    }),
    calls: t.field({
      type: RestatedCallConnection,
      description: 'What is read differently, in the order of time.',
      args: pageArgs,
      extensions: { cost: 20 },
      resolve: async (restatement, page, context) =>
        connectionOf(
          await context.reports.restatements.calls(restatement, pageOf(page)),
          freshnessOf(context, restatement),
          page.after,
        ),
    }),
  }),
})

builder.queryField('restatement', t =>
  t.field({
    type: RestatementType,
    nullable: true,
    description:
      'What the build of a projection that waits would change (`ringledger rebuild PROJECTION --keep`, or a new version that is held back). Null when none waits.',
    args: { projection: t.arg.string({ required: true, description: 'Its name, as `status` tells it.' }) },
    extensions: { ...needs('readRestatements'), cost: 20 },
    resolve: async (_, { projection }, { reports, engine }) => {
      const known = engine.projections().map(({ name }) => name)
      if (!known.includes(projection))
        throw badInput('projection', `there is no projection ${projection}; there are: ${known.join(', ')}`)
      return (await reports.restatements.of(projection)) ?? null
    },
  }),
)
