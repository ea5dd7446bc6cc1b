import type { Micros } from '../../kernel/time.ts'
import { bridgeOf } from '../rows/bridge-extra.ts'
import { wasRung, type Channel, type Span } from './channel.ts'
import { hangupIn } from './hangups.ts'
import type { CelRow } from '../rows/rows.ts'

const conferenceApps: ReadonlySet<string> = new Set(['ConfBridge', 'MeetMe'])

/** Applications that say something about a call; between them a dialplan runs many that do not (NoOp, Set, Goto). */
const tellingApps: ReadonlySet<string> = new Set([
  'Dial',
  'Queue',
  'VoiceMail',
  'ConfBridge',
  'MeetMe',
  'Pickup',
  'ParkedCall',
  'MixMonitor',
  'StopMixMonitor',
  'Transfer',
  'AgentLogin',
  'Busy',
  'Congestion',
])

/** Which kinds of rows there were. */
export interface Seen {
  hasBridges: boolean
  hasStreams: boolean
  hasPatchedHold: boolean
}

/** @param told takes the rows that tell more than a channel's own life */
export function readRow(channel: Channel, row: CelRow, told: CelRow[], seen: Seen): void {
  readApplication(channel, row)
  switch (row.eventtype) {
    case 'CHAN_START':
    case 'APP_START':
    case 'APP_END':
    case 'DTMF':
      return
    case 'ANSWER':
      channel.answeredAt ??= row.at
      identify(channel, row)
      return
    case 'BRIDGE_ENTER':
      seen.hasBridges = enterBridge(channel, row) || seen.hasBridges
      identify(channel, row)
      return
    case 'BRIDGE_EXIT':
      seen.hasBridges = exitBridge(channel, row) || seen.hasBridges
      return
    case 'HANGUP':
      channel.hangup ??= hangupIn(row)
      channel.endedAt ??= row.at
      return
    case 'CHAN_END':
      channel.endedAt ??= row.at
      return
    case 'STREAM_BEGIN':
      seen.hasStreams = true
      if (row.userdeftype === 'MOH_STREAM_BEGIN') channel.music.push({ from: row.at, to: null })
      return
    case 'STREAM_END':
      seen.hasStreams = true
      if (row.userdeftype === 'MOH_STREAM_END') endLast(channel.music, row.at)
      return
    case 'HOLD':
      seen.hasPatchedHold = true
      channel.held.push({ from: row.at, to: null })
      return
    case 'UNHOLD':
      seen.hasPatchedHold = true
      endLast(channel.held, row.at)
      return
    default:
      told.push(row)
  }
}

/** Of a channel that begins without a caller id; a name alone may also come later, from the dialplan. */
function identify(channel: Channel, row: CelRow): void {
  if (channel.number === '') channel.number = row.cid_num
  else if (row.cid_num !== channel.number || isCalled(channel)) return
  if (channel.callerName === '') channel.callerName = row.cid_name
}

/** Whom Dial or Queue rang: his channel has the name of the caller beside his own number once he answers (Asterisk 22). */
const isCalled = (channel: Channel): boolean => wasRung(channel) && channel.rungBy !== 'AppDial2'

function endLast(spans: Span[], at: Micros): void {
  const last = spans.at(-1)
  if (last) last.to ??= at
}

/**
 * The application of a row is the current one. APP_START and APP_END are exact where they are logged; elsewhere (`apps = all` gives none)
 * the application is known from the channel's other rows.
 */
function readApplication(channel: Channel, row: CelRow): void {
  const { appname, appdata } = row
  const current = channel.appRuns.at(-1)
  if (row.eventtype === 'APP_END') {
    if (current?.to === null) current.to = row.at
    return
  }
  if (appname === '') {
    if (current?.to === null && row.eventtype === 'HANGUP') current.to = row.at
    return
  }
  if (appdata === '(Outgoing Line)') {
    // After an answer of its own it is a picker, whom Asterisk then shows as if he had been called (asterisk-observed, "CEL").
    if (channel.answeredAt !== null) return
    if (appname === 'AppDial' || appname === 'AppQueue' || appname === 'AppDial2') channel.rungBy ??= appname
    if (channel.laterExten === '') channel.laterExten = row.exten
    return
  }
  if (current && current.name === appname && current.to === null && row.eventtype !== 'APP_START') return
  if (current?.to === null) current.to = row.at
  if (tellingApps.has(appname))
    channel.appRuns.push({ name: appname, data: appdata, exten: row.exten, from: row.at, to: null })
}

/** @returns whether the row tells of a bridge; without the column `extra` it does not. */
function enterBridge(channel: Channel, row: CelRow): boolean {
  const bridge = bridgeOf(row.extra)
  if (!bridge) return false
  const last = channel.bridgeStays.at(-1)
  if (last?.bridge === bridge.id && last.to === null) return true
  // A channel is in one bridge at a time: the row of its exit may have a later time than that of the next entry.
  if (last) last.to ??= row.at
  channel.bridgeStays.push({
    bridge: bridge.id,
    isHolding: bridge.technology === 'holding_bridge',
    isConference: bridge.technology === 'softmix' && conferenceApps.has(row.appname),
    from: row.at,
    to: null,
  })
  return true
}

function exitBridge(channel: Channel, row: CelRow): boolean {
  const bridge = bridgeOf(row.extra)
  if (!bridge) return false
  const stay = channel.bridgeStays.findLast(({ bridge: id }) => id === bridge.id)
  if (stay) {
    stay.to ??= row.at
    return true
  }
  // The rows begin in the middle: it was there since before they do.
  if (!channel.hasStart && channel.bridgeStays.length === 0)
    channel.bridgeStays.push({
      bridge: bridge.id,
      isHolding: bridge.technology === 'holding_bridge',
      isConference: false,
      from: channel.startedAt,
      to: row.at,
    })
  return true
}
