import { agentStates, type AgentStateName } from '../../ui/states.ts'
import type { Agent, AgentGroup } from '../board.ts'
import { finderOf } from '../../ui/find.ts'

export const agentOrders = ['state', 'name', 'since', 'answered'] as const
export type AgentOrder = (typeof agentOrders)[number]

export interface AgentFilter {
  /** Empty: every state. */
  readonly states: ReadonlySet<AgentStateName>
  /** `site/queue`; empty: every queue. */
  readonly queue: string
  /** `site/group`; empty: every group. */
  readonly group: string
  readonly text: string
}

export const everyAgent: AgentFilter = { states: new Set(), queue: '', group: '', text: '' }

export const leavesOut = ({ states, queue, group, text }: AgentFilter): boolean =>
  states.size > 0 || queue !== '' || group !== '' || text !== ''

/** A name, a member name, a group, a line or a reason; several words must all be found. */
export function filterAgents(agents: readonly Agent[], { states, queue, group, text }: AgentFilter): readonly Agent[] {
  const isFound = finderOf(text)
  return agents.filter(agent => {
    if (states.size > 0 && !states.has(agent.state)) return false
    if (queue !== '' && !isIn(agent, queue)) return false
    if (group !== '' && agent.group?.id !== group) return false
    return (
      !isFound ||
      isFound(`${agent.name} ${agent.agent} ${agent.group?.name ?? ''} ${agent.line ?? ''} ${agent.reason ?? ''}`)
    )
  })
}

const isIn = ({ site, queues, queue: current }: Agent, wanted: string): boolean =>
  `${site}/${current ?? ''}` === wanted || queues.some(queue => `${site}/${queue}` === wanted)

/** The groups that somebody on the board is in, by name. */
export function groupsOf(agents: readonly Agent[]): readonly AgentGroup[] {
  const groups = new Map(agents.flatMap(({ group }) => (group ? [[group.id, group] as const] : [])))
  return [...groups.values()].sort((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id))
}

/** Who is logged out is looked for seldom and fills the screen in a large centre: left out unless asked for. */
export const presentAgents = (agents: readonly Agent[]): readonly Agent[] =>
  agents.filter(({ state }) => state !== 'LOGGED_OUT')

/** One for all comparisons: localeCompare makes its own each time, which for hundreds of agents is most of a push's work. */
const names = new Intl.Collator(undefined, { numeric: true })

/**
 * By state: trouble and help first, in each the longest first. By since: the longest in the state first. Those of a recording come last: what
 * they did is over.
 */
export function sortAgents(agents: readonly Agent[], order: AgentOrder): readonly Agent[] {
  const byName = (a: Agent, b: Agent) => names.compare(a.name, b.name) || names.compare(a.id, b.id)
  const rank = (agent: Agent) => agentStates.indexOf(agent.state)
  const compare: Readonly<Record<AgentOrder, (a: Agent, b: Agent) => number>> = {
    name: byName,
    state: (a, b) => rank(a) - rank(b) || a.since - b.since || byName(a, b),
    since: (a, b) => a.since - b.since || byName(a, b),
    answered: (a, b) => b.answered - a.answered || byName(a, b),
  }
  const isRecorded = ({ standstill }: Agent) => Number(standstill?.reason === 'recording')
  return [...agents].sort((a, b) => isRecorded(a) - isRecorded(b) || compare[order](a, b))
}

export function countByState(agents: readonly Agent[]): Readonly<Record<AgentStateName, number>> {
  const counts = Object.fromEntries(agentStates.map(state => [state, 0])) as Record<AgentStateName, number>
  for (const { state } of agents) counts[state]++
  return counts
}
