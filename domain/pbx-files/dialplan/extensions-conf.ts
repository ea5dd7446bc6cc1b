import { agents } from '../../agents/configured-agents.ts'
import { queues } from '../../queues/configured-queues.ts'
import { recordingRules } from '../../recordings/recording-rules.ts'
import { callCompletion } from '../../routing/call-completion.ts'
import { callFilters } from '../../routing/call-filters.ts'
import { callPermissions } from '../../routing/call-permissions.ts'
import { callerNumberRules } from '../../routing/caller-number-rules.ts'
import { conferenceRooms } from '../../routing/conference-rooms.ts'
import { contexts } from '../../routing/contexts.ts'
import { dialplanFiles } from '../../routing/dialplan-files.ts'
import { dialplanSettings } from '../../routing/dialplan-settings.ts'
import { extensions } from '../../routing/extensions.ts'
import { featureCodes } from '../../routing/feature-codes.ts'
import { groups } from '../../routing/groups.ts'
import { incalls } from '../../routing/incalls.ts'
import { ivrs } from '../../routing/ivrs.ts'
import { outcalls } from '../../routing/outcalls.ts'
import { pagings } from '../../routing/pagings.ts'
import { parkingLots } from '../../routing/parking-lots.ts'
import { pickupGroups } from '../../routing/pickup-groups.ts'
import { schedules } from '../../routing/schedules.ts'
import { trunks } from '../../routing/trunks.ts'
import { mediaServers } from '../../sites/media-servers.ts'
import { users } from '../../users/configured-users.ts'
import { functionKeyTemplates } from '../../users/function-keys.ts'
import { lines } from '../../users/lines.ts'
import { voicemails } from '../../users/voicemails.ts'
import type { FileRenderer } from '../rendered-file.ts'
import { agentContexts } from './agent-callback.ts'
import { callFilterContexts } from './call-filters.ts'
import { conferenceRoomContexts } from './conference-rooms.ts'
import { numberContexts } from './contexts.ts'
import { customFiles, scopeOf } from './scope.ts'
import { featureContexts } from './features.ts'
import { emptyContexts, generalText, globalsText } from './globals.ts'
import { groupContexts } from './groups.ts'
import { incallContexts } from './incalls.ts'
import { lineContexts } from './interfaces.ts'
import { ivrContexts } from './ivrs.ts'
import { outcallContexts } from './outcalls.ts'
import { permissionContexts } from './permissions.ts'
import { queueContexts } from './queues.ts'
import { recordingContexts } from './recording.ts'
import { scheduleContexts } from './schedules.ts'
import { serverContexts } from './servers.ts'
import { subroutineContexts } from './subroutines.ts'
import { userContexts } from './users.ts'

/** The dialplan (pbx-configuration §13): numbers first, then what they lead to, then what these are made with. */
export const extensionsConf: FileRenderer = {
  path: 'extensions.conf',
  reads: [
    agents,
    callCompletion,
    callFilters,
    callPermissions,
    callerNumberRules,
    conferenceRooms,
    contexts,
    dialplanFiles,
    dialplanSettings,
    extensions,
    featureCodes,
    functionKeyTemplates,
    groups,
    incalls,
    ivrs,
    lines,
    mediaServers,
    outcalls,
    pagings,
    parkingLots,
    pickupGroups,
    queues,
    recordingRules,
    schedules,
    trunks,
    users,
    voicemails,
  ].map(({ name }) => name),
  reload: { module: 'pbx_config.so' },
  render(rendering) {
    const scope = scopeOf(rendering)
    return [
      generalText,
      globalsText(scope),
      ...customFiles(rendering).map(({ name }) => `#tryinclude extensions_extra.d/${name}\n`),
      ...numberContexts(scope),
      ...incallContexts(scope),
      ...queueContexts(scope),
      ...groupContexts(scope),
      ...userContexts(scope),
      ...lineContexts(scope),
      ...outcallContexts(scope),
      ...callFilterContexts(scope),
      ...agentContexts(scope),
      ...featureContexts(scope),
      ...conferenceRoomContexts(scope),
      ...ivrContexts(scope),
      ...scheduleContexts(scope),
      ...permissionContexts(scope),
      ...recordingContexts(scope),
      ...subroutineContexts(scope),
      ...serverContexts(scope),
      ...emptyContexts(scope),
    ].join('')
  },
  /** Custom dialplan (§14.1). Without one of its files Asterisk would have no dialplan at all, so they are only tried. */
  included: rendering =>
    customFiles(rendering).map(({ name, content }) => ({
      path: `extensions_extra.d/${name}`,
      content: content.endsWith('\n') ? content : `${content}\n`,
    })),
}
