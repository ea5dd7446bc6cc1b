import { microsPerSecond, type Micros } from '../../kernel/time.ts'
import { celExtra } from '../../pbx/cel-extra.ts'
import type { CallTransfer, Direction } from '../call.ts'
import { wasRung, type Channel } from '../channels/channel.ts'
import type { ContactReading } from '../contact-reading.ts'
import type { ChannelTalk } from '../conversations.ts'
import { phoneBeyond } from '../channels/local-channels.ts'
import type { CelRow } from '../rows/rows.ts'

/** Rows of one transfer stand within some milliseconds, in any order (asterisk-observed, "CEL"). */
const together = microsPerSecond

/**
 * Each transfer is one of its own: a chain is several (T-1). CEL tells them; where `events` leaves transfers out (Asterisk's sample does)
 * the manager and queue_log do. A transfer to a parking lot is no transfer: the call is parked, and who fetches it is a retriever.
 */
export function transfersOf(reading: ContactReading): readonly CallTransfer[] {
  const fromCel = reading.told.flatMap(row => celTransfer(reading, row) ?? [])
  const others = fromCel.length > 0 ? [] : [...amiTransfers(reading), ...queueLogTransfers(reading)]
  const transfers = [...fromCel]
  for (const other of others) if (!transfers.some(known => isSame(known, other))) transfers.push(other)
  return transfers.filter(transfer => !isParking(reading, transfer)).sort((a, b) => a.at - b.at)
}

/** The manager and queue_log tell of it once each, the file with whole seconds. */
const isSame = (one: CallTransfer, other: CallTransfer): boolean =>
  one.kind === other.kind && Math.abs(one.at - other.at) <= 2 * together

function celTransfer(reading: ContactReading, row: CelRow): CallTransfer | undefined {
  if (row.eventtype !== 'BLINDTRANSFER' && row.eventtype !== 'ATTENDEDTRANSFER') return undefined
  const extra = celExtra(row)
  const by = phoneOf(reading, row.uniqueid, row.at)
  if (extra.event === 'BLINDTRANSFER') {
    const transferred = phoneOf(reading, extra.transferee.uniqueid, row.at) ?? partnerOf(reading, by, row.at)
    return blind(reading, { at: row.at, by, transferred, to: extra.extension ?? null, context: extra.context ?? null })
  }
  if (extra.event !== 'ATTENDEDTRANSFER') return undefined
  const transferred = phoneOf(reading, extra.transferee.uniqueid, row.at) ?? partnerOf(reading, by, row.at)
  const target = reachedBy(reading, extra.target.uniqueid, transferred, by, row.at)
  return {
    kind: 'ATTENDED',
    method: extra.application !== undefined ? 'APP' : methodOf(reading, row.at, by),
    at: row.at,
    by: by?.uniqueId ?? row.uniqueid,
    to:
      extra.application ??
      consultedNumber(reading, { first: row.uniqueid, second: extra.secondLeg.uniqueid }, by, row.at),
    context: null,
    transferred: transferred?.uniqueId ?? null,
    target: target?.uniqueId ?? null,
    direction: destinationOf(reading, target ?? phoneOf(reading, extra.target.uniqueid, row.at), transferred, row.at),
  }
}

interface Blind {
  readonly at: Micros
  readonly by: Channel | undefined
  readonly transferred: Channel | undefined
  readonly to: string | null
  readonly context: string | null
}

function blind(reading: ContactReading, { at, by, transferred, to, context }: Blind): CallTransfer {
  const target = successorOf(reading, transferred, by, at)
  return {
    kind: 'BLIND',
    method: null,
    at,
    by: by?.uniqueId ?? '',
    to,
    context,
    transferred: transferred?.uniqueId ?? null,
    target: target?.uniqueId ?? null,
    direction: destinationOf(reading, target, transferred, at),
  }
}

/** The phone itself, or the one that speaks through a half of a Local channel. */
function phoneOf(reading: ContactReading, uniqueId: string | undefined, at: Micros): Channel | undefined {
  const channel = reading.byId.get(uniqueId ?? '')
  return channel?.name.kind === 'local' ? phoneBeyond(channel, reading.pairs, reading, at) : channel
}

const talksOf = ({ talks }: ContactReading, channel: Channel | undefined): readonly ChannelTalk[] =>
  (channel && talks.get(channel)) ?? []

/** With whom the one who transfers talked until then. */
function partnerOf(reading: ContactReading, by: Channel | undefined, at: Micros): Channel | undefined {
  const talk = talksOf(reading, by).findLast(({ from }) => from <= at)
  return talk && [...talk.with][0]
}

/** Who talked next with the one who was passed on. undefined: nobody answered him. */
function successorOf(
  reading: ContactReading,
  transferred: Channel | undefined,
  by: Channel | undefined,
  at: Micros,
): Channel | undefined {
  const next = talksOf(reading, transferred).find(
    ({ from, with: others }) => from > at - together && !(by && others.has(by)),
  )
  return next && [...next.with][0]
}

/** Whoever is named as the target was consulted, or still rang when the one who transfers hung up: then he may never have answered. */
function reachedBy(
  reading: ContactReading,
  named: string | undefined,
  transferred: Channel | undefined,
  by: Channel | undefined,
  at: Micros,
): Channel | undefined {
  if (!reading.byId.has(named ?? '')) return successorOf(reading, transferred, by, at)
  const target = phoneOf(reading, named, at)
  return talksOf(reading, target).length > 0 ? target : undefined
}

/** LINK: a Local channel joins two bridges. THREE_WAY: the one who transfers stays with both. */
function methodOf({ pairs, talks }: ContactReading, at: Micros, by: Channel | undefined): string {
  const isLinked = pairs.some(
    ({ target, one, two }) =>
      target.startsWith('_attended@') && Math.abs(((one ?? two)?.startedAt ?? Infinity) - at) <= 3 * together,
  )
  if (isLinked) return 'LINK'
  const stays =
    by &&
    talks
      .get(by)
      ?.some(
        ({ from, to, with: others }) => from <= at + together && (to ?? Infinity) > at + together && others.size > 1,
      )
  return stays ? 'THREE_WAY' : 'BRIDGE'
}

/** uniqueids of the channels that the one who transfers had; of a transfer by feature code one and the same, of a Local member its half. */
interface Legs {
  readonly first: string | undefined
  readonly second: string | undefined
}

/** What the second leg dialled; of a transfer by feature code what the Local channel of the consultation was made for. */
function consultedNumber(
  { pairs, talks, byId }: ContactReading,
  { first, second }: Legs,
  by: Channel | undefined,
  at: Micros,
): string | null {
  const secondLeg = first === second ? undefined : byId.get(second ?? '')
  if (secondLeg) return secondLeg.exten || null
  const before = (by && talks.get(by))?.[0]?.from ?? 0
  const consultation = pairs.findLast(
    ({ one, target }) => one && one.startedAt <= at && one.startedAt >= before && !target.startsWith('_'),
  )
  return consultation?.target.split('@')[0] ?? null
}

/** Where the one is who took over, or was asked for; else where the caller was sent. */
function destinationOf(
  reading: ContactReading,
  target: Channel | undefined,
  transferred: Channel | undefined,
  at: Micros,
): Direction {
  const side = target && reading.lineSides.get(target)
  if (side === 'EXTERNAL') return 'OUTBOUND'
  if (side === 'INTERNAL') return 'INTERNAL'
  return target ? 'UNKNOWN' : directionSent(reading, transferred, at)
}

/** Applications in which somebody inside is waited for. */
const insideApps: ReadonlySet<string> = new Set(['Queue', 'VoiceMail', 'ConfBridge', 'MeetMe'])

/**
 * Where a transfer went that nobody took: a transfer to an internal destination is one also where the caller gives up in its queue, is refused
 * by it, or its phone rings in vain (contact-center 5.10: by destination, not by who answers).
 */
function directionSent(
  { queues, lines, lineSides, byId }: ContactReading,
  transferred: Channel | undefined,
  at: Micros,
): Direction {
  if (!transferred) return 'UNKNOWN'
  const isThen = (moment: Micros): boolean =>
    moment > at - together && moment <= (transferred.endedAt ?? Infinity) + together
  const isQueued =
    queues.visits.some(({ callid, enteredAt }) => byId.get(callid) === transferred && isThen(enteredAt)) ||
    queues.refusals.some(refusal => byId.get(refusal.callid) === transferred && isThen(refusal.at)) ||
    transferred.appRuns.some(({ name, from }) => insideApps.has(name) && isThen(from))
  if (isQueued) return 'INTERNAL'
  const rings = (line: Channel): boolean =>
    wasRung(line) &&
    line.answeredAt === null &&
    line.startedAt <= (transferred.endedAt ?? Infinity) &&
    (isThen(line.startedAt) || (line.endedAt ?? Infinity) > at)
  const rung = lines.filter(line => line !== transferred && rings(line) && tied(line, transferred))
  const where = new Set(rung.map(line => lineSides.get(line)))
  return where.has('INTERNAL') ? 'INTERNAL' : where.has('EXTERNAL') ? 'OUTBOUND' : 'UNKNOWN'
}

const tied = (one: Channel, other: Channel): boolean =>
  [other.firstLinkedId, other.lastLinkedId].includes(one.firstLinkedId)

function amiTransfers(reading: ContactReading): readonly CallTransfer[] {
  const transfers: CallTransfer[] = []
  for (const { event, fields, at } of reading.contact.ami) {
    if (fields['Result'] !== undefined && fields['Result'] !== 'Success') continue
    if (event === 'BlindTransfer') {
      const by = phoneOf(reading, fields['TransfererUniqueid'], at)
      const transferred = phoneOf(reading, fields['TransfereeUniqueid'], at)
      const [to, context] = [fields['Extension'] ?? null, fields['Context'] ?? null]
      transfers.push(blind(reading, { at, by, transferred, to, context }))
    }
    if (event === 'AttendedTransfer') transfers.push(amiAttended(reading, fields, at))
  }
  return transfers
}

function amiAttended(reading: ContactReading, fields: Readonly<Record<string, string>>, at: Micros): CallTransfer {
  const by = phoneOf(reading, fields['OrigTransfererUniqueid'], at)
  const transferred = phoneOf(reading, fields['TransfereeUniqueid'], at)
  const target = reachedBy(reading, fields['TransferTargetUniqueid'], transferred, by, at)
  const method = (fields['DestType'] ?? 'Bridge').toUpperCase()
  return {
    kind: 'ATTENDED',
    method: method === 'THREEWAY' ? 'THREE_WAY' : method,
    at,
    by: by?.uniqueId ?? fields['OrigTransfererUniqueid'] ?? '',
    to:
      fields['DestApp'] ??
      consultedNumber(
        reading,
        { first: fields['OrigTransfererUniqueid'], second: fields['SecondTransfererUniqueid'] },
        by,
        at,
      ),
    context: null,
    transferred: transferred?.uniqueId ?? null,
    target: target?.uniqueId ?? null,
    direction: destinationOf(
      reading,
      target ?? phoneOf(reading, fields['TransferTargetUniqueid'], at),
      transferred,
      at,
    ),
  }
}

/** What queue_log says of the agents' transfers. */
function queueLogTransfers(reading: ContactReading): readonly CallTransfer[] {
  return reading.queues.visits.flatMap(({ transfer, endedAt, agent, callid }) => {
    if (!transfer || endedAt === null) return []
    const by = reading.lines.findLast(line => reading.members.get(line)?.agent === agent && line.startedAt <= endedAt)
    const told = blind(reading, {
      at: endedAt,
      by,
      transferred: reading.byId.get(callid),
      to: transfer.to,
      context: transfer.context,
    })
    return [{ ...told, kind: transfer.kind, method: transfer.method }]
  })
}

/** Of an attended one the far half of the Local channel of the consultation is what waits in the lot, since before the transfer. */
function isParking(reading: ContactReading, { kind, transferred, at }: CallTransfer): boolean {
  const { told } = reading
  return told.some((row, index) => {
    if (row.eventtype !== 'PARK_START') return false
    const isThen =
      kind === 'BLIND'
        ? Math.abs(row.at - at) <= 2 * together
        : row.at <= at && !told.some((later, place) => place > index && later.at <= at && endsParking(later, row))
    return isThen && phoneOf(reading, row.uniqueid, at + together)?.uniqueId === transferred
  })
}

const endsParking = ({ eventtype, uniqueid }: CelRow, parking: CelRow): boolean =>
  eventtype === 'PARK_END' && uniqueid === parking.uniqueid
