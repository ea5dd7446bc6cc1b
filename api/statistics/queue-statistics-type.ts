import { secondsOf } from '../../domain/kernel/time.ts'
import { abandonment } from '../../domain/metrics/abandonment.ts'
import { arrivals } from '../../domain/metrics/arrivals.ts'
import type { DefinitionOf } from '../../domain/metrics/definition.ts'
import type { QueueFigures } from '../../domain/metrics/figures.ts'
import { noQueueFigures } from '../../domain/metrics/sums.ts'
import { talk } from '../../domain/metrics/talk.ts'
import { waiting } from '../../domain/metrics/waiting.ts'
import { countWithin, percentileSeconds } from '../../domain/metrics/waits.ts'
import { builder } from '../schema/builder.ts'
import { connectionOf, pageArgs } from '../schema/connections.ts'
import { RefusalType, ServiceLevelFormulaType } from '../schema/enums.ts'
import { badInput } from '../schema/errors.ts'
import { figureText, textOf } from './figures.ts'
import { freshness } from '../schema/freshness.ts'
import { queueNameOf } from '../names/names.ts'
import { pageOf } from '../schema/page-size.ts'
import {
  abandonedWaits,
  answeredWaits,
  notNegative,
  scopeOfRow,
  serviceLevelOf,
  type StatisticsLine,
} from './queue-statistics-row.ts'
import { QueueVisitConnection } from '../queues/queue-visits.ts'
import { needs } from '../rights/rights.ts'
import { ServiceLevelType } from './service-level-type.ts'
import { visitsBehind } from './visits-behind.ts'

const text = (name: string) => figureText('queue', name)

const refusals = {
  FULL: 'refusedFull',
  CLOSED: 'refusedClosed',
  JOIN_EMPTY: 'refusedJoinEmpty',
  DIVERT_RATIO: 'refusedDivertRatio',
  DIVERT_WAIT: 'refusedDivertWait',
} as const satisfies Record<typeof RefusalType.$inferType, keyof QueueFigures>

/** Figures that are functions of the sums alone; `refused` takes an argument besides, holds and rings are told by the history of calls. */
const plainFigures: readonly DefinitionOf<'queue'>[] = [...arrivals, ...abandonment, ...waiting, ...talk].filter(
  ({ name, compute }) => compute && !['refused', 'holdSeconds', 'ringSeconds'].includes(name),
)

export const QueueStatisticsType = builder.objectRef<StatisticsLine>('QueueStatistics')

builder.objectType(QueueStatisticsType, {
  description: 'Figures of a group of queue visits in an interval.',
  fields: t => ({
    site: t.string({
      nullable: true,
      description: 'Short name of the site; null when the group spans sites.',
      resolve: ({ row }) => row.site,
    }),
    queue: t.string({
      nullable: true,
      description: 'Technical name of the queue; null when the group spans queues.',
      resolve: ({ row }) => row.queue,
    }),
    queueDisplayName: t.string({
      nullable: true,
      description:
        "Name of the queue for people, as of the start of the interval, or the first within it; `names` says today's. Null where none was configured, or the group spans queues.",
      resolve: async ({ row: { site, queue, start, end }, names }, _, context) => {
        if (site === null || queue === null) return null
        const name = await queueNameOf(context, { site, name: queue, from: start, to: end, asOf: names })
        return name?.displayName ?? null
      },
    }),
    queueWeight: t.int({
      nullable: true,
      description:
        'Weight of the queue: of those that share agents the heavier one is served first. As of the start of the interval, or the first within it; `names` says that of today. Null where none was configured, or the group spans queues.',
      resolve: async ({ row: { site, queue, start, end }, names }, _, context) => {
        if (site === null || queue === null) return null
        const configured = await queueNameOf(context, { site, name: queue, from: start, to: end, asOf: names })
        return configured?.weight ?? null
      },
    }),
    calledNumber: t.string({
      nullable: true,
      description: 'Number that was dialled, when grouped by CALLED_NUMBER; null where no source tells it.',
      resolve: ({ row }) => row.calledNumber,
    }),
    hourOfDay: t.int({
      nullable: true,
      description: 'Local hour, 0 to 23, when grouped by HOUR_OF_DAY.',
      resolve: ({ row }) => row.hourOfDay,
    }),
    dayOfWeek: t.int({
      nullable: true,
      description: 'Local day, 1 (Monday) to 7 (Sunday), when grouped by DAY_OF_WEEK.',
      resolve: ({ row }) => row.dayOfWeek,
    }),
    start: t.field({
      type: 'DateTime',
      description: 'Start of the interval, cut to the period.',
      resolve: ({ row }) => row.start,
    }),
    end: t.field({
      type: 'DateTime',
      description: 'End of the interval, cut to the period; the first instant outside.',
      resolve: ({ row }) => row.end,
    }),
    refused: t.int({
      description: text('refused'),
      args: { reason: t.arg({ type: RefusalType, description: 'Only those refused for this reason.' }) },
      resolve: ({ row: { figures } }, { reason }) =>
        reason ? figures[refusals[reason]] : Object.values(refusals).reduce((sum, name) => sum + figures[name], 0),
    }),
    ringSeconds: t.float({
      description: text('ringSeconds'),
      resolve: async ({ ring }) => secondsOf(await ring()),
    }),
    holdSeconds: t.float({
      description: text('holdSeconds'),
      resolve: async ({ hold }) => secondsOf(await hold()),
    }),
    answeredWithin: t.int({
      description: text('answeredWithin'),
      args: { seconds: t.arg.float({ required: true, description: 'Longest wait that counts, in seconds.' }) },
      resolve: (line, { seconds }) => countWithin(answeredWaits(line), notNegative('seconds', seconds)),
    }),
    abandonedWithin: t.int({
      description: text('abandonedWithin'),
      args: { seconds: t.arg.float({ required: true, description: 'Longest wait that counts, in seconds.' }) },
      resolve: (line, { seconds }) => countWithin(abandonedWaits(line), notNegative('seconds', seconds)),
    }),
    waitPercentileSeconds: t.float({
      nullable: true,
      description: text('waitPercentileSeconds'),
      args: { percentile: t.arg.float({ required: true, description: '0 to 100, e.g. 90; 50 is the median.' }) },
      resolve: (line, { percentile }) => {
        if (percentile < 0 || percentile > 100) throw badInput('percentile', 'give a number from 0 to 100, e.g. 90')
        return percentileSeconds(answeredWaits(line), percentile)
      },
    }),
    serviceLevel: t.field({
      type: ServiceLevelType,
      description: text('serviceLevel'),
      args: {
        formula: t.arg({ type: ServiceLevelFormulaType, description: 'SL6 when left out.' }),
        thresholdSeconds: t.arg.float({
          description:
            'T for all visits, in seconds (a fraction is cut). Left out: each by the threshold that its queue had when it began.',
        }),
      },
      resolve: (line, { formula, thresholdSeconds }) => serviceLevelOf(line, formula, thresholdSeconds),
    }),
    visits: t.field({
      type: QueueVisitConnection,
      description: 'The visits that are counted here (attribution ARRIVAL only). Refused calls are no visits.',
      args: pageArgs,
      extensions: { ...needs('readVisits'), cost: 100 },
      resolve: async (line, page, context) =>
        connectionOf(
          await visitsBehind(line, pageOf(page), context.reports),
          freshness(context, scopeOfRow(line), 'queue_visits'),
          page.after,
        ),
    }),
  }),
})

for (const definition of plainFigures) {
  const { name, unit, compute } = definition
  if (!compute) continue
  const description = textOf(definition)
  const type = unit === 'count' ? 'Int' : 'Float'
  if (compute(noQueueFigures) === null)
    builder.objectField(QueueStatisticsType, name, t =>
      t.field({ type, nullable: true, description, resolve: ({ row }) => compute(row.figures) }),
    )
  else
    builder.objectField(QueueStatisticsType, name, t =>
      t.field({ type, description, resolve: ({ row }) => compute(row.figures) ?? 0 }),
    )
}
