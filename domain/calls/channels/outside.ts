import { microsPerSecond } from '../../kernel/time.ts'
import { wasRung, type Channel } from './channel.ts'
import type { ChannelReading } from './channels.ts'
import { lineSideOf, type LineSide } from './lines.ts'
import type { CelRow } from '../rows/rows.ts'
import type { UserEvent } from '../rows/user-events.ts'

/**
 * Where each line is. XIVO_INCALL says it of the caller's line, XIVO_OUTCALL of the lines that were rung after it from the same channel;
 * where the dialplan tells nothing, the channels do (lines.ts).
 */
export function lineSidesOf(
  { channels, byId }: ChannelReading,
  events: readonly UserEvent[],
): ReadonlyMap<Channel, LineSide> {
  const lineSides = new Map<Channel, LineSide>()
  for (const channel of channels) if (channel.name.kind === 'line') lineSides.set(channel, lineSideOf(channel))
  for (const { name, row } of events) {
    const teller = byId.get(row.uniqueid)
    if (!teller) continue
    if (name === 'XIVO_INCALL' && lineSides.has(teller)) lineSides.set(teller, 'EXTERNAL')
    if (name !== 'XIVO_OUTCALL') continue
    if (lineSides.get(teller) === 'UNKNOWN') lineSides.set(teller, 'INTERNAL')
    const rung = channels.find(channel => isRungFor(channel, row))
    if (rung) lineSides.set(rung, 'EXTERNAL')
  }
  return lineSides
}

/** The dialplan writes the event just before it dials. */
const soon = 5 * microsPerSecond

const isRungFor = (channel: Channel, { at, linkedid }: CelRow): boolean =>
  channel.name.kind === 'line' &&
  wasRung(channel) &&
  channel.firstLinkedId === linkedid &&
  channel.startedAt >= at &&
  channel.startedAt <= at + soon
