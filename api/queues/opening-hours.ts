import { openHoursOf } from '../../domain/routing/schedules/open-hours.ts'
import { builder } from '../schema/builder.ts'
import { periodOfDays } from '../schema/period.ts'
import { periodArg, queuesArg } from '../reports/report-args.ts'
import { needs } from '../rights/rights.ts'

const mostDays = 400

interface OpenHours {
  readonly site: string
  readonly queue: string
  readonly from: number
  readonly to: number
}

const QueueOpenHours = builder.objectRef<OpenHours>('QueueOpenHours').implement({
  description: 'A stretch of time in which a queue is open by its schedule.',
  fields: t => ({
    site: t.exposeString('site', { description: 'Short name of the site.' }),
    queue: t.exposeString('queue', { description: 'Technical name of the queue.' }),
    from: t.expose('from', { type: 'DateTime', description: 'When it opens, cut to the period.' }),
    to: t.expose('to', { type: 'DateTime', description: 'When it closes: the first instant at which it is closed.' }),
  }),
})

builder.queryField('queueOpenHours', t =>
  t.field({
    type: [QueueOpenHours],
    description: `When queues were open, and when they will be: in the past by the schedules that they had then, in the future by those of today. A queue without a schedule is open all the time. At most ${mostDays} days at once.`,
    args: {
      period: t.arg(periodArg),
      queues: t.arg.stringList(queuesArg),
    },
    extensions: { ...needs('readStatistics'), cost: 20, rows: 1000 },
    resolve: async (_, { period: asked, queues }, { may, reports }) => {
      const period = periodOfDays(asked, mostDays)
      const scope = await may.queues(queues)
      const [known, sites] = await Promise.all([scope === 'all' ? reports.knownQueues() : scope, reports.sites()])
      const zones = new Map(sites.map(({ site, timeZone }) => [site, timeZone]))
      const stretches = await reports.queueSchedules(known, period)
      return known.flatMap(({ site, name: queue }) => {
        const history = stretches.filter(stretch => stretch.site === site && stretch.queue === queue)
        return openHoursOf(history, zones.get(site) ?? 'UTC', period).map(hours => ({ site, queue, ...hours }))
      })
    },
  }),
)
