import type { Micros } from '../../kernel/time.ts'
import { newChannel, type Channel } from './channel.ts'
import { readRow, type Seen } from './channel-rows.ts'
import type { CelRow } from '../rows/rows.ts'

/** The rows of one contact, read once. */
export interface ChannelReading {
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

/** @param rows of one contact, in order */
export function readChannels(rows: readonly CelRow[]): ChannelReading {
  const byId = new Map<string, Channel>()
  const channels: Channel[] = []
  const told: CelRow[] = []
  const linkedIds = new Set<string>()
  const endedLinkedIds = new Map<string, Micros>()
  const seen: Seen = { hasBridges: false, hasStreams: false, hasPatchedHold: false }
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
