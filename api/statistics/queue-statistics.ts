import type { FieldNode } from 'graphql'
import type { MicrosLength } from '../../domain/metrics/figures.ts'
import type { QueueStatisticsRequest } from '../../projections/queue-visits/types.ts'
import { builder } from '../schema/builder.ts'
import { connectionOf, pageArgs } from '../schema/connections.ts'
import { AttributionType, excludedArg, OpeningHoursType, QueueDimensionType } from '../schema/enums.ts'
import { badInput } from '../schema/errors.ts'
import { freshness } from '../schema/freshness.ts'
import { withoutHoldQueues } from '../queues/hold-queues.ts'
import { namesArg } from '../names/names.ts'
import { pageOf } from '../schema/page-size.ts'
import { checkedPeriod } from '../schema/period.ts'
import { judgementBy } from './queue-statistics-row.ts'
import { QueueStatisticsType } from './queue-statistics-type.ts'
import { intervalArg, periodArg, queuesOfSumsArg, zoneOfHoursArg, entitiesArg } from '../reports/report-args.ts'
import { needs } from '../rights/rights.ts'
import { selectedFields } from '../schema/selected-fields.ts'
import { queueSumsOf } from './sums-asked.ts'

const QueueStatisticsConnection = builder.connectionObject(
  { type: QueueStatisticsType, name: 'QueueStatisticsConnection', description: 'A page of queue figures.' },
  { name: 'QueueStatisticsEdge', description: 'A row of queue figures with its cursor.' },
)

/** Histograms cost: they are read only for a field that cannot be answered without. */
const needsHistograms = ({ name, arguments: args }: FieldNode): boolean =>
  ['answeredWithin', 'abandonedWithin', 'waitPercentileSeconds'].includes(name.value) ||
  (name.value === 'serviceLevel' && (args ?? []).some(argument => argument.name.value === 'thresholdSeconds'))

builder.queryField('queueStatistics', t =>
  t.field({
    type: QueueStatisticsConnection,
    description:
      'Figures of the queues in a period: a row for every group and interval, also where nothing happened. Definitions: metricDefinitions.',
    args: {
      period: t.arg(periodArg),
      groupBy: t.arg({
        type: [QueueDimensionType],
        description: 'A row for each combination; [QUEUE] when left out, [] is one row for all.',
      }),
      interval: t.arg(intervalArg),
      timeZone: t.arg(zoneOfHoursArg),
      queues: t.arg.stringList(queuesOfSumsArg),
      entities: t.arg.stringList(entitiesArg),
      attribution: t.arg({
        type: AttributionType,
        description: 'To which interval a visit belongs; ARRIVAL when left out.',
      }),
      excluded: t.arg(excludedArg),
      openingHours: t.arg({
        type: OpeningHoursType,
        description:
          'Cuts the figures to open or closed hours, by the arrival (attribution ARRIVAL only); ALL when left out.',
      }),
      names: t.arg(namesArg),
      ...pageArgs,
    },
    extensions: { ...needs('readStatistics'), cost: 500 },
    resolve: async (_, args, context, info) => {
      const { reports, may } = context
      const interval = args.interval ?? 'TOTAL'
      const seen = await may.queues(args.queues, args.entities)
      const scope = args.queues ? seen : await withoutHoldQueues(seen, reports)
      const attribution = args.attribution ?? 'ARRIVAL'
      const openingHours = args.openingHours ?? 'ALL'
      const fields = selectedFields(info, ['edges', 'node'])
      if (openingHours !== 'ALL' && attribution !== 'ARRIVAL')
        throw badInput(
          'openingHours',
          `figures are cut by the arrival: leave it out, or ask with ARRIVAL, not ${attribution}`,
        )
      const request: QueueStatisticsRequest = {
        ...pageOf(args),
        period: checkedPeriod(args.period, interval),
        groupBy: args.groupBy ?? ['QUEUE'],
        interval,
        ...(args.timeZone ? { timeZone: args.timeZone } : {}),
        scope,
        attribution,
        openingHours,
        excluded: args.excluded ?? 'WITHOUT',
        figures: queueSumsOf(fields),
        withHistograms: fields.some(needsHistograms),
      }
      const fresh = freshness(context, scope, 'queue_visits')
      const { rows, hasNextPage } = await reports.queueStatistics(request)
      const judgement = judgementBy(reports)
      const names = args.names ?? 'EVENT'
      let holds: Promise<readonly MicrosLength[]> | undefined
      const holdOf = async (index: number) => (await (holds ??= reports.queueHolds(request, rows)))[index] ?? 0
      let rings: Promise<readonly MicrosLength[]> | undefined
      const ringOf = async (index: number) => (await (rings ??= reports.queueRings(request, rows)))[index] ?? 0
      const lines = rows.map((row, index) => ({
        row,
        request,
        judgement,
        names,
        cursor: row.cursor,
        hold: () => holdOf(index),
        ring: () => ringOf(index),
      }))
      return connectionOf({ rows: lines, hasNextPage }, fresh, args.after)
    },
  }),
)
