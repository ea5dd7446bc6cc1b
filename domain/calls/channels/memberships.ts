import { microsPerSecond, type Micros } from '../../kernel/time.ts'
import type { Channel } from './channel.ts'
import type { ChannelReading } from './channels.ts'
import type { CallVisit } from '../of-queues/queue-calls.ts'
import type { CelRow } from '../rows/rows.ts'

/** A channel in a bridge in which people can hear each other. */
export interface Membership {
  readonly channel: Channel
  readonly bridge: string
  readonly isConference: boolean
  readonly from: Micros
  readonly to: Micros | null
}

/** What tells who talked with whom, and whether it is the bridges that do. */
interface Memberships {
  readonly list: readonly Membership[]
  readonly areBridges: boolean
}

/**
 * Bridges of Asterisk 12 and later; else the pairs that 1.8 to 11 log; else whoever answered, until he hung up.
 * @param visits of the contact in queues
 */
export function membershipsOf(reading: ChannelReading, visits: readonly CallVisit[]): Memberships {
  if (reading.hasBridges) return { list: fromBridges(reading), areBridges: true }
  const pairs = fromBridgeStarts(reading)
  if (pairs.length > 0) return { list: pairs, areBridges: true }
  return { list: fromAnswers(reading, visits), areBridges: false }
}

const fromBridges = ({ channels }: ChannelReading): Membership[] => {
  const list: Membership[] = []
  for (const channel of channels) {
    if (channel.name.kind === 'technical') continue
    for (const { bridge, isHolding, isConference, from, to } of channel.bridgeStays)
      if (!isHolding) list.push({ channel, bridge, isConference, from, to })
  }
  return list
}

/** BRIDGE_START names the other channel as `peer`, since uniqueids are not told; BRIDGE_END stands on the same channel. */
function fromBridgeStarts({ channels, byId, told }: ChannelReading): Membership[] {
  const list: Membership[] = []
  told.forEach((row, index) => {
    if (row.eventtype !== 'BRIDGE_START') return
    const first = byId.get(row.uniqueid)
    const second = channels.findLast(({ name, startedAt }) => name.full === row.peer && startedAt <= row.at)
    if (!first || !second) return
    const end = told.find((later, place) => place > index && endsBridgeOf(later, row))?.at ?? null
    const bridge = `${row.uniqueid}/${row.position}`
    for (const channel of [first, second])
      list.push({
        channel,
        bridge,
        isConference: false,
        from: row.at,
        to: earliest(end, first.endedAt, second.endedAt),
      })
  })
  return list
}

const endsBridgeOf = (row: CelRow, start: CelRow): boolean =>
  row.uniqueid === start.uniqueid && (row.eventtype === 'BRIDGE_END' || row.eventtype === 'BRIDGE_START')

function earliest(...instants: readonly (Micros | null)[]): Micros | null {
  const known = instants.filter(at => at !== null)
  return known.length === 0 ? null : Math.min(...known)
}

/**
 * Who was rung and answered talked to the others, as far as one can tell. A caller alone in a queue or an IVR has nobody to talk to, and one who
 * left the queue unanswered talked to nobody before: the member who had answered heard an announcement, and no bridge was made.
 */
function fromAnswers({ channels }: ChannelReading, visits: readonly CallVisit[]): Membership[] {
  const list: Membership[] = []
  for (const channel of channels) {
    if (channel.name.kind !== 'line' || channel.answeredAt === null) continue
    const left = visits.flatMap(({ callid, answeredAt, leftAt }) =>
      callid === channel.uniqueId && answeredAt === null && leftAt !== null ? [leftAt + microsPerSecond] : [],
    )
    const from = Math.max(channel.answeredAt, ...left) // rows of a file stand at the beginning of their second
    list.push({ channel, bridge: 'answered', isConference: false, from, to: channel.endedAt })
  }
  return list
}
