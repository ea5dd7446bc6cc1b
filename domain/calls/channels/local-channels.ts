import type { Micros } from '../../kernel/time.ts'
import type { Channel } from './channel.ts'
import type { ChannelReading } from './channels.ts'

/**
 * `;1` stands where a phone would stand, `;2` runs the dialplan of its target. Between their bridges the pair is a wire: whoever is in
 * the one hears whoever is in the other.
 */
export interface LocalPair {
  readonly target: string
  readonly one: Channel | null
  readonly two: Channel | null
}

/** Both halves of each Local channel, by their common name; null for a half that has no row of its own. */
export function localPairsOf({ channels }: ChannelReading): readonly LocalPair[] {
  let pairs: Map<string, { target: string; one: Channel | null; two: Channel | null }> | undefined
  for (const channel of channels) {
    const { name } = channel
    if (name.kind !== 'local') continue
    pairs ??= new Map()
    const pair = pairs.get(name.pair) ?? { target: name.target, one: null, two: null }
    pairs.set(name.pair, pair)
    if (name.half === 1) pair.one ??= channel
    else pair.two ??= channel
  }
  return pairs ? [...pairs.values()] : []
}

const isLine = ({ name }: Channel): boolean => name.kind === 'line'

/**
 * The phone that was reached through the pair: the first that met `;2` in a bridge, also over further pairs. Whoever is there later took the
 * call over: with `/n` the half stays in its bridge through a transfer. Of a pair that nobody answered those that were dialled from it,
 * known by the extension that a dialled channel takes over, or by the name in Dial's data.
 */
export function phonesBehind(
  pair: LocalPair,
  pairs: readonly LocalPair[],
  { channels }: ChannelReading,
): readonly Channel[] {
  const { one, two } = pair
  if (!two) return []
  const [first] = phonesMet(two, one, pairs, channels)
  return first ? [first.phone] : channels.filter(channel => isDialledFrom(channel, two))
}

/**
 * Who speaks through a half at the instant: the phone that has met the other half last, or, where that rings still, meets it first.
 * In a bridge with `;2` it is whom the pair was dialled for, in one with `;1` whom it was dialled to.
 */
export function phoneBeyond(
  half: Channel,
  pairs: readonly LocalPair[],
  { channels }: ChannelReading,
  at: Micros,
): Channel | undefined {
  const other = otherHalf(half, pairs)
  if (!other) return undefined
  const met = phonesMet(other, half, pairs, channels)
  return (met.findLast(({ from }) => from <= at) ?? met[0])?.phone
}

function otherHalf(half: Channel, pairs: readonly LocalPair[]): Channel | null {
  for (const { one, two } of pairs) {
    if (one === half) return two
    if (two === half) return one
  }
  return null
}

interface Meeting {
  readonly phone: Channel
  readonly from: Micros
}

/** Ascending. @param came the half behind which one does not look again */
function phonesMet(
  half: Channel,
  came: Channel | null,
  pairs: readonly LocalPair[],
  channels: readonly Channel[],
  passed: ReadonlySet<Channel | null> = new Set(),
): readonly Meeting[] {
  const found: Meeting[] = []
  for (const channel of channels) {
    const from = channel === half || channel === came ? undefined : meetingOf(channel, half)
    if (from === undefined) continue
    if (isLine(channel)) found.push({ phone: channel, from })
    const next = otherHalf(channel, pairs)
    if (!next || passed.has(next)) continue
    found.push(...phonesMet(next, channel, pairs, channels, new Set([...passed, half, next])))
  }
  return found.sort((a, b) => a.from - b.from)
}

/** When two channels were first in a bridge together. */
function meetingOf(one: Channel, other: Channel): Micros | undefined {
  for (const stay of one.bridgeStays)
    for (const { bridge, from, to } of other.bridgeStays)
      if (bridge === stay.bridge && from <= (stay.to ?? Infinity) && stay.from <= (to ?? Infinity))
        return Math.max(from, stay.from)
  return undefined
}

function isDialledFrom(channel: Channel, two: Channel): boolean {
  if (channel.name.kind !== 'line' || channel.rungBy === null) return false
  if (channel.startedAt < two.startedAt || channel.startedAt > (two.endedAt ?? Infinity)) return false
  const { line } = channel.name
  return (
    channel.laterExten === two.exten ||
    two.appRuns.some(({ name, data }) => name === 'Dial' && data.split(/[,&|]/).includes(line))
  )
}
