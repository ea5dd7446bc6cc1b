import type { Micros } from '../../kernel/time.ts'
import { channelNameOf, type ChannelName } from '../rows/channel-names.ts'
import type { Hangup } from './hangups.ts'
import type { CelRow } from '../rows/rows.ts'

/** A stay of a channel in a bridge. */
interface BridgeStay {
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

/** Another channel dialled it, or an originate did. */
export const wasRung = ({ firstLinkedId, uniqueId, rungBy }: Channel): boolean =>
  firstLinkedId !== uniqueId || rungBy !== null

/** As its first row tells it. */
export const newChannel = (row: CelRow): Channel => ({
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
