import { celExtra } from '../pbx/cel-extra.ts'
import type { PartyRole } from './call.ts'
import { wasRung, type Channel } from './channels/channel.ts'
import type { ChannelReading } from './channels/channels.ts'
import type { LocalPair } from './channels/local-channels.ts'
import type { CelRow } from './rows/rows.ts'

/**
 * The first line that a contact has placed it, or was rung first by a click-to-call: then halves of a Local channel come before it.
 * A line that was dialled by a channel which the rows do not show has none before it that could be told.
 */
export function callerOf(reading: ChannelReading, lines: readonly Channel[]): Channel | null {
  const { byId } = reading
  const first = originatedAtAllLines(reading, lines) ?? lines[0]
  if (!first) return null
  const isDialledByUnseen = first.firstLinkedId !== first.uniqueId && !byId.has(first.firstLinkedId)
  return isDialledByUnseen ? null : first
}

/**
 * The half of a Local channel that an originate (a call file, an API) runs the dialplan with, where no phone stands behind the other half:
 * it has the caller id that was asked for. Whoever it calls has placed nothing.
 */
export function originatorOf(
  { channels: [first] }: ChannelReading,
  pairs: readonly LocalPair[],
  lines: readonly Channel[],
): Channel | null {
  if (first?.name.kind !== 'local' || first.rungBy !== 'AppDial2') return null
  const { answeredAt } = first
  const other = pairs.find(({ one }) => one === first)?.two
  if (answeredAt === null || !other || other.appRuns.some(({ name }) => ringsPhones.has(name))) return null
  return lines.some(({ startedAt }) => startedAt < answeredAt) ? null : first
}

const ringsPhones: ReadonlySet<string> = new Set(['Dial', 'Queue'])

/** All phones of a user were rung to place a call for him (WAZO_ORIGINATE_ALL_LINES): the one that he took is the caller. */
function originatedAtAllLines({ told }: ChannelReading, lines: readonly Channel[]): Channel | undefined {
  if (!told.some(isOriginatedAtAllLines)) return undefined
  return ownLinesOf(lines).find(({ answeredAt }) => answeredAt !== null)
}

const isOriginatedAtAllLines = ({ eventtype, userdeftype }: CelRow): boolean =>
  eventtype === 'WAZO_ORIGINATE_ALL_LINES' || userdeftype === 'WAZO_ORIGINATE_ALL_LINES'

/** Rung before the first of them was answered. */
function ownLinesOf(lines: readonly Channel[]): readonly Channel[] {
  const firstAnswer = Math.min(...lines.map(({ answeredAt }) => answeredAt ?? Infinity))
  return lines
    .filter(line => wasRung(line) && line.startedAt <= firstAnswer)
    .sort((a, b) => (a.answeredAt ?? Infinity) - (b.answeredAt ?? Infinity))
}

/** Why each line is in the call (products-and-metrics 4.6: what PICKUP, PARK_END and ATTENDEDTRANSFER name). */
export function rolesOf(
  reading: ChannelReading,
  lines: readonly Channel[],
  caller: Channel | null,
): ReadonlyMap<Channel, PartyRole> {
  const named = namedRoles(reading)
  const roles = new Map<Channel, PartyRole>()
  for (const line of lines) roles.set(line, line === caller ? 'CALLER' : (named.get(line) ?? roleBySelf(line, lines)))
  for (const line of lines) if (isGivenCalls(line) && lines.length > 1) roles.set(line, 'CALLEE')
  if (reading.told.some(isOriginatedAtAllLines)) for (const line of ownLinesOf(lines)) roles.set(line, 'CALLER')
  return roles
}

/**
 * An agent who has called to log in (app_agent_pool) and waits on the line. Asterisk gives all his calls the linkedid of his channel, so they
 * are one contact, which he has begun; what he says in it is what queues gave him.
 */
const isGivenCalls = ({ appRuns }: Channel): boolean => appRuns.some(({ name }) => name === 'AgentLogin')

function roleBySelf(line: Channel, lines: readonly Channel[]): PartyRole {
  if (wasRung(line)) return 'CALLEE'
  const runs = (app: string): boolean => line.appRuns.some(({ name }) => name === app)
  if (runs('Pickup')) return 'PICKER'
  if (runs('ParkedCall')) return 'RETRIEVER'
  return lines.some(other => isFirstLegOf(other, line)) ? 'CONSULTATION' : 'CALLER'
}

const namesAnother: ReadonlySet<string> = new Set(['PICKUP', 'PARK_END', 'ATTENDEDTRANSFER'])

function namedRoles({ told, byId, channels }: ChannelReading): ReadonlyMap<Channel, PartyRole> {
  const roles = new Map<Channel, PartyRole>()
  for (const row of told) {
    if (!namesAnother.has(row.eventtype)) continue
    const extra = celExtra(row)
    switch (extra.event) {
      case 'PICKUP':
        setRole(roles, byId.get(extra.picker.uniqueid ?? ''), 'PICKER')
        break
      case 'PARK_END':
        setRole(roles, namedAt(channels, extra.retriever, row.at), 'RETRIEVER')
        break
      case 'ATTENDEDTRANSFER':
        if (extra.secondLeg.uniqueid !== row.uniqueid)
          setRole(roles, byId.get(extra.secondLeg.uniqueid ?? ''), 'CONSULTATION')
        break
      default:
    }
  }
  return roles
}

function setRole(roles: Map<Channel, PartyRole>, channel: Channel | undefined, role: PartyRole): void {
  if (channel && !roles.has(channel)) roles.set(channel, role)
}

const namedAt = (channels: readonly Channel[], full: string | undefined, at: number): Channel | undefined =>
  channels.findLast(({ name, startedAt }) => name.full === full && startedAt <= at)

/** Another channel of the same line, up when this one began. */
const isFirstLegOf = (first: Channel, second: Channel): boolean =>
  first !== second &&
  first.name.kind === 'line' &&
  second.name.kind === 'line' &&
  first.name.line === second.name.line &&
  first.startedAt < second.startedAt &&
  (first.endedAt ?? Infinity) > second.startedAt
