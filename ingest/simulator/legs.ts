import type { CelChannel } from './cel-writer.ts'
import type { Center } from './center.ts'

/** Rows that follow each other at once are this far apart. */
export const moment = 0.000_15

interface HangupDetails {
  readonly cause: number
  /** Name of the channel that hung up, `dialplan/builtin`, or nothing: Asterisk itself. */
  readonly source: string
  readonly dialStatus?: string
}

interface Dialling {
  readonly endpoint: string
  readonly number: string
  readonly callerName: string
  readonly account: string
  readonly exten: string
  readonly context: string
}

/** A channel that dials: it begins a call of its own. */
export function startChannel(center: Center, at: number, dialling: Dialling): CelChannel {
  const { endpoint, number, callerName, account, exten, context } = dialling
  const { uniqueid, name } = center.newChannel(endpoint)
  const channel: CelChannel = {
    name,
    uniqueid,
    linkedid: uniqueid,
    callerName,
    number,
    ani: '',
    dnid: '',
    exten,
    context,
    app: '',
    data: '',
    account,
    peerAccount: '',
  }
  center.cel(at, 'CHAN_START', channel)
  channel.ani = number
  channel.dnid = exten
  return channel
}

interface Rung {
  readonly endpoint: string
  readonly number: string
  readonly callerName: string
  readonly account: string
  readonly context: string
  readonly by: CelChannel
  readonly app: 'AppQueue' | 'AppDial'
}

/** A channel that Queue() or Dial() rings: until it is answered CEL has its CHAN_START alone. */
export function ringChannel(center: Center, at: number, rung: Rung): CelChannel {
  const { endpoint, number, callerName, account, context, by, app } = rung
  const { uniqueid, name } = center.newChannel(endpoint)
  const channel: CelChannel = {
    name,
    uniqueid,
    linkedid: by.linkedid,
    callerName,
    // A trunk shows the number that it reached once it is answered.
    number: account === '' ? '' : number,
    ani: '',
    dnid: '',
    exten: 's',
    context,
    app: '',
    data: '',
    account,
    peerAccount: '',
  }
  center.cel(at, 'CHAN_START', channel)
  channel.number = number
  channel.ani = account === '' ? '' : number
  channel.exten = by.exten
  channel.app = app
  channel.data = '(Outgoing Line)'
  if (app === 'AppDial') channel.peerAccount = by.account
  return channel
}

export function runApplication(center: Center, at: number, channel: CelChannel, app: string, data: string): void {
  channel.app = app
  channel.data = data
  center.cel(at, 'APP_START', channel)
}

export function endApplication(center: Center, at: number, channel: CelChannel): void {
  center.cel(at, 'APP_END', channel)
  channel.app = ''
  channel.data = ''
}

export function answer(center: Center, at: number, channel: CelChannel): void {
  center.cel(at, 'ANSWER', channel)
}

/** The dialplan's CELGenUserEvent; the application itself is not among those that are logged. */
export function userEvent(center: Center, at: number, channel: CelChannel, name: string, text: string): void {
  const { app, data } = channel
  channel.app = 'CELGenUserEvent'
  channel.data = `${name},${text}`
  center.cel(at, name, channel, { userType: name, extra: `{"extra":"${text}"}` })
  channel.app = app
  channel.data = data
}

export function startMusic(center: Center, at: number, channel: CelChannel): void {
  center.cel(at, 'STREAM_BEGIN', channel, { userType: 'MOH_STREAM_BEGIN', extra: '{"class":"default"}' })
}

export function stopMusic(center: Center, at: number, channel: CelChannel): void {
  center.cel(at, 'STREAM_END', channel, { userType: 'MOH_STREAM_END' })
}

/** Both enter the bridge, first the one who was rung. They talk from `at` on, when the second one is in. */
export function joinBridge(
  center: Center,
  at: number,
  bridge: string,
  [first, second]: readonly [CelChannel, CelChannel],
): void {
  const extra = bridgeExtra(bridge, 'simple_bridge')
  if (first.app === 'AppDial') first.exten = ''
  center.cel(at - moment, 'BRIDGE_ENTER', first, { extra })
  second.peerAccount = first.account
  center.cel(at, 'BRIDGE_ENTER', second, { peer: first.name, extra })
}

/** Both leave the bridge; their conversation ends at `at`, when the first one leaves. */
export function leaveBridge(
  center: Center,
  at: number,
  bridge: string,
  [first, second]: readonly [CelChannel, CelChannel],
): void {
  const extra = bridgeExtra(bridge, 'native_rtp')
  center.cel(at, 'BRIDGE_EXIT', first, { peer: second.name, extra })
  center.cel(at + moment, 'BRIDGE_EXIT', second, { extra })
}

export const bridgeExtra = (bridge: string, technology: string): string =>
  `{"bridge_id":"${bridge}","bridge_technology":"${technology}"}`

/** A channel that dialled has left its last application by then; one that was rung keeps `(Outgoing Line)`. */
export function hangUpChannel(center: Center, at: number, channel: CelChannel, details: HangupDetails): void {
  const { cause, source, dialStatus = '' } = details
  const extra = `{"hangupcause":${cause},"hangupsource":"${source}","dialstatus":"${dialStatus}"}`
  center.cel(at, 'HANGUP', channel, { extra })
  center.cel(at, 'CHAN_END', channel)
}

/** The last channel of a linkedid. */
export function hangUpLast(center: Center, at: number, channel: CelChannel, details: HangupDetails): void {
  hangUpChannel(center, at, channel, details)
  center.cel(at, 'LINKEDID_END', channel)
}

/** The dialplan says something and hangs up. */
export function playAndHangUp(center: Center, channel: CelChannel, sound: string, dialStatus = ''): void {
  const at = center.now() + moment
  runApplication(center, at, channel, 'Playback', sound)
  center.cel(at + moment, 'STREAM_BEGIN', channel, {
    userType: 'FILE_STREAM_BEGIN',
    extra: `{"sound":"${sound}","format":"slin","language":"en"}`,
  })
  center.after(secondsOfSound, () => {
    center.cel(center.now(), 'STREAM_END', channel, { userType: 'FILE_STREAM_END' })
    endApplication(center, center.now(), channel)
    hangUpLast(center, center.now() + moment, channel, { cause: 16, source: 'dialplan/builtin', dialStatus })
  })
}

const secondsOfSound = 4.2

/** As Asterisk names its bridges: a random UUID. */
export function newBridge({ details }: Center): string {
  const hex = (digits: number): string =>
    details
      .between(0, 16 ** digits - 1)
      .toString(16)
      .padStart(digits, '0')
  return `${hex(8)}-${hex(4)}-4${hex(3)}-${details.pick(['8', '9', 'a', 'b'])}${hex(3)}-${hex(6)}${hex(6)}`
}
