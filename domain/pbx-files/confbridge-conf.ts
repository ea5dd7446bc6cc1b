import { objectsOf } from '../configuration/configuration.ts'
import { conferenceRooms, type ConferenceRoom } from '../routing/conference-rooms.ts'
import { confFile, section, type Setting } from './conf-file.ts'
import type { FileRenderer, Rendering } from './rendered-file.ts'

/** The profiles of a room, as the dialplan names them: ConfBridge(NAME,bridge,user). No room has a ~ in its name. */
export const bridgeProfileOf = (room: string): string => `bridge~${room}`
export const participantProfileOf = (room: string): string => `participant~${room}`
export const organizerProfileOf = (room: string): string => `organizer~${room}`

/** pbx-configuration §8.8. */
export const confbridgeConf: FileRenderer = {
  path: 'confbridge.conf',
  reads: [conferenceRooms.name],
  reload: { module: 'app_confbridge.so' },
  render: ({ configuration, open }) =>
    confFile([
      section('general', []),
      ...objectsOf(configuration, conferenceRooms)
        .filter(({ value }) => value.enabled)
        .flatMap(({ value }) => profiles(value, open)),
    ]),
}

function profiles(room: ConferenceRoom, open: Rendering['open']): readonly string[] {
  const opened = (pin: ConferenceRoom['pin']) => (pin === null ? null : open(pin.sealed))
  const bridge = section(bridgeProfileOf(room.name), [
    ['type', 'bridge'],
    ['max_members', room.maxParticipants],
    ['record_conference', room.record],
  ])
  const participant = section(participantProfileOf(room.name), [
    ['type', 'user'],
    ['pin', opened(room.pin)],
    ['wait_marked', room.waitingRoom],
    ['end_marked', false],
    ['startmuted', room.startMuted],
    ...sharedBy(room),
  ])
  if (room.organizerPin === null) return [bridge, participant]
  const organizer = section(organizerProfileOf(room.name), [
    ['type', 'user'],
    ['admin', true],
    ['marked', true],
    ['pin', opened(room.organizerPin)],
    ...sharedBy(room),
  ])
  return [bridge, participant, organizer]
}

const sharedBy = (room: ConferenceRoom): readonly Setting[] => [
  ['quiet', room.noIncomingNotification],
  ['announce_only_user', !room.noAnnounceFirst],
  ['announce_user_count', room.announceCount],
  ['announce_join_leave', room.announceJoinLeave !== 'no' && !room.noIncomingNotification],
  ['announce_join_leave_review', room.announceJoinLeave === 'yes' && !room.noIncomingNotification],
  ['music_on_hold_when_empty', true],
  ['music_on_hold_class', room.musicOnHold],
]
