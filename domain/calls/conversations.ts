import type { Micros } from '../kernel/time.ts'
import type { MicrosLength } from '../metrics/figures.ts'
import type { Channel } from './channels/channel.ts'
import type { LocalPair } from './channels/local-channels.ts'
import type { Membership } from './channels/memberships.ts'

/** A conversation of one channel: how long, and with whom at some time. */
export interface ChannelTalk {
  readonly from: Micros
  to: Micros | null
  readonly with: Set<Channel>
}

/**
 * A channel is out of every bridge for some hundred microseconds when a Local channel is optimised away or a transfer moves it: its
 * conversation with the same people goes on.
 */
const moving: MicrosLength = 100_000

/** Whoever hears him at the moment; undefined: nobody can. */
type Others = readonly Channel[] | undefined

interface OpenTalk {
  readonly talk: ChannelTalk
  others: readonly Channel[]
  /** Since when nobody hears him. */
  pausedAt: Micros | null
  /** Since when he is alone in a conference, where those whom he had may come along: then the conversation goes on. */
  aloneAt: Micros | null
}

interface Change {
  readonly at: Micros
  readonly membership: Membership
  readonly enters: boolean
}

/**
 * Who talked with whom, from bridges: the times at which two or more lines could hear each other, bridges that a Local channel joins
 * counted as one (asterisk-observed, "CEL"). In a conference from the entry on, since the others are in calls of their own.
 */
export function conversationsOf(
  memberships: readonly Membership[],
  pairs: readonly LocalPair[],
): ReadonlyMap<Channel, readonly ChannelTalk[]> {
  const changes = changesOf(memberships)
  const present = new Set<Membership>()
  const open = new Map<Channel, OpenTalk>()
  const talks = new Map<Channel, ChannelTalk[]>()

  let index = 0
  while (index < changes.length) {
    const at = changes[index]?.at ?? 0
    for (let change = changes[index]; change?.at === at; change = changes[++index])
      if (change.enters) present.add(change.membership)
      else present.delete(change.membership)
    const hearing = whoHearsWhom(present, pairs)
    for (const [channel, current] of open) follow(channel, current, hearing.get(channel), at, { open, talks })
    for (const [channel, others] of hearing) if (!open.has(channel)) begin(channel, others, at, { open, talks })
  }
  for (const [channel, current] of open) stayAlone(channel, current, { open, talks })
  for (const { talk, pausedAt } of open.values()) if (pausedAt !== null) talk.to = pausedAt
  return talks
}

function changesOf(memberships: readonly Membership[]): readonly Change[] {
  const changes: Change[] = []
  for (const membership of memberships) {
    const { from, to } = membership
    if (to !== null && to <= from) continue
    changes.push({ at: from, membership, enters: true })
    if (to !== null) changes.push({ at: to, membership, enters: false })
  }
  return changes.sort((a, b) => a.at - b.at)
}

function whoHearsWhom(
  present: ReadonlySet<Membership>,
  pairs: readonly LocalPair[],
): ReadonlyMap<Channel, readonly Channel[]> {
  const hearing = new Map<Channel, readonly Channel[]>()
  if (present.size === 0) return hearing
  for (const group of joinedGroups(present, pairs)) {
    const lines: Channel[] = []
    let isConference = false
    for (const { channel, isConference: confers } of group) {
      if (channel.name.kind === 'line') lines.push(channel)
      isConference ||= confers
    }
    if (lines.length < 2 && !isConference) continue
    for (const line of lines)
      hearing.set(
        line,
        lines.filter(other => other !== line),
      )
  }
  return hearing
}

function joinedGroups(
  present: ReadonlySet<Membership>,
  pairs: readonly LocalPair[],
): readonly (readonly Membership[])[] {
  const byBridge = new Map<string, Membership[]>()
  for (const membership of present) {
    const others = byBridge.get(membership.bridge)
    if (others) others.push(membership)
    else byBridge.set(membership.bridge, [membership])
  }
  if (byBridge.size > 1)
    for (const { one, two } of pairs) {
      if (!one || !two) continue
      const first = bridgeNow(one, present)
      const second = bridgeNow(two, present)
      const [kept, joined] = [byBridge.get(first ?? ''), byBridge.get(second ?? '')]
      if (!kept || !joined || kept === joined) continue
      kept.push(...joined)
      for (const [bridge, group] of byBridge) if (group === joined) byBridge.set(bridge, kept)
    }
  return [...new Set(byBridge.values())]
}

function bridgeNow(channel: Channel, present: ReadonlySet<Membership>): string | undefined {
  for (const membership of present) if (membership.channel === channel) return membership.bridge
  return undefined
}

interface Told {
  readonly open: Map<Channel, OpenTalk>
  readonly talks: Map<Channel, ChannelTalk[]>
}

function follow(channel: Channel, before: OpenTalk, others: Others, at: Micros, told: Told): void {
  const isLeft = before.aloneAt !== null && (!others || at - before.aloneAt > moving)
  const current = isLeft ? stayAlone(channel, before, told) : before
  if (!others) {
    current.pausedAt ??= at
    return
  }
  if (others.length === 0 && current.others.length > 0) {
    current.pausedAt ??= at
    current.aloneAt ??= at
    return
  }
  const { talk, pausedAt } = current
  if ((pausedAt === null || at - pausedAt <= moving) && isStillThere(current.others, others)) {
    current.pausedAt = null
    current.aloneAt = null
    current.others = others
    for (const other of others) talk.with.add(other)
    return
  }
  if (current.aloneAt !== null) return follow(channel, stayAlone(channel, current, told), others, at, told)
  talk.to = pausedAt ?? at
  told.open.delete(channel)
}

/** None of those whom he had has come along: he waits for anybody since he is in the conference. */
function stayAlone(channel: Channel, current: OpenTalk, told: Told): OpenTalk {
  const { talk, pausedAt, aloneAt } = current
  if (aloneAt === null) return current
  talk.to = pausedAt
  return begin(channel, [], aloneAt, told)
}

/** He goes on with one of those whom he had; alone in a conference he waits for anybody, and no more with those whom he had before. */
const isStillThere = (before: readonly Channel[], now: readonly Channel[]): boolean =>
  before.length === 0 || now.some(other => before.includes(other))

function begin(channel: Channel, others: readonly Channel[], at: Micros, { open, talks }: Told): OpenTalk {
  const talk: ChannelTalk = { from: at, to: null, with: new Set(others) }
  const begun: OpenTalk = { talk, others, pausedAt: null, aloneAt: null }
  open.set(channel, begun)
  const list = talks.get(channel)
  if (list) list.push(talk)
  else talks.set(channel, [talk])
  return begun
}
