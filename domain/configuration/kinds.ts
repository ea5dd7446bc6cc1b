import { agentGroups, agents } from '../agents/configured-agents.ts'
import { queues } from '../queues/configured-queues.ts'
import { penaltyRules } from '../queues/penalty-rules.ts'
import { skillRuleSets } from '../queues/skill-rule-sets.ts'
import { skills } from '../queues/skills.ts'
import { contexts } from '../routing/contexts.ts'
import { extensions } from '../routing/extensions.ts'
import { featureCodes } from '../routing/feature-codes.ts'
import { groups } from '../routing/groups.ts'
import { incalls } from '../routing/incalls.ts'
import { musicOnHold } from '../routing/music-on-hold.ts'
import { outcalls } from '../routing/outcalls.ts'
import { schedules } from '../routing/schedules.ts'
import { sipSettings } from '../routing/sip-settings.ts'
import { trunks } from '../routing/trunks.ts'
import { voicemailSettings } from '../routing/voicemail-settings.ts'
import { mediaServers } from '../sites/media-servers.ts'
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
  mediaServers,
  sipSettings,
  voicemailSettings,
  featureCodes,
  contexts,
  musicOnHold,
  schedules,
  agentGroups,
  skills,
  skillRuleSets,
  penaltyRules,
  agents,
  labels,
  voicemails,
  lines,
  users,
  queues,
  groups,
  trunks,
  outcalls,
  incalls,
  extensions,
]

export const kinds: Kinds = new Map(registered.map(kind => [kind.name, kind]))
