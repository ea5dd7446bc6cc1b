import type { ObjectRef } from '@pothos/core'
import { compareWithBase, type BaseComparison, type Memberships } from '../../domain/agents/base-membership.ts'
import { queuesOfAgents } from '../../domain/agents/configured-memberships.ts'
import { agents } from '../../domain/agents/configured-agents.ts'
import { objectsOf } from '../../domain/configuration/configuration.ts'
import { kinds } from '../../domain/configuration/kinds.ts'
import { othersIn } from '../../domain/configuration/whole-state.ts'
import { builder } from '../schema/builder.ts'
import { ConfigurationType } from './configuration-type.ts'

interface AgentQueuesRow {
  readonly agent: string
  readonly active: Memberships
  readonly base: Memberships
}

const AgentQueueType = builder
  .objectRef<{ readonly queue: string; readonly penalty: number }>('AgentQueueMembership')
  .implement({
    description: 'A queue of an agent, and his penalty there.',
    fields: t => ({
      queue: t.exposeString('queue', { description: 'The queue.' }),
      penalty: t.exposeInt('penalty', { description: 'Lower ones are rung first.' }),
    }),
  })

const comparisons = { 'n/a': 'NO_BASE', Ok: 'OK', Different: 'DIFFERENT' } as const satisfies Record<
  BaseComparison,
  string
>

const ComparisonType = builder.enumType('BaseComparison', {
  description: 'How what an agent has now compares with what he returns to (contact-center §9.6).',
  values: {
    NO_BASE: { description: 'He has no base configuration: n/a.' },
    OK: { description: 'The same queues with the same penalties.' },
    DIFFERENT: { description: 'A queue or a penalty is another one.' },
  } as const,
})

const listed = (memberships: Memberships) => [...memberships].map(([queue, penalty]) => ({ queue, penalty }))

const AgentQueuesType: ObjectRef<typeof builder.$inferSchemaTypes, AgentQueuesRow> = builder
  .objectRef<AgentQueuesRow>('AgentQueues')
  .implement({
    description: 'The two sets of queues of an agent (pbx-configuration §7.6).',
    fields: t => ({
      agent: t.exposeString('agent', { description: 'His number.' }),
      active: t.field({
        type: [AgentQueueType],
        description: 'Those that he is in now, by their names.',
        resolve: ({ active }) => listed(active),
      }),
      base: t.field({
        type: [AgentQueueType],
        description: 'Those that he returns to; empty: he has no base configuration.',
        resolve: ({ base }) => listed(base),
      }),
      comparison: t.field({
        type: ComparisonType,
        description: 'Whether he is where he should be.',
        resolve: ({ active, base }) => comparisons[compareWithBase(base.size === 0 ? undefined : base, active)],
      }),
    }),
  })

builder.objectField(ConfigurationType, 'agentQueues', t =>
  t.field({
    type: [AgentQueuesType],
    description: 'Active and base configuration of agents, by their numbers. What is not there is left out.',
    args: { agents: t.arg.stringList({ required: true, description: 'Numbers of agents.' }) },
    resolve: ({ configuration }, { agents: wanted }) => {
      const of = queuesOfAgents(othersIn(configuration, kinds))
      return objectsOf(configuration, agents)
        .filter(({ key }) => wanted.includes(key))
        .map(({ key }) => ({ agent: key, ...of(key) }))
    },
  }),
)
