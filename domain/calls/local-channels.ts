import type { Channel } from './channel.ts'
import type { Reading } from './channels.ts'

/**
 * `;1` stands where a phone would stand, `;2` runs the dialplan of its target. Between their bridges the pair is a wire: whoever is in
 * the one hears whoever is in the other.
 */
export interface LocalPair {
  readonly target: string
  readonly one: Channel | null
  readonly two: Channel | null
}

export function localPairsOf({ channels }: Reading): readonly LocalPair[] {
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
 * The phones that were reached through the pair: those that met `;2` in a bridge, also over further pairs; of a pair that nobody
 * answered those that were dialled from it, known by the extension that a dialled channel takes over, or by the name in Dial's data.
 */
export function phonesBehind(pair: LocalPair, pairs: readonly LocalPair[], { channels }: Reading): readonly Channel[] {
  const { two } = pair
  if (!two) return []
  const met = phonesMet(two, pairs, channels, new Set([pair]))
  return met.length > 0 ? met : channels.filter(channel => isDialledFrom(channel, two))
}

function phonesMet(
  half: Channel,
  pairs: readonly LocalPair[],
  channels: readonly Channel[],
  passed: Set<LocalPair>,
): readonly Channel[] {
  const found: Channel[] = []
  for (const channel of channels) {
    if (channel === half || !haveMet(channel, half)) continue
    if (isLine(channel)) found.push(channel)
    const next = pairs.find(({ one }) => one === channel)
    if (!next?.two || passed.has(next)) continue
    passed.add(next)
    found.push(...phonesMet(next.two, pairs, channels, passed))
  }
  return found
}

const haveMet = (one: Channel, other: Channel): boolean =>
  one.bridgeStays.some(stay =>
    other.bridgeStays.some(
      ({ bridge, from, to }) =>
        bridge === stay.bridge && from <= (stay.to ?? Infinity) && stay.from <= (to ?? Infinity),
    ),
  )

function isDialledFrom(channel: Channel, two: Channel): boolean {
  if (channel.name.kind !== 'line' || channel.rungBy === null) return false
  if (channel.startedAt < two.startedAt || channel.startedAt > (two.endedAt ?? Infinity)) return false
  const { line } = channel.name
  return (
    channel.laterExten === two.exten ||
    two.appRuns.some(({ name, data }) => name === 'Dial' && data.split(/[,&|]/).includes(line))
  )
}
