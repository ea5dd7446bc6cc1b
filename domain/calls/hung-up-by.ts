import type { Side } from '../queues/visit.ts'
import type { CallOutcome, CallTransfer } from './call.ts'
import type { Channel } from './channels/channel.ts'
import type { ContactReading } from './contact-reading.ts'
import { hangupOf } from './channels/hangups.ts'

/**
 * Who ended it: the channel that `hangupsource` names first among those who were left. A phone that is hung up because the other one
 * left has the other one's name there; empty means that Asterisk did it (stop, Hangup in the dialplan, the far side of a transfer).
 * @returns null while it goes on, or where nobody knows.
 */
export function hungUpByOf(
  reading: ContactReading,
  outcome: CallOutcome,
  transfers: readonly CallTransfer[],
): Side | null {
  if (outcome === 'IN_PROGRESS' || outcome === 'UNTERMINATED') return null
  const { caller } = reading
  const left = leftAtTheEnd(reading, transfers)
  const known = left.map(hangupOf).filter(({ isKnown }) => isKnown)
  if (known.length === 0) return outcome === 'ABANDONED' ? 'CALLER' : 'UNKNOWN'
  for (const { source } of known) {
    const channel = left.find(({ name }) => name.full === source)
    if (channel) return sideOf(channel, reading)
  }
  if (!caller) return 'UNKNOWN'
  return known.every(({ source }) => source === undefined || source.startsWith('dialplan/')) ? 'SYSTEM' : 'UNKNOWN'
}

/**
 * Those of the caller's last conversation, in the order in which they hung up; alone he is where there was none. Where he has passed on the
 * others and left, those of theirs.
 */
function leftAtTheEnd(
  { caller, lines, talks, byId }: ContactReading,
  transfers: readonly CallTransfer[],
): readonly Channel[] {
  const target = transfers.findLast(({ by, target: reached }) => by === caller?.uniqueId && reached !== null)?.target
  const stayed = byId.get(target ?? '') ?? caller
  const last = stayed ? talks.get(stayed)?.at(-1) : lines.map(line => talks.get(line)?.at(-1)).findLast(talk => talk)
  const left = lines.filter(
    line => line === stayed || (last?.with.has(line) && line.endedAt !== null && line.endedAt >= (last.to ?? 0)),
  )
  return left.sort((a, b) => (a.endedAt ?? 0) - (b.endedAt ?? 0))
}

function sideOf(channel: Channel, { caller, members }: ContactReading): Side {
  if (channel === caller) return 'CALLER'
  return members.has(channel) ? 'AGENT' : 'CALLEE'
}
