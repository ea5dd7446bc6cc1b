import { digits, number, slug } from '../configuration/formats.ts'
import { objectKind, type ObjectOf } from '../configuration/kind.ts'
import { choice, flag, initially, integer, optional, reference, secret, text } from '../configuration/shape.ts'
import type { Rejection } from '../kernel/decider.ts'
import { preprocessSubroutine } from './dialplan/destination.ts'
import { outsideRange } from './numbers/number-range.ts'

/** pbx-configuration §8.8. */
export const conferenceRooms = objectKind({
  name: 'conferenceRoom',
  description: 'A room in which many speak with each other (ConfBridge).',
  key: ['name'],
  fields: {
    name: text('Short name.', { max: 64, format: slug }),
    displayName: text('Name for people.', { max: 128 }),
    number: text('Number that it is dialled under.', { max: 40, format: number }),
    context: reference('Context of that number.', 'context'),
    pin: optional(secret('Digits that participants key in.', digits)),
    organizerPin: optional(secret('Digits that make who keys them in the organizer; needs a general PIN.', digits)),
    waitingRoom: flag('Participants hear music until the organizer is there (wait_marked).', false),
    noAnnounceFirst: flag('The first one is not told that he is alone (announce_only_user=no).', false),
    noIncomingNotification: flag('No tone when one comes or leaves, and no names are recorded (quiet).', false),
    announceCount: flag('Who comes is told how many are there (announce_user_count).', false),
    announceJoinLeave: initially(
      choice(
        'Names of who comes and leaves are played; noreview: without hearing oneself first.',
        'AnnounceJoinLeave',
        ['no', 'yes', 'noreview'],
      ),
      'no',
    ),
    startMuted: flag('Participants are muted at first (startmuted).', false),
    record: flag('It is recorded (record_conference).', false),
    maxParticipants: initially(integer('How many may be in it; 0: any number.', [0, 1000]), 0),
    musicOnHold: initially(reference('Music for who waits or is alone.', 'musicOnHold'), 'default'),
    preprocessSubroutine,
    enabled: flag('Whether it is rendered.', true),
    description: optional(text('For people.', { max: 1000 })),
  },
  numberOf: ({ number: dialled, context }) => ({ number: dialled, context, range: 'conference' }),
  check: (room, others): Rejection[] => [
    ...outsideRange(room.number, room.context, 'conference', others),
    ...(room.organizerPin !== null && room.pin === null
      ? [{ field: 'pin', rule: 'together', message: 'an organizer PIN needs a general PIN, or nobody would be asked' }]
      : []),
    ...(room.waitingRoom && room.organizerPin === null
      ? [
          {
            field: 'organizerPin',
            rule: 'together',
            message: 'a waiting room needs an organizer PIN, or everybody waits for ever',
          },
        ]
      : []),
  ],
})

export type ConferenceRoom = ObjectOf<typeof conferenceRooms>
