import { contextName } from '../../configuration/formats.ts'
import { objectKind, type ObjectOf } from '../../configuration/kind.ts'
import { flag, initially, optional, text } from '../../configuration/shape.ts'

const hook = (description: string, name: string) =>
  initially(
    optional(
      text(`${description} A context that is not there is skipped. Unset: none.`, { max: 39, format: contextName }),
    ),
    name,
  )
const before = (what: string, name: string) =>
  hook(`Subroutine that runs before every ${what}, behind that of the object itself.`, `xivo-subrgbl-${name}`)
const forwardTo = (what: string, name: string) =>
  hook(`Subroutine that runs before a call is sent on to ${what}.`, `xivo-subrfwd-${name}`)

/**
 * pbx-configuration §14.2, with its names (the subroutines of forwards with the spelling of the sister documentation: §19.8).
 * Subroutines end with Return(); they are contexts of the custom dialplan with `s,1`.
 */
export const dialplanSettings = objectKind({
  name: 'dialplanSettings',
  plural: 'dialplanSettings',
  description: 'What holds for the generated dialplan as a whole.',
  key: [],
  fields: {
    recordingActive: flag(
      'Queues with a recording mode are recorded; off: none is, from the next call on (§7.13).',
      true,
    ),
    transferPromptWhenClosed: flag(
      'A caller hears that he is transferred when the schedule of a user is closed (XIVO_FWD_SCHEDULE_OUT_ISDA).',
      true,
    ),
    globalSubroutinesActive: flag('Subroutines of each category run (XIVO_PRESUBR_GLOBAL_ENABLE).', true),
    beforeUser: before('call to a user', 'user'),
    beforeAgent: before('call to an agent', 'agent'),
    beforeGroup: before('call to a group', 'group'),
    beforeQueue: before('call to a queue', 'queue'),
    beforeConferenceRoom: before('call to a conference room', 'meetme'),
    beforeIncall: before('call of an incall', 'did'),
    beforeOutcall: before('call of an outcall', 'outcall'),
    beforePaging: before('paging', 'paging'),
    betweenServers: before('call from one media server to another', 'xds'),
    forwardSubroutinesActive: flag('Subroutines of each destination run (XIVO_PRESUBR_FWD_ENABLE).', true),
    forwardToUser: forwardTo('a user', 'user'),
    forwardToGroup: forwardTo('a group', 'group'),
    forwardToQueue: forwardTo('a queue', 'queue'),
    forwardToConferenceRoom: forwardTo('a conference room', 'meetme'),
    forwardToVoicemail: forwardTo('a mailbox', 'voicemail'),
    forwardToSchedule: forwardTo('where a schedule says', 'schedule'),
    forwardToIvr: forwardTo('a voice menu', 'voicemenu'),
    forwardToSound: forwardTo('a sound', 'sound'),
    forwardToApplication: forwardTo('an application of the dialplan', 'custom'),
    forwardToExtension: forwardTo('an extension', 'extension'),
  },
})

export type DialplanSettings = ObjectOf<typeof dialplanSettings>
