import { builder } from '../schema/builder.ts'
import { queuesArg } from '../reports/report-args.ts'
import { needs } from '../rights/rights.ts'
import { QueueThresholdsType } from './thresholds-type.ts'

builder.queryField('queueThresholds', t =>
  t.field({
    type: [QueueThresholdsType],
    description:
      'Every change of thresholds that was ever made, by queue, oldest first. A queue that is not named has the defaults.',
    args: {
      queues: t.arg.stringList(queuesArg),
    },
    extensions: { ...needs('readThresholds'), cost: 10 },
    resolve: async (_, { queues }, { may, reports }) => {
      const scope = await may.queues(queues)
      const rows = await reports.queueThresholds()
      return rows.filter(
        ({ site, queue }) => scope === 'all' || scope.some(item => item.site === site && item.name === queue),
      )
    },
  }),
)
