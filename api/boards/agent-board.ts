import { StandstillType } from './standstill-type.ts'
import { secondsOf } from '../../domain/kernel/time.ts'
import type { AgentBoardRow } from '../../projections/agent-states/types.ts'
import { AgentPhoneType } from './agent-phone.ts'
import { boardFields } from './board-fields.ts'
import { builder } from '../schema/builder.ts'
import { AgentStateNameType } from '../schema/enums.ts'
import { figureText } from '../statistics/figures.ts'
import { agentBoard, type AgentBoard, type AgentLine } from '../live/agent-board.ts'
import { watchAgents } from '../live/watch.ts'
import { needs } from '../rights/rights.ts'

const text = (name: string) => figureText('live agent', name)

const AgentMembershipType = builder
  .objectRef<AgentBoardRow['queues'][number] & { readonly paused: boolean }>('AgentMembership')
  .implement({
    description: 'A queue that an agent is a member of.',
    fields: t => ({
      queue: t.exposeString('queue', { description: 'Technical name of the queue.' }),
      penalty: t.exposeInt('penalty', {
        nullable: true,
        description: 'Penalty: calls go to lower ones first. Null when no source tells.',
      }),
      paused: t.exposeBoolean('paused', { description: 'Paused in this queue.' }),
    }),
  })

const AgentCountersType = builder.objectRef<AgentBoardRow['today']>('AgentCounters').implement({
  description:
    'What an agent has done since the midnight of the site; the state that goes on is counted up to now, or to where his site stands still (contact-center 8.4).',
  fields: t => {
    const length = (name: string, of: 'talking' | 'pause' | 'ready' | 'wrapUp') =>
      t.float({ description: text(name), resolve: today => secondsOf(today[of]) })
    return {
      answered: t.exposeInt('answered', { description: text('answered') }),
      missed: t.exposeInt('missed', { description: text('missed') }),
      talkingSeconds: length('talkingSeconds', 'talking'),
      pauseSeconds: length('pauseSeconds', 'pause'),
      readySeconds: length('readySeconds', 'ready'),
      wrapUpSeconds: length('wrapUpSeconds', 'wrapUp'),
    }
  },
})

const AgentBoardAgentType = builder.objectRef<AgentLine>('AgentBoardAgent').implement({
  description: 'An agent now.',
  fields: t => ({
    site: t.string({ description: 'Short name of the site.', resolve: ({ row }) => row.site }),
    agent: t.string({ description: 'Member name, e.g. `Agent/8001`.', resolve: ({ row }) => row.agent }),
    agentName: t.string({
      nullable: true,
      description: 'Name for people; null where none is configured.',
      resolve: ({ name }) => name?.name ?? null,
    }),
    agentGroup: t.string({
      nullable: true,
      description: 'Short name of the group that he is in; null where none is configured.',
      resolve: ({ name }) => name?.group ?? null,
    }),
    agentGroupDisplayName: t.string({
      nullable: true,
      description: 'Name of that group for people.',
      resolve: ({ name }) => name?.groupDisplayName ?? null,
    }),
    demo: t.exposeBoolean('demo', { description: 'The simulator invents this agent.' }),
    standstill: t.field({
      type: StandstillType,
      nullable: true,
      description: 'Why this is not what he does now but what he did last, as far as is known; null: he does it now.',
      resolve: ({ standstill }) => standstill,
    }),
    state: t.field({
      type: AgentStateNameType,
      description:
        'What the agent is doing. Where the manager interface (AMI) is heard, RINGING, the first moments of TALKING and, from a start of the PBX to his next row, READY and PAUSED come from it, otherwise all from queue_log.',
      resolve: ({ row }) => row.state,
    }),
    since: t.field({
      type: 'DateTime',
      description: 'When the state began. Count from here to show a running clock.',
      resolve: ({ row }) => row.since,
    }),
    stateSeconds: t.float({
      description: text('stateSeconds'),
      resolve: ({ row, now }) => Math.max(0, secondsOf(now - row.since)),
    }),
    reason: t.string({
      nullable: true,
      description: 'Reason of the pause, where one was given.',
      resolve: ({ row }) => row.reason,
    }),
    reasonLabel: t.string({
      nullable: true,
      description: 'What people call that reason; null where none is configured.',
      resolve: ({ reasonLabel }) => reasonLabel ?? null,
    }),
    queue: t.string({
      nullable: true,
      description: 'Queue of the call, while one rings, is talked with, or is wrapped up.',
      resolve: ({ row }) => row.queue,
    }),
    callId: t.string({
      nullable: true,
      description: 'callid of that call.',
      resolve: ({ row }) => row.callId,
    }),
    phone: t.expose('phone', {
      type: AgentPhoneType,
      nullable: true,
      description:
        'His telephone now. Null where no manager interface is heard: the site sends none, its connection is lost, or it has not told yet.',
    }),
    line: t.string({
      nullable: true,
      description: 'Line or interface that the agent is logged in on.',
      resolve: ({ row }) => row.line,
    }),
    loggedInSince: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Login; null when logged out or when it is not known.',
      resolve: ({ row }) => row.loggedInSince,
    }),
    queues: t.field({
      type: [AgentMembershipType],
      description: 'Queues that the agent is a member of now.',
      resolve: ({ row }) => row.queues.map(member => ({ ...member, paused: row.pausedQueues.includes(member.queue) })),
    }),
    today: t.field({
      type: AgentCountersType,
      description: 'Since the midnight of the site.',
      resolve: ({ row }) => row.today,
    }),
  }),
})

const AgentBoardType = builder.objectRef<AgentBoard>('AgentBoard').implement({
  description: 'The agents now (contact-center 8.4, 9.3). The same answer as a query and as a subscription.',
  fields: t => ({
    ...boardFields(t),
    agents: t.expose('agents', {
      type: [AgentBoardAgentType],
      description: 'The agents that you may see and have asked for, by site and name.',
      extensions: { rows: 100 },
    }),
  }),
})

const args = builder.args(t => ({
  agents: t.stringList({
    description: 'Member names, `Agent/8001` or `paris/Agent/8001`; all that you may see when left out.',
  }),
  groups: t.stringList({
    description: 'Short names of groups of agents, `north` or `paris/north`: only who is in one of them now.',
  }),
}))

builder.queryField('agentBoard', t =>
  t.field({
    type: AgentBoardType,
    description: 'The live agents, once.',
    args,
    extensions: { ...needs('readBoards'), cost: 50 },
    resolve: async (_, { agents, groups }, context) => agentBoard(context, await context.may.agents(agents, groups)),
  }),
)

builder.subscriptionField('agentBoard', t =>
  t.field({
    type: AgentBoardType,
    description:
      'The live agents, pushed: at once, after every change (at most five times a second), and every five seconds.',
    args,
    extensions: { ...needs('readBoards'), cost: 50 },
    subscribe: (_, { agents, groups }, context) => watchAgents(context, agents, groups),
    resolve: board => board,
  }),
)
