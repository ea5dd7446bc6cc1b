import type { CallCountsRow, CallOutcome } from '../../projections/calls/types.ts'
import { builder } from '../schema/builder.ts'
import { excludedArg } from '../schema/enums.ts'
import { intervalFields } from '../statistics/interval-fields.ts'
import { checkedPeriod, mostIntervalsInOnePiece } from '../schema/period.ts'
import { intervalArg, periodArg, zoneOfDaysArg } from '../reports/report-args.ts'
import { needs } from '../rights/rights.ts'
import { rowsBySiteZone } from '../statistics/rows-by-site-zone.ts'
import { CallOutcomeType } from './enums.ts'

interface CallOutcomeCount {
  readonly outcome: CallOutcome
  readonly count: number
}

const CallOutcomeCountType = builder.objectRef<CallOutcomeCount>('CallOutcomeCount').implement({
  description: 'How many calls ended so.',
  fields: t => ({
    outcome: t.expose('outcome', { type: CallOutcomeType, description: 'How they ended.' }),
    count: t.exposeInt('count', { description: 'How many.' }),
  }),
})

const CallReconciliationType = builder.objectRef<CallCountsRow>('CallReconciliation').implement({
  description: 'Calls presented = sum of their outcomes. Both sides are counted by different ways.',
  fields: t => ({
    site: t.exposeString('site', { description: 'Short name of the site.' }),
    ...intervalFields(t),
    presented: t.exposeInt('presented', {
      description: 'Contacts that make a call, by the instant at which it began.',
    }),
    outcomes: t.field({
      type: [CallOutcomeCountType],
      description: 'Calls by how they ended, those in progress included; outcomes that did not occur are left out.',
      resolve: ({ outcomes }) =>
        (Object.entries(outcomes) as [CallOutcome, number][])
          .filter(([, count]) => count > 0)
          .map(([outcome, count]) => ({ outcome, count })),
    }),
    difference: t.exposeInt('difference', {
      description: 'presented - outcomes. It is 0; anything else is a fault of ours.',
    }),
  }),
})

builder.queryField('callReconciliation', t =>
  t.field({
    type: [CallReconciliationType],
    description: `Whether the figures of calls add up, by site and interval of their beginning; a row where there was a call. At most ${mostIntervalsInOnePiece} intervals at once.`,
    args: {
      period: t.arg(periodArg),
      interval: t.arg(intervalArg),
      timeZone: t.arg(zoneOfDaysArg),
      excluded: t.arg(excludedArg),
    },
    extensions: { ...needs('readCalls'), cost: 500, rows: 1000 },
    resolve: async (_, args, context) => {
      const interval = args.interval ?? 'TOTAL'
      const period = checkedPeriod(args.period, interval, mostIntervalsInOnePiece)
      const scope = await context.may.calls()
      const excluded = args.excluded ?? 'WITHOUT'
      const counted = await rowsBySiteZone(args.timeZone, context, timeZone =>
        context.reports.calls.counts({ period, interval, timeZone, scope, excluded }),
      )
      return counted.sort((a, b) => a.start - b.start || (a.site < b.site ? -1 : 1))
    },
  }),
)
