import { secondsOf } from '../../domain/kernel/time.ts'
import type { Period } from '../../domain/metrics/figures.ts'
import type { WitnessTotal } from '../../projections/calls/types.ts'
import { builder } from '../schema/builder.ts'
import { connectionOf, pageArgs } from '../schema/connections.ts'
import { pageOf } from '../schema/page-size.ts'
import { checkedPeriod } from '../schema/period.ts'
import { periodArg } from '../reports/report-args.ts'
import { needs } from '../rights/rights.ts'
import { WitnessDifferenceType } from './call-parts.ts'
import { CallType } from './call-type.ts'
import { freshnessOfCalls } from './calls.ts'
import { WitnessFigureType } from './enums.ts'
import { callOf } from './load-calls.ts'

builder.objectField(WitnessDifferenceType, 'call', t =>
  t.field({
    type: CallType,
    nullable: true,
    description: 'The call that it is about.',
    extensions: needs('readCalls'),
    resolve: (difference, _, context) => callOf(context, difference),
  }),
)

const WitnessTotalType = builder.objectRef<WitnessTotal>('WitnessTotal').implement({
  description: 'How often and by how much the sources of a site disagree about a figure.',
  fields: t => ({
    site: t.exposeString('site', { description: 'Short name of the site.' }),
    figure: t.expose('figure', { type: WitnessFigureType, description: 'What they disagree on.' }),
    calls: t.exposeInt('calls', { description: 'Calls in which they do.' }),
    differences: t.exposeInt('differences', { description: 'How often they do.' }),
    bridgesSeconds: t.float({
      description: 'Sum over the differences, by the bridges (CEL).',
      resolve: ({ bridges }) => secondsOf(bridges),
    }),
    queueLogSeconds: t.float({
      description: 'Sum over the differences in which queue_log has a figure.',
      resolve: ({ queueLog }) => secondsOf(queueLog),
    }),
    amiSeconds: t.float({
      description: 'Sum over the differences in which the manager interface has a figure.',
      resolve: ({ ami }) => secondsOf(ami),
    }),
  }),
})

const WitnessDifferenceConnection = builder.connectionObject(
  { type: WitnessDifferenceType, name: 'WitnessDifferenceConnection', description: 'A page of differences.' },
  { name: 'WitnessDifferenceEdge', description: 'A difference with its cursor.' },
)

const CallWitnesses = builder.objectRef<Period>('CallWitnesses').implement({
  description: 'Where CEL, queue_log and the manager interface contradict each other by more than a second.',
  fields: t => ({
    totals: t.field({
      type: [WitnessTotalType],
      description: 'By site and figure.',
      extensions: { cost: 50 },
      resolve: async (period, _, { reports, may }) => reports.calls.witnessTotals({ period, scope: await may.calls() }),
    }),
    differences: t.field({
      type: WitnessDifferenceConnection,
      description: 'One by one, those of the newest calls first.',
      args: pageArgs,
      extensions: { cost: 50 },
      resolve: async (period, page, context) => {
        const fresh = await freshnessOfCalls(context)
        const scope = await context.may.calls()
        const rows = await context.reports.calls.witnesses({ period, scope, ...pageOf(page) })
        return connectionOf(rows, fresh, page.after)
      },
    }),
  }),
})

builder.queryField('callWitnesses', t =>
  t.field({
    type: CallWitnesses,
    description: 'Whether the sources agree about the calls that began in a period.',
    args: { period: t.arg(periodArg) },
    extensions: needs('readCalls'),
    resolve: (_, { period }) => checkedPeriod(period),
  }),
)
