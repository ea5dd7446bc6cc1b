import type { OtherObjects } from '../configuration/kind.ts'
import { queues } from '../queues/configured-queues.ts'
import type { Memberships } from './base-membership.ts'

/** pbx-configuration §7.6: the two sets of queues that an agent has. */
export interface AgentQueues {
  /** What he is in now. */
  readonly active: Memberships
  /** What he returns to; empty: he has no base configuration. */
  readonly base: Memberships
  /** Queues that have an entry for him, in either set. */
  readonly entries: ReadonlySet<string>
}

const none: AgentQueues = { active: new Map(), base: new Map(), entries: new Set() }

/** One look at all queues, for any number of agents. */
export function queuesOfAgents(others: Pick<OtherObjects, 'all'>): (agent: string) => AgentQueues {
  const known = new Map<string, { active: Map<string, number>; base: Map<string, number>; entries: Set<string> }>()
  for (const { key, value } of others.all(queues))
    for (const { agent, penalty, enabled, basePenalty } of value.members) {
      if (agent === null) continue
      const his = known.get(agent) ?? { active: new Map(), base: new Map(), entries: new Set() }
      known.set(agent, his)
      his.entries.add(key)
      if (enabled) his.active.set(key, penalty)
      if (basePenalty !== null) his.base.set(key, basePenalty)
    }
  return agent => known.get(agent) ?? none
}
