import { agentGroups, agents } from '../agents/configured-agents.ts'
import { queues } from '../queues/configured-queues.ts'
import { contexts } from '../routing/contexts.ts'
import { musicOnHold } from '../routing/music-on-hold.ts'
import { users } from '../users/configured-users.ts'
import { labels } from '../users/labels.ts'
import { lines } from '../users/lines.ts'
import { voicemails } from '../users/voicemails.ts'
import type { Kinds } from './configuration.ts'
import type { ObjectKind } from './kind.ts'

/**
 * Everything that can be configured, in the order of documents and lists: what is referred to comes first. Adding a kind is adding
 * its declaration and one line here.
 */
const registered: readonly ObjectKind[] = [
  contexts,
  musicOnHold,
  agentGroups,
  agents,
  labels,
  voicemails,
  lines,
  users,
  queues,
]

export const kinds: Kinds = new Map(registered.map(kind => [kind.name, kind]))
