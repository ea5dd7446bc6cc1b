import type { Micros } from '../kernel/time.ts'
import { bridgeOf } from './bridge-extra.ts'
import { channelNameOf, type ChannelName } from './channel-names.ts'
import { hangupIn, type Hangup } from './hangups.ts'
import type { CelRow } from './rows.ts'

/** A stay of a channel in a bridge. */
export interface BridgeStay {
  readonly bridge: string
  /** Parked, or waiting with music: nobody talks there. */
  readonly isHolding: boolean
  /** A conference: its parties are in other calls, as far as linkedids go. */
  readonly isConference: boolean
  readonly from: Micros
  to: Micros | null
}

/** An application that the channel ran. */
export interface AppRun {
  /** As Asterisk registers it: `Queue`, `Dial`, `VoiceMail`. */
  readonly name: string
  readonly data: string
  /** Of the dialplan, where it ran. */
  readonly exten: string
  readonly from: Micros
  to: Micros | null
}

export interface Span {
  readonly from: Micros
  to: Micros | null
}

/** A channel while its rows are being read; in order of the first row. */
export interface Channel {
  readonly uniqueId: string
  readonly name: ChannelName
  readonly startedAt: Micros
  /** false: the rows begin behind its CHAN_START. */
  readonly hasStart: boolean
  /** Of its first row: its own when it was not dialled by another channel. */
  readonly firstLinkedId: string
  readonly exten: string
  readonly context: string
  readonly account: string
  number: string
  callerName: string
  /** `cid_dnid`, where a driver tells the number that was called. */
  dnid: string
  /** Of a dialled channel, what it took over from the one that dials. */
  laterExten: string
  /** `(Outgoing Line)`: Dial or Queue rang it, or an originate. */
  rungBy: 'AppDial' | 'AppQueue' | 'AppDial2' | null
  answeredAt: Micros | null
  endedAt: Micros | null
  hangup: Hangup | null
  lastLinkedId: string
  lastAt: Micros
  readonly bridgeStays: BridgeStay[]
  readonly appRuns: AppRun[]
  /** When it heard music on hold. */
  readonly music: Span[]
  /** HOLD to UNHOLD of patched CEL: it was held. */
  readonly held: Span[]
}

/** The rows of one contact, read once. */
export interface Reading {
  readonly channels: readonly Channel[]
  readonly byId: ReadonlyMap<string, Channel>
  /** Of transfers, parking, pickups, forwards, recordings and users: the rows that tell more than a channel's own life. */
  readonly told: readonly CelRow[]
  readonly hasBridges: boolean
  readonly hasStreams: boolean
  readonly hasPatchedHold: boolean
  /** Of every row. */
  readonly linkedIds: ReadonlySet<string>
}

/** Another channel dialled it, or an originate did. */
export const wasRung = ({ firstLinkedId, uniqueId, rungBy }: Channel): boolean =>
  firstLinkedId !== uniqueId || rungBy !== null

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
  'Transfer',
  'Busy',
  'Congestion',
])

/** @param rows of one contact, in order */
export function readChannels(rows: readonly CelRow[]): Reading {
  const byId = new Map<string, Channel>()
  const channels: Channel[] = []
  const told: CelRow[] = []
  const linkedIds = new Set<string>()
  const endedLinkedIds = new Map<string, Micros>()
  const seen = { hasBridges: false, hasStreams: false, hasPatchedHold: false }
  let channel: Channel | undefined
  for (const row of rows) {
    if (row.linkedid !== '') linkedIds.add(row.linkedid)
    if (row.eventtype === 'LINKEDID_END') {
      endedLinkedIds.set(row.linkedid, row.at)
      continue
    }
    if (row.uniqueid === '') continue
    if (channel?.uniqueId !== row.uniqueid) channel = byId.get(row.uniqueid)
    if (!channel) {
      channel = newChannel(row)
      byId.set(row.uniqueid, channel)
      channels.push(channel)
    }
    if (row.linkedid !== '') channel.lastLinkedId = row.linkedid
    channel.lastAt = row.at
    readRow(channel, row, told, seen)
  }
  for (const each of channels) settle(each, endedLinkedIds)
  const { hasBridges, hasStreams, hasPatchedHold } = seen
  return { channels, byId, told, linkedIds, hasBridges, hasStreams, hasPatchedHold }
}

const newChannel = (row: CelRow): Channel => ({
  uniqueId: row.uniqueid,
  name: channelNameOf(row.channame),
  startedAt: row.at,
  hasStart: row.eventtype === 'CHAN_START',
  firstLinkedId: row.linkedid,
  exten: row.exten,
  context: row.context,
  account: row.accountcode,
  number: row.cid_num,
  callerName: row.cid_name,
  dnid: row.cid_dnid,
  laterExten: '',
  rungBy: null,
  answeredAt: null,
  endedAt: null,
  hangup: null,
  lastLinkedId: row.linkedid,
  lastAt: row.at,
  bridgeStays: [],
  appRuns: [],
  music: [],
  held: [],
})

type Seen = { -readonly [K in 'hasBridges' | 'hasStreams' | 'hasPatchedHold']: Reading[K] }

function readRow(channel: Channel, row: CelRow, told: CelRow[], seen: Seen): void {
  readApplication(channel, row)
  switch (row.eventtype) {
    case 'CHAN_START':
    case 'APP_START':
    case 'APP_END':
    case 'DTMF':
      return
    case 'ANSWER':
      channel.answeredAt ??= row.at
      if (channel.number === '') nameCaller(channel, row)
      return
    case 'BRIDGE_ENTER':
      seen.hasBridges = enterBridge(channel, row) || seen.hasBridges
      if (channel.number === '') nameCaller(channel, row)
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

function nameCaller(channel: Channel, row: CelRow): void {
  channel.number = row.cid_num
  if (channel.callerName === '') channel.callerName = row.cid_name
}

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
  if (appname.startsWith('App') && appdata === '(Outgoing Line)') {
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

/** A channel whose own end is not logged ends with its last linkedid; what it began ends with it. */
function settle(channel: Channel, endedLinkedIds: ReadonlyMap<string, Micros>): void {
  if (channel.endedAt === null) {
    const over = endedLinkedIds.get(channel.lastLinkedId)
    if (over !== undefined && over >= channel.lastAt) channel.endedAt = over
  }
  const { endedAt } = channel
  if (endedAt === null) return
  for (const spans of [channel.bridgeStays, channel.appRuns, channel.music, channel.held])
    for (const span of spans) span.to ??= Math.max(endedAt, span.from)
}
