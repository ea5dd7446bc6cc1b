import { microsPerSecond, type Micros } from '../../kernel/time.ts'
import { meaningOf } from '../../pbx/queue-log-meaning.ts'
import { namedOrNone } from '../../pbx/queue-log-events.ts'
import type { CallRow } from '../../queues/stays.ts'
import { wasRung, type Channel } from '../channels/channel.ts'
import type { ChannelReading } from '../channels/channels.ts'
import { phonesBehind, type LocalPair } from '../channels/local-channels.ts'
import type { AmiRow } from '../rows/rows.ts'

/** The member of a queue that a phone was rung for. */
export interface Member {
  readonly agent: string
  readonly queue: string
}

/**
 * Which phones were members of a queue. CONNECT and the manager name the member's channel, which may be the half of a Local channel; a
 * ring that nobody took is known by its end and length (RINGNOANSWER), or by the line, once its agent is known.
 */
export function membersOf(
  queueLog: readonly CallRow[],
  ami: readonly AmiRow[],
  reading: ChannelReading,
  pairs: readonly LocalPair[],
): ReadonlyMap<Channel, Member> {
  const members = new Map<Channel, Member>()
  if (queueLog.length === 0 && ami.length === 0) return members
  const name = (uniqueId: string | undefined, member: Member): void => {
    for (const phone of phonesOf(uniqueId, reading, pairs)) if (!members.has(phone)) members.set(phone, member)
  }
  for (const { event, fields } of ami)
    if (event.startsWith('Agent') && fields['MemberName'] && fields['Queue'])
      name(fields['DestUniqueid'], { agent: fields['MemberName'], queue: fields['Queue'] })
  for (const row of queueLog)
    if (row.event === 'CONNECT' && namedOrNone(row.agent)) name(row.data[1], { agent: row.agent, queue: row.queue })
  for (const row of queueLog) if (row.event === 'RINGNOANSWER') nameUnanswered(row, reading, members)
  return members
}

function phonesOf(
  uniqueId: string | undefined,
  reading: ChannelReading,
  pairs: readonly LocalPair[],
): readonly Channel[] {
  const channel = reading.byId.get(uniqueId ?? '')
  if (!channel) return []
  if (channel.name.kind === 'line') return [channel]
  const pair = pairs.find(({ one, two }) => one === channel || two === channel)
  return pair ? phonesBehind(pair, pairs, reading) : []
}

/** The file has the second of the row, the channel the microsecond of its end. */
const rounding = 1.5 * microsPerSecond

function nameUnanswered(row: CallRow, { channels }: ChannelReading, members: Map<Channel, Member>): void {
  const meaning = meaningOf(row)
  const ring = 'ringMs' in meaning && meaning.ringMs !== undefined ? meaning.ringMs * 1000 : undefined
  if (ring === undefined || !namedOrNone(row.agent)) return
  const candidates = channels.filter(channel => !members.has(channel) && rangUntil(channel, row.at, ring))
  const known = candidates.filter(channel => agentOfLine(channel, members) === row.agent)
  const [phone, ...others] = known.length > 0 ? known : candidates.filter(channel => !agentOfLine(channel, members))
  if (phone && (others.length === 0 || known.length > 0)) members.set(phone, { agent: row.agent, queue: row.queue })
}

const rangUntil = (channel: Channel, at: Micros, ring: number): boolean =>
  channel.name.kind === 'line' &&
  wasRung(channel) &&
  channel.answeredAt === null &&
  channel.endedAt !== null &&
  Math.abs(channel.endedAt - at) <= rounding &&
  Math.abs(channel.endedAt - channel.startedAt - ring) <= rounding

function agentOfLine(channel: Channel, members: ReadonlyMap<Channel, Member>): string | undefined {
  for (const [other, { agent }] of members) if (lineOf(other) === lineOf(channel)) return agent
  return undefined
}

const lineOf = ({ name }: Channel): string => (name.kind === 'line' ? name.line : name.full)
