import { secondsOf } from '../../domain/kernel/time.ts'
import type { AgentStateRow } from '../../projections/agent-states/types.ts'
import { builder } from '../schema/builder.ts'
import { AgentStateNameType } from '../schema/enums.ts'
import { agentNameOf, namedAt, pauseLabelOf } from '../names/names.ts'
import { PeriodInput, periodOfDays } from '../schema/period.ts'
import { needs } from '../rights/rights.ts'

const mostDays = 62

const AgentState = builder.objectRef<AgentStateRow>('AgentState').implement({
  description:
    'A stretch of time that an agent spent in one state. Stretches of one agent neither overlap nor leave gaps.',
  fields: t => ({
    site: t.exposeString('site', { description: 'Short name of the site.' }),
    agent: t.exposeString('agent', { description: 'Member name of the agent, e.g. `Agent/8001`.' }),
    agentName: t.string({
      nullable: true,
      description: 'Name of the agent for people, as it was configured when the state began.',
      resolve: async ({ site, agent, from }, _, context) =>
        (await agentNameOf(context, namedAt(site, agent, from)))?.name ?? null,
    }),
    state: t.expose('state', { type: AgentStateNameType, description: 'What the agent was doing.' }),
    from: t.expose('from', { type: 'DateTime', description: 'When it began; it may lie before the period.' }),
    to: t.expose('to', { type: 'DateTime', nullable: true, description: 'When it ended; null: it goes on.' }),
    seconds: t.float({
      nullable: true,
      description: 'to - from, in seconds; null while it goes on.',
      resolve: ({ from, to }) => (to === null ? null : secondsOf(to - from)),
    }),
    reason: t.exposeString('reason', {
      nullable: true,
      description: 'Reason of a pause, where one was given (data1 of PAUSE).',
    }),
    reasonLabel: t.string({
      nullable: true,
      description: 'What people call that reason, as it was configured when the state began.',
      resolve: async ({ site, reason, from }, _, context) =>
        reason ? ((await pauseLabelOf(context, namedAt(site, reason, from))) ?? null) : null,
    }),
    queue: t.exposeString('queue', {
      nullable: true,
      description: 'Queue of the call, when the state is about a call.',
    }),
    callId: t.exposeString('callId', {
      nullable: true,
      description: 'callid of queue_log, when the state is about a call.',
    }),
  }),
})

builder.queryField('agentTimeline', t =>
  t.field({
    type: [AgentState],
    description: `What one agent did, in order (contact-center 9.3). At most ${mostDays} days at once.`,
    args: {
      agent: t.arg.string({
        required: true,
        description:
          'Member name, `Agent/8001`, or with its site: `paris/Agent/8001`. Without a site: those of every site.',
      }),
      period: t.arg({
        type: PeriodInput,
        required: true,
        description: 'States that touch this period are answered whole.',
      }),
    },
    extensions: { ...needs('readAgentTimelines'), cost: 20, rows: 500 },
    resolve: async (_, { agent, period }, { may, reports, clock }) =>
      reports.agentTimeline(await may.agents([agent]), periodOfDays(period, mostDays), clock()),
  }),
)
