import type { AnswerStatisticsRow } from '../../projections/qualification-answers/types.ts'
import { builder } from '../builder.ts'
import { zonesOf } from '../calls/reconciliation.ts'
import { IntervalType } from '../enums.ts'
import { queueNameOf } from '../names.ts'
import { checkedPeriod, PeriodInput } from '../period.ts'
import { needs } from '../rights.ts'

/** The answer is no connection: a row for everything that was chosen, in one piece. */
const mostIntervals = 1000

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
    start: t.expose('start', { type: 'DateTime', description: 'Start of the interval, cut to the period.' }),
    end: t.expose('end', {
      type: 'DateTime',
      description: 'End of the interval, cut to the period; the first instant outside.',
    }),
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
    description: `How often agents chose what, by queue and interval of the answer; a row where something was chosen. At most ${mostIntervals} intervals at once.`,
    args: {
      period: t.arg({ type: PeriodInput, required: true, description: 'From when to when.' }),
      interval: t.arg({ type: IntervalType, description: 'How the period is cut; TOTAL when left out.' }),
      timeZone: t.arg({
        type: 'TimeZone',
        description: 'Zone in which days are cut; that of each site when left out.',
      }),
      queues: t.arg.stringList({
        description: 'Technical names, `sales` or `paris/sales`; all that you may see when left out.',
      }),
    },
    extensions: { ...needs('readQualificationAnswers'), cost: 500, rows: 1000 },
    resolve: async (_, args, context) => {
      const interval = args.interval ?? 'TOTAL'
      const period = checkedPeriod(args.period, interval, mostIntervals)
      const scope = await context.may.queues(args.queues)
      const { zones, zoneOf } = await zonesOf(args.timeZone, context)
      const counted = await Promise.all(
        [...zones].map(async timeZone =>
          (await context.reports.qualifications.statistics({ scope, period, interval, timeZone })).filter(
            ({ site }) => zoneOf(site) === timeZone,
          ),
        ),
      )
      return counted.flat().sort((a, b) => a.start - b.start)
    },
  }),
)
