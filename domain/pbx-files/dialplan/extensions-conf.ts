import type { ObjectKind } from '../../configuration/kind.ts'
import { agents } from '../../agents/configured-agents.ts'
import { phonebookEntries } from '../../phonebook/phonebook-entries.ts'
import { queues } from '../../queues/configured-queues.ts'
import { recordingRules } from '../../recordings/recording-rules.ts'
import { callCompletion } from '../../routing/call-completion.ts'
import { callFilters } from '../../routing/call-filters.ts'
import { callPermissions } from '../../routing/permissions/call-permissions.ts'
import { callerNumberRules } from '../../routing/numbers/caller-number-rules.ts'
import { conferenceRooms } from '../../routing/conference-rooms.ts'
import { contexts } from '../../routing/dialplan/contexts.ts'
import { dialplanFiles } from '../../routing/dialplan/dialplan-files.ts'
import { dialplanSettings } from '../../routing/dialplan/dialplan-settings.ts'
import { extensions } from '../../routing/dialplan/extensions.ts'
import { featureCodes } from '../../routing/dialplan/feature-codes.ts'
import { groups } from '../../routing/groups.ts'
import { skillFallbackKinds } from '../../queues/skill-fallbacks.ts'
import { incalls } from '../../routing/incalls.ts'
import { ivrs } from '../../routing/ivr/ivrs.ts'
import { outcalls } from '../../routing/outcalls.ts'
import { pagings } from '../../routing/pagings.ts'
import { parkingLots } from '../../routing/parking-lots.ts'
import { pickupGroups } from '../../routing/pickup-groups.ts'
import { schedules } from '../../routing/schedules/schedules.ts'
import { trunks } from '../../routing/sip/trunks.ts'
import { mediaServers } from '../../sites/media-servers.ts'
import { users } from '../../users/configured-users.ts'
import { lines } from '../../users/lines.ts'
import { voicemails } from '../../users/voicemails.ts'
import { memo } from '../memo.ts'
import { portionOf, type FileRenderer, type Portion } from '../rendered-file.ts'
import { agentContexts } from './agent-callback.ts'
import { callFilterContexts } from './call-filters.ts'
import { conferenceRoomContexts } from './conference-rooms.ts'
import { numberContexts } from './contexts.ts'
import { customFiles, onlySeeing, scopeOf, type Scope } from './scope.ts'
import { featureContexts } from './features.ts'
import { generalText, globalsText } from './globals.ts'
import { groupContexts } from './groups.ts'
import { incallContexts } from './incalls.ts'
import { lineContexts } from './interfaces.ts'
import { ivrContexts } from './ivrs.ts'
import { outcallContexts } from './outcalls.ts'
import { parkingContexts } from './parking.ts'
import { permissionContexts } from './permissions.ts'
import { phonebookContexts } from './phonebook.ts'
import { queueContexts } from './queues.ts'
import { recordingContexts } from './recording.ts'
import { scheduleContexts } from './schedules.ts'
import { serverContexts } from './servers.ts'
import { subroutineContexts } from './subroutines.ts'
import { userContexts } from './users.ts'

/** A part of the dialplan is made again when one of the kinds changes that it reads, besides those that all parts read. */
interface Part {
  readonly reads: readonly AnyKind[]
  readonly render: (scope: Scope) => readonly string[]
  readonly remembered: ReturnType<typeof memo<Portion>>
}

const part = (render: Part['render'], ...reads: readonly AnyKind[]): Part => ({
  reads,
  render,
  remembered: memo<Portion>(),
})

/** A kind of any fields. */
type AnyKind = Pick<ObjectKind, 'name'>

const ofAll: readonly AnyKind[] = [mediaServers, dialplanSettings, featureCodes, recordingRules, dialplanFiles]
const ofRinging: readonly AnyKind[] = [users, lines]

/** Numbers first, then what they lead to, then what these are made with. */
const parts: readonly Part[] = [
  part(
    numberContexts,
    ...ofRinging,
    contexts,
    groups,
    queues,
    conferenceRooms,
    incalls,
    extensions,
    outcalls,
    parkingLots,
  ),
  part(incallContexts, incalls, callerNumberRules, callPermissions),
  part(phonebookContexts, phonebookEntries, users, lines, callerNumberRules),
  part(queueContexts, queues, pickupGroups, ...skillFallbackKinds),
  part(groupContexts, groups, pickupGroups),
  part(userContexts, ...ofRinging, voicemails, callFilters, callCompletion),
  part(lineContexts, lines),
  part(outcallContexts, outcalls, trunks, users, callPermissions),
  part(callFilterContexts, ...ofRinging, callFilters),
  part(agentContexts, agents, queues, ...skillFallbackKinds),
  part(featureContexts, ...ofRinging, callCompletion, callFilters, pagings, voicemails),
  part(conferenceRoomContexts, conferenceRooms),
  part(ivrContexts, ivrs),
  part(scheduleContexts, schedules),
  part(permissionContexts, callPermissions, users, groups),
  part(recordingContexts),
  part(subroutineContexts),
  part(serverContexts),
  part(parkingContexts, parkingLots, contexts),
]

/** The dialplan (pbx-configuration §13). */
export const extensionsConf: FileRenderer = {
  path: 'extensions.conf',
  reads: [...new Set([...ofAll, ...parts.flatMap(({ reads }) => reads)].map(({ name }) => name))],
  reload: { module: 'pbx_config.so' },
  render(rendering) {
    const scope = scopeOf(rendering)
    const { objects } = rendering.configuration
    const seenByAll = ofAll.map(({ name }) => objects.get(name))
    return [
      portionOf(generalText + globalsText(scope)),
      ...parts.map(({ reads, render, remembered }) => {
        const seen = [rendering.open, ...seenByAll, ...reads.map(({ name }) => objects.get(name))]
        return remembered(rendering.server, seen, last => portionOf(render(onlySeeing(scope, reads)).join(''), last))
      }),
      // Behind what they add to: Asterisk gives up a file at a [name](+) of which it has not read the [name] yet.
      portionOf(
        customFiles(rendering)
          .map(({ name }) => `#tryinclude extensions_extra.d/${name}\n`)
          .join(''),
      ),
    ]
  },
  /** Custom dialplan (§14.1). Without one of its files Asterisk would have no dialplan at all, so they are only tried. */
  included: rendering =>
    customFiles(rendering).map(({ name, content }) => ({
      path: `extensions_extra.d/${name}`,
      content: content.endsWith('\n') ? content : `${content}\n`,
    })),
}
