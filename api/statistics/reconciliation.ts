import type { ReconciliationRow, VisitOutcome } from '../../projections/queue-visits/types.ts'
import { builder } from '../schema/builder.ts'
import { excludedArg, VisitOutcomeType } from '../schema/enums.ts'
import { withoutHoldQueues } from '../queues/hold-queues.ts'
import { intervalFields } from './interval-fields.ts'
import { queueNameOf } from '../names/names.ts'
import { checkedPeriod, mostIntervalsInOnePiece } from '../schema/period.ts'
import { intervalArg, periodArg, queuesOfSumsArg, zoneOfDaysArg, entitiesArg } from '../reports/report-args.ts'
import { needs } from '../rights/rights.ts'

interface OutcomeCount {
  readonly outcome: VisitOutcome
  readonly count: number
}

const OutcomeCountType = builder.objectRef<OutcomeCount>('OutcomeCount').implement({
  description: 'How many visits ended so.',
  fields: t => ({
    outcome: t.expose('outcome', { type: VisitOutcomeType, description: 'How they ended.' }),
    count: t.exposeInt('count', { description: 'How many.' }),
  }),
})

const ReconciliationType = builder.objectRef<ReconciliationRow>('Reconciliation').implement({
  description:
    'The identity that every figure of a queue rests on: offered = sum of the outcomes + open (products-and-metrics 2.1). Both sides are counted by different ways.',
  fields: t => ({
    site: t.exposeString('site', { description: 'Short name of the site.' }),
    queue: t.exposeString('queue', { description: 'Technical name of the queue.' }),
    queueDisplayName: t.string({
      nullable: true,
      description: 'Name of the queue for people, as of the start of the interval, or the first within it.',
      resolve: async ({ site, queue, start, end }, _, context) =>
        (await queueNameOf(context, { site, name: queue, from: start, to: end, asOf: 'EVENT' }))?.displayName ?? null,
    }),
    ...intervalFields(t),
    offered: t.exposeInt('offered', {
      description: 'Entries into the queue, counted from the facts, not from the visits.',
    }),
    outcomes: t.field({
      type: [OutcomeCountType],
      description: 'Visits by how they ended; outcomes that did not occur are left out.',
      resolve: ({ outcomes }) =>
        (Object.entries(outcomes) as [VisitOutcome, number][])
          .filter(([outcome, count]) => outcome !== 'OPEN' && count > 0)
          .map(([outcome, count]) => ({ outcome, count })),
    }),
    open: t.exposeInt('open', { description: 'Visits without an end so far.' }),
    difference: t.exposeInt('difference', {
      description: 'offered - outcomes - open. It is 0; anything else is a fault of ours.',
    }),
  }),
})

builder.queryField('reconciliation', t =>
  t.field({
    type: [ReconciliationType],
    description: `Whether the figures of the queues add up, by queue and interval of arrival. At most ${mostIntervalsInOnePiece} intervals at once.`,
    args: {
      period: t.arg(periodArg),
      interval: t.arg(intervalArg),
      timeZone: t.arg(zoneOfDaysArg),
      queues: t.arg.stringList(queuesOfSumsArg),
      entities: t.arg.stringList(entitiesArg),
      excluded: t.arg(excludedArg),
    },
    extensions: { ...needs('readStatistics'), cost: 500, rows: 1000 },
    resolve: async (_, args, { may, reports }) => {
      const interval = args.interval ?? 'TOTAL'
      const seen = await may.queues(args.queues, args.entities)
      return reports.reconciliation({
        period: checkedPeriod(args.period, interval, mostIntervalsInOnePiece),
        interval,
        ...(args.timeZone ? { timeZone: args.timeZone } : {}),
        scope: args.queues ? seen : await withoutHoldQueues(seen, reports),
        excluded: args.excluded ?? 'WITHOUT',
      })
    },
  }),
)
