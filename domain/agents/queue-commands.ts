import type { ConfigurationCommand } from '../configuration/commands.ts'
import { compound, type CompoundCommand, type OtherObjects } from '../configuration/kind.ts'
import { choice, group, integer, list, optional, reference } from '../configuration/shape.ts'
import type { Rejection } from '../kernel/decider.ts'
import { queues } from '../queues/configured-queues.ts'
import { baseFromActive, type Memberships } from './base-membership.ts'
import { agents } from './configured-agents.ts'
import { queuesOfAgents, type AgentQueues } from './configured-memberships.ts'

const ofAgents = list(reference('Agents, by number.', 'agent'), { unique: true, max: 1000 })

const withPenalty = list(
  group('A queue, and the penalty of the agents there.', 'AgentQueuePenalty', {
    queue: reference('The queue.', 'queue'),
    penalty: integer('Lower ones are rung first.', [0, 1000]),
  }),
  { unique: true, max: 1000 },
)

const fromLogin = 'On who is logged in it acts at once where the PBX can be reached, on others at their next login.'

/** pbx-configuration §7.6: what an agent has now, and what he returns to. Both are entries of the queues. */
export const agentQueueCommands = {
  setAgentBaseConfiguration: compound({
    description:
      'Sets the base configuration of agents: the queues named; or what other agents are in now, in each with the lowest penalty that one of them has there; or, with neither, what each of them is in himself. An empty one is none.',
    repeatable: true,
    fields: {
      agents: ofAgents,
      queues: optional(withPenalty),
      fromActiveOf: optional(ofAgents),
    },
    comesTo({ agents: numbers, queues: named, fromActiveOf }, others) {
      const rejections = [
        ...noneNamed(numbers),
        ...unknownAgents('agents', numbers, others),
        ...unknownAgents('fromActiveOf', fromActiveOf ?? [], others),
        ...wrongQueues(
          'queues',
          (named ?? []).map(({ queue }) => queue),
          others,
        ),
        ...(named && fromActiveOf
          ? [
              {
                field: 'queues',
                rule: 'oneOf',
                message: 'the base configuration comes from queues or from fromActiveOf',
              },
            ]
          : []),
      ]
      if (rejections.length > 0) return { rejections }
      const of = queuesOfAgents(others)
      const shared = named
        ? penalties(named)
        : fromActiveOf && baseFromActive(fromActiveOf.map(number => of(number).active))
      return changed(numbers, others, ({ active }) => ({ active, base: shared ?? active }))
    },
  }),

  applyAgentBaseConfiguration: compound({
    description: `Puts agents into the queues of their base configuration, with its penalties, and takes them out of all others. Who has none stays as he is. ${fromLogin}`,
    repeatable: true,
    fields: { agents: ofAgents },
    comesTo({ agents: numbers }, others) {
      const rejections = [...noneNamed(numbers), ...unknownAgents('agents', numbers, others)]
      if (rejections.length > 0) return { rejections }
      return changed(numbers, others, ({ active, base }) => ({ active: base.size === 0 ? active : base, base }))
    },
  }),

  bulkUpdateAgentQueues: compound({
    description: `Puts agents into queues, changes their penalties there, and takes them out of others, in what they have now or in their base configuration. ${fromLogin}`,
    repeatable: true,
    fields: {
      agents: ofAgents,
      configuration: choice('Which of the two.', 'AgentQueueConfiguration', ['active', 'base']),
      add: withPenalty,
      remove: list(reference('A queue that they leave.', 'queue'), { unique: true, max: 1000 }),
    },
    comesTo({ agents: numbers, configuration, add, remove }, others) {
      const added = add.map(({ queue }) => queue)
      const rejections = [
        ...noneNamed(numbers),
        ...unknownAgents('agents', numbers, others),
        ...wrongQueues('add', added, others),
        ...wrongQueues('remove', remove, others),
        ...remove.flatMap((queue, i) =>
          added.includes(queue)
            ? [{ field: `remove[${i}]`, rule: 'oneOf', message: `${queue} is in add as well: do they come or go?` }]
            : [],
        ),
      ]
      if (rejections.length > 0) return { rejections }
      return changed(numbers, others, ({ active, base }) => ({
        active: configuration === 'active' ? updated(active, add, remove) : active,
        base: configuration === 'base' ? updated(base, add, remove) : base,
      }))
    },
  }),
} satisfies Readonly<Record<string, CompoundCommand>>

type QueuePenalty = { readonly queue: string; readonly penalty: number }

const penalties = (named: readonly QueuePenalty[]): Memberships =>
  new Map(named.map(({ queue, penalty }) => [queue, penalty]))

function updated(from: Memberships, add: readonly QueuePenalty[], remove: readonly string[]): Memberships {
  const kept = [...from].filter(([queue]) => !remove.includes(queue))
  return new Map([...kept, ...penalties(add)])
}

type Sets = Pick<AgentQueues, 'active' | 'base'>

function changed(numbers: readonly string[], others: OtherObjects, wanted: (is: AgentQueues) => Sets) {
  const of = queuesOfAgents(others)
  return { commands: numbers.flatMap(agent => commandsTowards(agent, of(agent), wanted(of(agent)))) }
}

/** An entry that is neither now nor by default goes. What is so already is decided to no event. */
function commandsTowards(agent: string, is: AgentQueues, { active, base }: Sets): readonly ConfigurationCommand[] {
  const all = [...new Set([...is.entries, ...active.keys(), ...base.keys()])]
  return all.map((queue): ConfigurationCommand => {
    const [now, later] = [active.get(queue), base.get(queue)]
    if (now === undefined && later === undefined) return { removeQueueMember: { queue, agent } }
    const entry = { queue, agent, enabled: now !== undefined, basePenalty: later ?? null }
    if (is.entries.has(queue))
      return { changeQueueMember: { ...entry, ...(now === undefined ? {} : { penalty: now }) } }
    return { addQueueMember: { ...entry, penalty: now ?? later } }
  })
}

const noneNamed = (numbers: readonly string[]): readonly Rejection[] =>
  numbers.length > 0 ? [] : [{ field: 'agents', rule: 'required', message: 'agents must name one at least' }]

const unknownAgents = (field: string, numbers: readonly string[], others: OtherObjects): readonly Rejection[] =>
  numbers.flatMap((number, i) =>
    others.get(agents, number)
      ? []
      : [{ field: `${field}[${i}]`, rule: 'exists', message: `there is no agent ${number}` }],
  )

const wrongQueues = (field: string, names: readonly string[], others: OtherObjects): readonly Rejection[] =>
  names.flatMap((name, i) => {
    if (!others.get(queues, name))
      return [{ field: `${field}[${i}]`, rule: 'exists', message: `there is no queue ${name}` }]
    if (names.indexOf(name) === i) return []
    return [{ field: `${field}[${i}]`, rule: 'unique', message: `queue ${name} is in the list already` }]
  })
