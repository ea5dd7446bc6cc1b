import type { CelRow } from '../../domain/calls/rows/rows.ts'
import { grouped, sum } from './rows.ts'

/** What a slow reading of the CEL of one call says; instants and lengths in microseconds. */
interface OracleCall {
  readonly startedAt: number
  readonly answeredAt: number | null
  readonly talk: number
  readonly hold: number
  /** Who pressed hold, and when. */
  readonly holds: readonly string[]
  /** Who transferred, and whether it was to the inside or the outside. */
  readonly transfers: readonly string[]
  readonly talkOfChannels: Readonly<Record<string, number>>
}

const extraOf = ({ extra }: CelRow): Readonly<Record<string, string>> =>
  extra === '' ? {} : (JSON.parse(extra) as Readonly<Record<string, string>>)

/** Of CEL without Local channels, as the simulator writes it: a linkedid is a call, or the consultation of one, by a channel that both name. */
export function oracleOfCalls(cel: readonly CelRow[]): ReadonlyMap<string, OracleCall> {
  const callOf = new Map<string, string>()
  for (const { uniqueid, linkedid } of cel) if (!callOf.has(uniqueid)) callOf.set(uniqueid, linkedid)
  // The channel that a transfer leaves behind is in the call of the one who was passed on.
  for (const row of cel) {
    if (row.eventtype !== 'ATTENDEDTRANSFER') continue
    const second = callOf.get(extraOf(row)['channel2_uniqueid'] ?? '')
    for (const [channel, call] of callOf) if (call === second) callOf.set(channel, callOf.get(row.uniqueid) ?? call)
  }
  const calls = grouped(cel, ({ uniqueid }) => callOf.get(uniqueid) ?? uniqueid)
  return new Map(calls.flatMap(rows => (rows[0] ? [[rows[0].uniqueid, readCall(rows)] as const] : [])))
}

/** From row to row: who is in which bridge, and so who talks to whom. */
function readCall(rows: readonly CelRow[]): OracleCall {
  const [first] = rows
  const caller = first?.uniqueid ?? ''
  const bridgeOf = new Map<string, string>()
  const talkOfChannels: Record<string, number> = {}
  const music = new Map<string, { readonly by: string; readonly from: number }>()
  const holds: { readonly by: string; readonly from: number; readonly to: number }[] = []
  let talk = 0
  let answeredAt: number | null = null
  let before = first?.at ?? 0

  const partnersOf = (channel: string): string[] =>
    [...bridgeOf].flatMap(([other, bridge]) => (other !== channel && bridge === bridgeOf.get(channel) ? [other] : []))
  const endHold = (held: string, to: number): void => {
    const hold = music.get(held)
    if (hold && to > hold.from) holds.push({ ...hold, to })
    music.delete(held)
  }

  for (const row of rows) {
    const talking = [...bridgeOf.keys()].filter(channel => partnersOf(channel).length > 0)
    if (talking.length > 0) talk += row.at - before
    for (const channel of talking) talkOfChannels[channel] = (talkOfChannels[channel] ?? 0) + row.at - before
    before = row.at

    if (row.eventtype === 'BRIDGE_ENTER') bridgeOf.set(row.uniqueid, extraOf(row)['bridge_id'] ?? '')
    if (row.eventtype === 'BRIDGE_EXIT' || row.eventtype === 'HANGUP') {
      for (const channel of [row.uniqueid, ...partnersOf(row.uniqueid)]) {
        if (channel === row.uniqueid || music.get(channel)?.by === row.uniqueid) endHold(channel, row.at)
      }
      bridgeOf.delete(row.uniqueid)
    }
    if (row.userdeftype === 'MOH_STREAM_BEGIN') {
      const [presser] = partnersOf(row.uniqueid)
      if (presser !== undefined) music.set(row.uniqueid, { by: presser, from: row.at })
    }
    if (row.userdeftype === 'MOH_STREAM_END') endHold(row.uniqueid, row.at)
    if (answeredAt === null && partnersOf(caller).length > 0) answeredAt = row.at
  }
  return {
    startedAt: first?.at ?? 0,
    answeredAt,
    talk,
    talkOfChannels,
    hold: sum(holds.map(({ from, to }) => to - from)),
    holds: holds.map(({ by, from }) => `${by} ${from}`),
    transfers: rows.flatMap(row => (/^(?:BLIND|ATTENDED)TRANSFER$/.test(row.eventtype) ? [sent(row, rows)] : [])),
  }
}

/** It went to the outside where a trunk was rung behind it, to the inside where a queue or a phone was, and nowhere where an announcement played. */
function sent(transfer: CelRow, rows: readonly CelRow[]): string {
  const target = rows.find(({ uniqueid }) => uniqueid === extraOf(transfer)['transfer_target_channel_uniqueid'])
  const behind = target ? [target] : rows.slice(rows.indexOf(transfer) + 1)
  const called = behind.find(
    ({ eventtype, appname }) => eventtype === 'CHAN_START' || (eventtype === 'APP_START' && appname === 'Queue'),
  )
  const isOutside = called?.eventtype === 'CHAN_START' && called.channame.includes('trunk')
  return `${transfer.uniqueid} ${isOutside ? 'OUTBOUND' : called ? 'INTERNAL' : 'UNKNOWN'}`
}
