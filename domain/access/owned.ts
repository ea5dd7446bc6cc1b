import { memberNameOf } from '../agents/actions/agents-on-pbx.ts'
import { agents } from '../agents/configured-agents.ts'
import { objectsOf, type Configuration, type Kinds } from '../configuration/configuration.ts'
import { entityView } from '../configuration/entity-view.ts'
import { queues } from '../queues/configured-queues.ts'
import { groups } from '../routing/groups.ts'
import { users } from '../users/configured-users.ts'

/** By their technical names, as queue_log has them. */
export interface Owned {
  readonly queues: readonly string[]
  /** Agents, and users, who are members of queues by their own names. */
  readonly agents: readonly string[]
}

/**
 * The queues and agents of a site that belong to its entities (pbx-configuration §4.1), by what is configured: queues that ring as groups do
 * are among them. What was removed, or never was configured, belongs to none.
 */
export function ownedBy(entities: readonly string[], configuration: Configuration, kinds: Kinds): Owned {
  const own = entityView(configuration, entities, 'own', kinds)
  return {
    queues: [...objectsOf(own, queues), ...objectsOf(own, groups)].map(({ key }) => key),
    agents: [
      ...objectsOf(own, agents).map(({ key }) => memberNameOf(key)),
      ...objectsOf(own, users).map(({ key }) => key),
    ],
  }
}
