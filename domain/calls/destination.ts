import type { Micros } from '../kernel/time.ts'
import { namedPairs } from '../pbx/cel-extra.ts'
import type { CallDestination, MissedUser, RequestedUser } from './call.ts'
import type { UserEvent } from './rows/user-events.ts'

/** What Wazo's dialplan tells of those whom a call was for: channels tell only of phones that were reached (peer-semantics 3). */
interface ToldDestination {
  readonly destination: CallDestination | null
  readonly requested: RequestedUser | null
  readonly missedBy: readonly MissedUser[]
  /** As the configuration of the product names him; null: nothing tells. */
  readonly callerName: string | null
}

const nothingTold: ToldDestination = { destination: null, requested: null, missedBy: [], callerName: null }

const kindOf: Readonly<Record<string, CallDestination['kind']>> = {
  user: 'USER',
  group: 'GROUP',
  queue: 'QUEUE',
  conference: 'CONFERENCE',
  meeting: 'MEETING',
}

/**
 * @param events in order: what comes later holds, but what was asked for first
 * @param callerId uniqueid of who placed the call; undefined: nobody knows
 */
export function toldDestinationOf(events: readonly UserEvent[], callerId: string | undefined): ToldDestination {
  if (events.length === 0) return nothingTold
  const told = events.reduce<Telling>(withEvent, { ...nothingTold, wasForwarded: false, answeredBy: null, callerId })
  const { destination, requested, missedBy, callerName } = told
  return { destination, requested: requested ?? told.answeredBy, missedBy, callerName }
}

interface Telling extends ToldDestination {
  readonly wasForwarded: boolean
  /** Of a group the one of its members who answered: his number stands for whom the call was for where nothing else does. */
  readonly answeredBy: RequestedUser | null
  readonly callerId: string | undefined
}

function withEvent(told: Telling, { name, text, row }: UserEvent): Telling {
  switch (name) {
    case 'WAZO_CALL_LOG_DESTINATION':
      return { ...told, destination: destinationIn(text, told.destination) ?? told.destination }
    case 'WAZO_CONFERENCE':
      return named(told, 'CONFERENCE', namedPairs(text).get('NAME'))
    case 'WAZO_MEETING_NAME':
      return named(told, 'MEETING', text.trim())
    case 'WAZO_USER_MISSED_CALL':
      return missed(told, text, row.at)
    case 'WAZO_USER_BLOCKED_CALL':
      return blocked(told, text)
    case 'WAZO_CALL_LOG_REQUESTED_INTERNAL':
      return withRequested(told, text, row)
    case 'XIVO_USER_FWD':
      return { ...told, wasForwarded: true, requested: told.requested ?? requestedIn(text) }
    case 'XIVO_OUTCALL':
      // Sent on to the outside: it is for nobody of the product any more.
      return told.wasForwarded ? { ...told, destination: null } : told
    default:
      return told
  }
}

/** `type: user,uuid: ..,name: ..`; a group has a label, a conference nothing but its number: its name has been told before. */
function destinationIn(text: string, before: CallDestination | null): CallDestination | null {
  const pairs = namedPairs(text)
  const kind = kindOf[pairs.get('type') ?? '']
  if (!kind) return null
  const name = filled(pairs.get('name')) ?? filled(pairs.get('label'))
  const told = before?.kind === kind && before.id === null ? before.name : null
  return { kind, id: filled(pairs.get('uuid')) ?? filled(pairs.get('id')), name: name ?? told }
}

function named(told: Telling, kind: CallDestination['kind'], text: string | undefined): Telling {
  const name = filled(text)
  if (name === null) return told
  const { destination } = told
  return { ...told, destination: { kind, id: destination?.kind === kind ? destination.id : null, name } }
}

/** Names are percent-encoded here: they would end at their commas. */
function missed(told: Telling, text: string, at: Micros): Telling {
  const pairs = namedPairs(text)
  const decoded = (key: string) => decodedText(pairs.get(key))
  const user: MissedUser = {
    at,
    userId: decoded('destination_user_uuid'),
    number: decoded('destination_exten'),
    name: decoded('destination_name'),
  }
  const isKnown = told.missedBy.some(other => other.userId === user.userId && other.number === user.number)
  const isNobody = user.userId === null && user.number === null && user.name === null
  const { destination } = told
  const isFor = destination === null || (destination.kind === 'USER' && destination.id === user.userId)
  return {
    ...told,
    destination:
      isFor && !isNobody
        ? { kind: 'USER', id: user.userId, name: user.name ?? destination?.name ?? null }
        : destination,
    missedBy: isKnown || isNobody ? told.missedBy : [...told.missedBy, user],
    callerName: decoded('source_name') ?? told.callerName,
  }
}

function blocked(told: Telling, text: string): Telling {
  const pairs = namedPairs(text)
  const id = filled(pairs.get('destination_user_uuid'))
  return {
    ...told,
    destination: told.destination ?? (id === null ? null : { kind: 'USER', id, name: null }),
    callerName: decodedText(pairs.get('blocked_caller_id_name')) ?? told.callerName,
  }
}

/** `type: queue,number: 3001,context: default`; a member of a group who answers tells it on his own channel, which has his name. */
function withRequested(told: Telling, text: string, { uniqueid, cid_name: name }: UserEvent['row']): Telling {
  const requested = requestedIn(text)
  if (told.callerId === undefined || told.callerId === uniqueid)
    return { ...told, requested: told.requested ?? requested }
  return { ...told, answeredBy: requested && { ...requested, name: requested.name ?? filled(name) } }
}

/** `NUM:1604,CONTEXT:default,NAME:Willy Wonka`, of the user whom the call was for before it was sent on. */
function requestedIn(text: string): RequestedUser | null {
  const pairs = new Map([...namedPairs(text)].map(([key, value]) => [key.toLowerCase(), value]))
  const number = filled(pairs.get('num') ?? pairs.get('number') ?? pairs.get('exten'))
  const name = filled(pairs.get('name'))
  return number === null && name === null ? null : { number, name }
}

const filled = (text: string | undefined): string | null => text?.trim() || null

/** What is no valid encoding is taken as it stands. */
function decodedText(text: string | undefined): string | null {
  const raw = filled(text)
  if (raw === null || !raw.includes('%')) return raw
  try {
    return decodeURIComponent(raw)
  } catch {
    return raw
  }
}
