import { profileCommands } from '../access/profile-commands.ts'
import { rightsProfiles } from '../access/rights-profiles.ts'
import { serviceAccesses } from '../access/service-accesses.ts'
import { agentGroups, agents } from '../agents/configured-agents.ts'
import { agentQueueCommands } from '../agents/queue-commands.ts'
import { pauseReasons } from '../agents/pause-reasons.ts'
import { callbackLists } from '../callbacks/callback-lists.ts'
import { callbackPeriods } from '../callbacks/callback-periods.ts'
import { qualifications } from '../qualifications/qualifications.ts'
import { phonebookEntries } from '../phonebook/phonebook-entries.ts'
import { queues } from '../queues/configured-queues.ts'
import { switchboardCommands } from '../queues/switchboard-commands.ts'
import { penaltyRules } from '../queues/penalty-rules.ts'
import { skillRuleSets } from '../queues/skill-rule-sets.ts'
import { skills } from '../queues/skills.ts'
import { recordingRules } from '../recordings/recording-rules.ts'
import { directorySettings } from '../phonebook/directory-settings.ts'
import { retentionSettings } from '../retention/retention-settings.ts'
import { callCompletion } from '../routing/call-completion.ts'
import { callFilters } from '../routing/call-filters.ts'
import { callPermissions } from '../routing/permissions/call-permissions.ts'
import { callerNumberRules } from '../routing/numbers/caller-number-rules.ts'
import { conferenceRooms } from '../routing/conference-rooms.ts'
import { contexts } from '../routing/dialplan/contexts.ts'
import { directMediaCommands } from '../routing/sip/direct-media.ts'
import { dialplanFiles } from '../routing/dialplan/dialplan-files.ts'
import { dialplanSettings } from '../routing/dialplan/dialplan-settings.ts'
import { extensions } from '../routing/dialplan/extensions.ts'
import { featureCodes } from '../routing/dialplan/feature-codes.ts'
import { groups } from '../routing/groups.ts'
import { incalls } from '../routing/incalls.ts'
import { ivrs } from '../routing/ivr/ivrs.ts'
import { musicOnHold } from '../routing/music-on-hold.ts'
import { outcalls } from '../routing/outcalls.ts'
import { pagings } from '../routing/pagings.ts'
import { parkingLots } from '../routing/parking-lots.ts'
import { pickupGroups } from '../routing/pickup-groups.ts'
import { rangesInUse } from '../routing/numbers/ranges-in-use.ts'
import { schedules } from '../routing/schedules/schedules.ts'
import { sipSettings } from '../routing/sip/sip-settings.ts'
import { sipTemplates } from '../routing/sip/sip-templates.ts'
import { soundFiles } from '../routing/sound-files.ts'
import { trunks } from '../routing/sip/trunks.ts'
import { voicemailSettings } from '../routing/voicemail-settings.ts'
import { entities } from '../sites/entities.ts'
import { francePreset, setUpCommands } from '../sites/set-up-commands.ts'
import { mediaServers } from '../sites/media-servers.ts'
import { users } from '../users/configured-users.ts'
import { devices } from '../users/devices.ts'
import { functionKeyTemplates } from '../users/function-keys.ts'
import { labels } from '../users/labels.ts'
import { callerIdCommands } from '../users/caller-id-commands.ts'
import { lineCommands } from '../users/line-commands.ts'
import { lines } from '../users/lines.ts'
import { membershipsEnd } from '../users/memberships.ts'
import { voicemails } from '../users/voicemails.ts'
import type { Kinds } from './configuration.ts'
import type { ObjectKind } from './kind.ts'

/**
 * Everything that can be configured, in the order of documents and lists: what is referred to comes first. Adding a kind is adding
 * its declaration and one line here.
 */
const registered: readonly ObjectKind[] = [
  entities,
  mediaServers,
  { ...sipSettings, commands: { ...francePreset, ...directMediaCommands } },
  voicemailSettings,
  featureCodes,
  dialplanSettings,
  callerNumberRules,
  callCompletion,
  recordingRules,
  retentionSettings,
  directorySettings,
  { ...contexts, checkChange: rangesInUse, commands: setUpCommands },
  soundFiles,
  dialplanFiles,
  musicOnHold,
  parkingLots,
  sipTemplates,
  conferenceRooms,
  schedules,
  ivrs,
  callPermissions,
  agentGroups,
  skills,
  skillRuleSets,
  penaltyRules,
  pauseReasons,
  { ...agents, commands: agentQueueCommands },
  labels,
  voicemails,
  { ...lines, commands: lineCommands },
  devices,
  functionKeyTemplates,
  { ...users, commands: callerIdCommands, leaving: membershipsEnd },
  phonebookEntries,
  qualifications,
  { ...queues, commands: switchboardCommands },
  serviceAccesses,
  callbackPeriods,
  callbackLists,
  groups,
  pickupGroups,
  pagings,
  callFilters,
  trunks,
  outcalls,
  incalls,
  extensions,
  { ...rightsProfiles, commands: profileCommands },
]

export const kinds: Kinds = new Map(registered.map(kind => [kind.name, kind]))
