import type { Call, HeardVisit, Party, VisitRing } from '../../domain/calls/call.ts'
import type { Position } from '../../domain/kernel/event.ts'
import type { Cell } from '../../domain/kernel/projection.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import type { ContactTable } from './contacts/contact-tables.ts'
import type { Said } from './corrections.ts'
import { canonicalNumber } from './search/numbers.ts'
import { isOneStretch, quartersOf, type QuarterTalk } from './figures/quarters.ts'
import { keptOrNull, textKept } from './text-kept.ts'
import { distinctWords } from './words.ts'

type Cells = readonly Cell[]
export type CallTable = Exclude<ContactTable, 'call_key' | 'contact' | 'correction'>

interface Place {
  readonly site: string
  readonly node: string
  readonly firstPosition: Position
}

/**
 * What the tables hold of a call: rows of cells, in the order of the columns (contact-tables.ts). Each is written out as a whole: to copy
 * keys and cells together was a third of what it costs.
 */
export const callCells = (place: Place, call: Call, said: Said): Readonly<Record<CallTable, readonly Cells[]>> => ({
  call: [cellsOf(place, call, said)],
  party: call.parties.map((party, index) => partyCells(place, call.id, index + 1, party)),
  talk_quarter: quartersIn(place, call),
  transfer: call.transfers.map((transfer, index) => [
    place.site,
    place.node,
    call.id,
    index + 1,
    transfer.kind,
    transfer.method,
    transfer.at,
    transfer.by,
    keptOrNull(transfer.to),
    keptOrNull(transfer.context),
    transfer.transferred,
    transfer.target,
    transfer.direction,
  ]),
  hold: call.holds.map(({ by, held, from, to, visit }, index) => [
    place.site,
    place.node,
    call.id,
    index + 1,
    by,
    held,
    from,
    to,
    keptOrNull(visit?.callid ?? null),
    visit?.visitNumber ?? null,
  ]),
  ring: call.rings.map((ring, index) => ringCells(place, call.id, index + 1, ring)),
  heard_visit: call.heardVisits.map(visit => heardCells(place, call.id, visit)),
  attached_data: attachedIn(place, call, said),
  recording: call.recordings.map(({ id, file, from, to }, index) => [
    place.site,
    place.node,
    call.id,
    index + 1,
    textKept(id),
    keptOrNull(file, 'value'),
    from,
    to,
  ]),
  missed_user: call.missedBy.map(({ at, userId, number, name }, index) => [
    place.site,
    place.node,
    call.id,
    index + 1,
    at,
    keptOrNull(userId),
    keptOrNull(number),
    keptOrNull(name),
  ]),
  witness: call.witnesses.map(({ figure, party, queue, agent, bridges, queueLog, ami }, index) => [
    place.site,
    place.node,
    call.id,
    index + 1,
    call.startedAt,
    figure,
    party,
    keptOrNull(queue),
    keptOrNull(agent),
    bridges,
    queueLog,
    ami,
  ]),
  mention: mentionsOf(place, call),
})

const cellsOf = ({ site, node, firstPosition }: Place, call: Call, { tags, exclusion }: Said): Cells => [
  site,
  node,
  call.id,
  firstPosition,
  call.linkedIds,
  call.direction,
  call.outcome,
  call.startedAt,
  call.answeredAt,
  call.endedAt,
  call.ring,
  call.talk,
  call.hold,
  call.wait,
  call.hungUpBy,
  keptOrNull(call.callerNumber),
  keptOrNull(call.callerName),
  keptOrNull(call.calledNumber),
  canonicalNumber(call.callerNumber),
  canonicalNumber(call.calledNumber),
  call.destination?.kind ?? null,
  keptOrNull(call.destination?.id ?? null),
  keptOrNull(call.destination?.name ?? null),
  keptOrNull(call.requested?.number ?? null),
  keptOrNull(call.requested?.name ?? null),
  call.from,
  call.to,
  call.queues.map(queue => textKept(queue)),
  call.agents.map(agent => textKept(agent)),
  call.recordings.length > 0,
  call.hasVoicemail,
  call.transfers.length > 0,
  call.transfers.at(-1)?.direction ?? null,
  call.flags,
  distinctWords(namesIn(call)).map(word => textKept(word)),
  tags,
  exclusion?.reason ?? null,
  exclusion?.text ?? null,
  exclusion?.at ?? null,
  exclusion?.actor ?? null,
]

const ringCells = ({ site, node }: Place, callId: string, number: number, ring: VisitRing): Cells => [
  site,
  node,
  callId,
  number,
  textKept(ring.callid),
  ring.visitNumber,
  textKept(ring.queue),
  textKept(ring.agent),
  textKept(ring.uniqueId),
  ring.outcome,
  ring.from,
  ring.to,
  ring.told?.at ?? ring.to,
  ring.told?.position ?? ring.position,
  ring.told?.length ?? null,
]

const heardCells = ({ site, node }: Place, callId: string, visit: HeardVisit): Cells => [
  site,
  node,
  textKept(visit.callid),
  visit.visitNumber,
  callId,
  textKept(visit.queue),
  keptOrNull(visit.agent),
  keptOrNull(visit.calledNumber),
  visit.enteredAt,
  visit.answeredAt,
  visit.holds,
  visit.hold,
  visit.moreHold,
  visit.moreRing,
]

function attachedIn({ site, node }: Place, { id, attachedData }: Call, { attached }: Said): readonly Cells[] {
  const rows: Cells[] = []
  for (const { position, at, key, value } of attachedData)
    rows.push([site, node, id, rows.length + 1, position, at, textKept(key), textKept(value, 'value'), false, null])
  for (const { position, at, key, value, actor } of attached)
    rows.push([site, node, id, rows.length + 1, position, at, key, value, true, actor])
  return rows
}

function namesIn(call: Call) {
  const { callerName, callerNumber, calledNumber, queues, agents, parties, destination, requested, missedBy } = call
  const names = [callerName, callerNumber, calledNumber, ...queues, ...agents]
  for (const { name, number } of parties) names.push(name, number)
  if (destination) names.push(destination.name)
  if (requested) names.push(requested.name, requested.number)
  for (const { name, number } of missedBy) names.push(name, number)
  return names
}

const partyCells = ({ site, node }: Place, callId: string, number: number, party: Party): Cells => [
  site,
  node,
  callId,
  number,
  party.uniqueId,
  textKept(party.channel),
  textKept(party.line),
  party.role,
  party.isExternal,
  keptOrNull(party.number),
  keptOrNull(party.name),
  keptOrNull(party.agent),
  keptOrNull(party.queue),
  keptOrNull(party.dialled),
  party.startedAt,
  party.answeredAt,
  party.endedAt,
  party.talkedAt,
  party.ring,
  party.talk,
  party.hold,
  party.hangupCause,
]

function quartersIn({ site, node }: Place, { id, parties }: Call): readonly Cells[] {
  const rows: Cells[] = []
  for (const [index, party] of parties.entries()) {
    if (isOneStretch(party)) continue
    const quarters = new Map<Micros, QuarterTalk>()
    quartersOf(party, quarter => {
      let sums = quarters.get(quarter)
      if (!sums) quarters.set(quarter, (sums = { talk: 0, hold: 0 }))
      return sums
    })
    for (const [quarter, { talk, hold }] of quarters)
      rows.push([site, node, id, index + 1, quarter, party.uniqueId, talk, hold])
  }
  return rows
}

const mentionKinds = ['queue', 'agent', 'line', 'canonical'] as const
type MentionKind = (typeof mentionKinds)[number]

/** Who and what the call is found by; each once. */
function mentionsOf({ site, node }: Place, call: Call): readonly Cells[] {
  const names: Record<MentionKind, Set<string>> = {
    queue: new Set(call.queues),
    agent: new Set(call.agents),
    line: new Set(),
    canonical: new Set(),
  }
  const addNumber = (raw: string | null) => {
    const canonical = canonicalNumber(raw)
    if (canonical !== null) names.canonical.add(canonical)
  }
  addNumber(call.callerNumber)
  addNumber(call.calledNumber)
  for (const { line, agent, queue, number, dialled } of call.parties) {
    if (line !== '') names.line.add(line) // queue_log names none
    if (agent !== null) names.agent.add(agent)
    if (queue !== null) names.queue.add(queue)
    addNumber(number)
    addNumber(dialled)
  }
  if (call.requested) addNumber(call.requested.number)
  for (const { number } of call.missedBy) addNumber(number)
  const mentions: Cells[] = []
  for (const kind of mentionKinds) {
    const kept = new Set<string>()
    for (const name of names[kind]) kept.add(textKept(name))
    for (const name of kept) mentions.push([site, node, call.id, kind, name, call.startedAt])
  }
  return mentions
}
