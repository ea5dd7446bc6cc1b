import type { AnswerStatisticsRow } from '../../projections/qualification-answers/types.ts'
import { builder } from '../schema/builder.ts'
import { intervalFields } from '../statistics/interval-fields.ts'
import { queueNameOf } from '../names/names.ts'
import { checkedPeriod, mostIntervalsInOnePiece } from '../schema/period.ts'
import { intervalArg, periodArg, queuesArg, zoneOfDaysArg } from '../reports/report-args.ts'
import { needs } from '../rights/rights.ts'
import { rowsBySiteZone } from '../statistics/rows-by-site-zone.ts'

const QualificationStatisticsType = builder.objectRef<AnswerStatisticsRow>('QualificationStatistics').implement({
  description: 'How often agents chose something about the calls of a queue in an interval.',
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
    qualification: t.exposeString('qualification', { description: 'Short name of the qualification.' }),
    qualificationName: t.exposeString('qualificationName', {
      description: 'Its name for people, as the agents read it last in the interval.',
    }),
    subQualification: t.exposeString('subQualification', { description: 'Short name of the sub-qualification.' }),
    subQualificationName: t.exposeString('subQualificationName', {
      description: 'Its name for people, as the agents read it last in the interval.',
    }),
    answers: t.exposeInt('answers', {
      description: 'Answers given in the interval, by the instant of the answer. Those about excluded calls count too.',
    }),
    calls: t.exposeInt('calls', { description: 'Different calls that they are about.' }),
  }),
})

builder.queryField('qualificationStatistics', t =>
  t.field({
    type: [QualificationStatisticsType],
    description: `How often agents chose what, by queue and interval of the answer; a row where something was chosen. At most ${mostIntervalsInOnePiece} intervals at once.`,
    args: {
      period: t.arg(periodArg),
      interval: t.arg(intervalArg),
      timeZone: t.arg(zoneOfDaysArg),
      queues: t.arg.stringList(queuesArg),
    },
    extensions: { ...needs('readQualificationAnswers'), cost: 500, rows: 1000 },
    resolve: async (_, args, context) => {
      const interval = args.interval ?? 'TOTAL'
      const period = checkedPeriod(args.period, interval, mostIntervalsInOnePiece)
      const scope = await context.may.queues(args.queues)
      return rowsBySiteZone(args.timeZone, context, timeZone =>
        context.reports.qualifications.statistics({ scope, period, interval, timeZone }),
      )
    },
  }),
)
