import type { PbxHistory } from '../queues/visits.ts'
import type { Channel } from './channels/channel.ts'
import type { ChannelReading } from './channels/channels.ts'
import { readChannels } from './channels/channels.ts'
import type { Contact } from './rows/contacts.ts'
import { conversationsOf, type ChannelTalk } from './conversations.ts'
import type { LineSide } from './channels/lines.ts'
import { localPairsOf, type LocalPair } from './channels/local-channels.ts'
import { membersOf, type Member } from './of-queues/members.ts'
import { membershipsOf } from './channels/memberships.ts'
import { lineSidesOf } from './channels/outside.ts'
import { queueHistoryOf, type QueueHistory } from './of-queues/queue-calls.ts'
import { callerOf, originatorOf } from './roles.ts'
import { userEventsIn, type UserEvent } from './rows/user-events.ts'

/** Everything that is known of a contact before it is told as a call. */
export interface ContactReading extends ChannelReading {
  readonly contact: Contact
  readonly queues: QueueHistory
  readonly history: PbxHistory
  /** Phones and lines to the outside: what a party is made from. By their start. */
  readonly lines: readonly Channel[]
  /** Who placed the call, or was rung first by a click-to-call. null: the rows begin behind him, or it was no phone. */
  readonly caller: Channel | null
  /** What placed the call where that was no phone: a call file, an application. */
  readonly originator: Channel | null
  readonly pairs: readonly LocalPair[]
  readonly talks: ReadonlyMap<Channel, readonly ChannelTalk[]>
  readonly talksAreFromBridges: boolean
  readonly lineSides: ReadonlyMap<Channel, LineSide>
  readonly members: ReadonlyMap<Channel, Member>
  readonly userEvents: readonly UserEvent[]
}

/** Reads what the rows of a contact tell; what comes of it (conversations, transfers, outcome) is worked out from that. */
export function readContact(contact: Contact, history: PbxHistory): ContactReading {
  const reading = readChannels(contact.cel)
  const pairs = localPairsOf(reading)
  const queues = queueHistoryOf(contact.queueLog, history)
  const memberships = membershipsOf(reading, queues.visits)
  const userEvents = userEventsIn(reading.told)
  const lines = reading.channels.filter(({ name }) => name.kind === 'line')
  const originator = originatorOf(reading, pairs, lines)
  // Property by property: spreading the reading takes as long as everything else that is done for a short call.
  return {
    channels: reading.channels,
    byId: reading.byId,
    told: reading.told,
    hasBridges: reading.hasBridges,
    hasStreams: reading.hasStreams,
    hasPatchedHold: reading.hasPatchedHold,
    linkedIds: reading.linkedIds,
    contact,
    history,
    lines,
    pairs,
    userEvents,
    caller: originator ? null : callerOf(reading, lines),
    originator,
    queues,
    talks: conversationsOf(memberships.list, pairs),
    talksAreFromBridges: memberships.areBridges,
    lineSides: lineSidesOf(reading, userEvents),
    members: membersOf(contact.queueLog, contact.ami, reading, pairs),
  }
}
