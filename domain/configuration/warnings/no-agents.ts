import type { RightsProfile } from '../../access/rights-profiles.ts'
import type { Rejection } from '../../kernel/decider.ts'

/** contact-center §17: queues show no agents, these are seen by their groups. */
export function seesNoAgents({ type, queues, agentGroups }: RightsProfile): readonly Rejection[] {
  if (type !== 'supervisor' || queues.length === 0 || agentGroups.length > 0) return []
  const message = 'a supervisor without agentGroups sees no agents, not those of his queues either: name their groups'
  return [{ field: 'agentGroups', rule: 'noAgents', message }]
}
