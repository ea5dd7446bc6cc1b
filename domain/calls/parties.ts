import type { CallHold, Party, PartyRole, Talk } from './call.ts'
import { wasRung, type Channel } from './channels/channel.ts'
import type { ContactReading } from './contact-reading.ts'
import type { ChannelTalk } from './conversations.ts'
import { hangupOf } from './channels/hangups.ts'
import { compareIds } from './rows/ids.ts'
import { isClosed, sumOfLengths, type Interval } from './intervals.ts'

/** @param holds null: nothing tells of holds. */
export function partiesOf(
  reading: ContactReading,
  roles: ReadonlyMap<Channel, PartyRole>,
  holds: readonly CallHold[] | null,
): readonly Party[] {
  return reading.lines.map(channel => partyOf(channel, roles.get(channel) ?? 'CALLEE', reading, holds))
}

function partyOf(channel: Channel, role: PartyRole, reading: ContactReading, holds: readonly CallHold[] | null): Party {
  const { uniqueId, name, startedAt, endedAt } = channel
  const talks = (reading.talks.get(channel) ?? []).map(talkOf)
  const answeredAt = answerOf(channel, talks[0])
  const rang = wasRung(channel)
  const side = reading.lineSides.get(channel) ?? 'UNKNOWN'
  // To the queue a picker is the member whose phone rang: it is not his phone, and it is not he who answered (L-24).
  const member = role === 'PICKER' ? undefined : reading.members.get(channel)
  const own = holds?.filter(({ by }) => by === uniqueId) ?? []
  return {
    uniqueId,
    channel: name.full,
    line: name.kind === 'line' ? name.line : name.full,
    role,
    isExternal: side === 'UNKNOWN' ? null : side === 'EXTERNAL',
    number: channel.number || null,
    name: channel.callerName || null,
    agent: member?.agent ?? null,
    queue: member?.queue ?? null,
    dialled: rang || channel.exten === '' ? null : channel.exten,
    startedAt,
    answeredAt,
    endedAt,
    ring: rang ? ringOf(channel, answeredAt) : null,
    talkedAt: talks[0]?.from ?? null,
    talk: sumOfLengths(talks.filter(isClosed)),
    hold: holds && sumOfLengths(own.filter(isClosed)),
    hangupCause: hangupOf(channel).cause ?? null,
    talks,
    holds: own.map(({ from, to }) => ({ from, to })),
  }
}

const talkOf = ({ from, to, with: others }: ChannelTalk): Talk => ({
  from,
  to,
  with: [...others].map(({ uniqueId }) => uniqueId).sort(compareIds),
})

function answerOf({ answeredAt }: Channel, talk: Interval | undefined): number | null {
  if (!talk) return answeredAt
  return answeredAt === null ? talk.from : Math.min(answeredAt, talk.from)
}

/** Of a phone that never answered to its end; of one whose end nobody knows there is no ring to speak of. */
function ringOf({ startedAt, endedAt, hasStart }: Channel, answeredAt: number | null): number | null {
  const until = answeredAt ?? endedAt
  return until === null || !hasStart ? null : Math.max(0, until - startedAt)
}
