import { microsPerSecond } from '../../domain/kernel/time.ts'
import { offsetSeconds, type ZoneName } from '../../domain/kernel/zone.ts'
import type { RowBuffer } from './rows.ts'

/** A channel as CEL shows it at the moment: every row has all of it. */
export interface CelChannel {
  readonly name: string
  readonly uniqueid: string
  linkedid: string
  readonly callerName: string
  number: string
  ani: string
  dnid: string
  exten: string
  context: string
  app: string
  data: string
  readonly account: string
  peerAccount: string
}

/** What a row has besides its channel. `extra` is JSON. */
interface CelDetails {
  readonly peer?: string
  readonly userType?: string
  readonly extra?: string
}

/** @param at simulated seconds since the epoch, with a fraction */
export type CelWriter = (at: number, event: string, channel: CelChannel, details?: CelDetails) => void

/** The fields of the recording's cel_custom mapping, in their order. */
export const celHeader = [
  'eventtype',
  'eventtime',
  'cidname',
  'cidnum',
  'ani',
  'rdnis',
  'dnid',
  'exten',
  'context',
  'channame',
  'appname',
  'appdata',
  'amaflags',
  'accountcode',
  'peeraccount',
  'uniqueid',
  'linkedid',
  'userfield',
  'peer',
  'userdeftype',
  'extra',
]
  .map(field => `"${field}"`)
  .join(',')

const none: CelDetails = {}

/** Rows of cel_custom: every field quoted, times on the wall clock of the zone. amaflags is 3 (DOCUMENTATION), as Asterisk sets it. */
export function celWriter(zone: ZoneName, rows: RowBuffer): CelWriter {
  const timeText = wallTime(zone)
  return (at, event, channel, { peer = '', userType = '', extra = '' } = none) => {
    const { callerName, number, ani, dnid, exten, context, name, app, data, account, peerAccount } = channel
    const caller = `"${callerName}","${number}","${ani}","","${dnid}"`
    const place = `"${exten}","${context}","${name}","${app}","${data}"`
    const ids = `"3","${account}","${peerAccount}","${channel.uniqueid}","${channel.linkedid}"`
    const rest = `"","${peer}","${userType}","${extra.replaceAll('"', '""')}"`
    rows.push('cel', at, `"${event}","${timeText(at)}",${caller},${place},${ids},${rest}`)
  }
}

/** For those who want queue_log alone: nothing is written. */
export const noCel: CelWriter = () => undefined

/** `2026-11-21 03:51:42.493215`; rows come in order of time, so the whole second is mostly that of the row before. */
function wallTime(zone: ZoneName): (at: number) => string {
  let lastSecond = Number.NaN
  let lastText = ''
  return at => {
    const micros = Math.round(at * microsPerSecond)
    const second = Math.floor(micros / microsPerSecond)
    if (second !== lastSecond) {
      lastSecond = second
      const wall = (second + offsetSeconds(zone, second * microsPerSecond)) * 1000
      lastText = new Date(wall).toISOString().slice(0, 19).replace('T', ' ')
    }
    return `${lastText}.${String(micros - second * microsPerSecond).padStart(6, '0')}`
  }
}
