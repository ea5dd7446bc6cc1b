import { secondsOf } from '../../domain/kernel/time.ts'
import { agentQueue } from '../../domain/metrics/agent-queue.ts'
import type { MicrosLength } from '../../domain/metrics/figures.ts'
import type { AgentQueueStatisticsRequest, AgentQueueStatisticsRow } from '../../projections/agent-states/types.ts'
import type { NamesAsOf } from '../../projections/directory/names.ts'
import { builder } from '../schema/builder.ts'
import { connectionOf, pageArgs } from '../schema/connections.ts'
import { excludedArg } from '../schema/enums.ts'
import { figureText, textOf } from './figures.ts'
import { freshness } from '../schema/freshness.ts'
import { intervalFields } from './interval-fields.ts'
import { agentNameOf, namesArg, queueNameOf } from '../names/names.ts'
import { pageOf } from '../schema/page-size.ts'
import { checkedPeriod } from '../schema/period.ts'
import { agentsArg, intervalArg, periodArg, queuesArg, zoneOfHoursArg, entitiesArg } from '../reports/report-args.ts'
import { needs } from '../rights/rights.ts'

interface AgentQueueLine extends AgentQueueStatisticsRow {
  readonly names: NamesAsOf
  /** Time on hold, by all that tells of it: read for the whole page when a first row is asked for it. */
  readonly hold: () => Promise<MicrosLength>
}

const AgentQueueStatisticsType = builder.objectRef<AgentQueueLine>('AgentQueueStatistics')

builder.objectType(AgentQueueStatisticsType, {
  description: 'Figures of one agent in one queue in an interval.',
  fields: t => ({
    site: t.exposeString('site', { description: 'Short name of the site.' }),
    agent: t.exposeString('agent', { description: 'Member name, e.g. `Agent/8001`.' }),
    agentName: t.string({
      nullable: true,
      description: 'Name of the agent for people, as of the start of the interval, or the first within it.',
      resolve: async ({ site, agent, start, end, names }, _, context) =>
        (await agentNameOf(context, { site, name: agent, from: start, to: end, asOf: names }))?.name ?? null,
    }),
    queue: t.exposeString('queue', { description: 'Technical name of the queue.' }),
    queueDisplayName: t.string({
      nullable: true,
      description: 'Name of the queue for people, as of the start of the interval, or the first within it.',
      resolve: async ({ site, queue, start, end, names }, _, context) =>
        (await queueNameOf(context, { site, name: queue, from: start, to: end, asOf: names }))?.displayName ?? null,
    }),
    ...intervalFields(t),
    holdSeconds: t.float({
      description: figureText('agent x queue', 'holdSeconds'),
      resolve: async ({ hold }) => secondsOf(await hold()),
    }),
  }),
})

for (const definition of agentQueue) {
  const { name, unit, compute } = definition
  if (!compute || name === 'holdSeconds') continue
  builder.objectField(AgentQueueStatisticsType, name, t =>
    t.field({
      type: unit === 'count' ? 'Int' : 'Float',
      description: textOf(definition),
      resolve: ({ figures }) => compute(figures) ?? 0,
    }),
  )
}

const AgentQueueStatisticsConnection = builder.connectionObject(
  {
    type: AgentQueueStatisticsType,
    name: 'AgentQueueStatisticsConnection',
    description: 'A page of figures by agent and queue.',
  },
  { name: 'AgentQueueStatisticsEdge', description: 'A row of figures by agent and queue with its cursor.' },
)

builder.queryField('agentQueueStatistics', t =>
  t.field({
    type: AgentQueueStatisticsConnection,
    description:
      'Figures of the agents by queue in a period: a row for every agent, queue and interval (contact-center 5.11).',
    args: {
      period: t.arg(periodArg),
      interval: t.arg(intervalArg),
      timeZone: t.arg(zoneOfHoursArg),
      agents: t.arg.stringList(agentsArg),
      queues: t.arg.stringList(queuesArg),
      entities: t.arg.stringList({
        ...entitiesArg,
        description: `${entitiesArg.description} It is the queue that counts.`,
      }),
      excluded: t.arg(excludedArg),
      names: t.arg(namesArg),
      ...pageArgs,
    },
    extensions: { ...needs('readStatistics'), cost: 500 },
    resolve: async (_, args, context) => {
      const interval = args.interval ?? 'TOTAL'
      const [agents, queues] = await Promise.all([
        context.may.agents(args.agents),
        context.may.queues(args.queues, args.entities),
      ])
      const fresh = freshness(context, agents, 'agent_states')
      const request: AgentQueueStatisticsRequest = {
        ...pageOf(args),
        period: checkedPeriod(args.period, interval),
        interval,
        ...(args.timeZone ? { timeZone: args.timeZone } : {}),
        agents,
        queues,
        excluded: args.excluded ?? 'WITHOUT',
        now: context.clock(),
      }
      const page = await context.reports.agentQueueStatistics(request)
      let holds: Promise<readonly MicrosLength[]> | undefined
      const holdOf = async (index: number) =>
        (await (holds ??= context.reports.agentQueueHolds(request, page.rows)))[index] ?? 0
      const names = args.names ?? 'EVENT'
      const rows = page.rows.map((row, index) => ({ ...row, names, hold: () => holdOf(index) }))
      return connectionOf({ ...page, rows }, fresh, args.after)
    },
  }),
)
