import type { Call, Party } from '../../domain/calls/call.ts'
import type { Position } from '../../domain/kernel/event.ts'
import type { Cell } from '../../domain/kernel/projection.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import type { ContactTable } from './contact-tables.ts'
import type { Said } from './corrections.ts'
import { canonicalNumber } from './numbers.ts'
import { isOneStretch, quartersOf, type QuarterTalk } from './quarters.ts'
import { keptOrNull, textKept } from './text-kept.ts'
import { distinctWords } from './words.ts'

type Cells = readonly Cell[]
export type CallTable = Exclude<ContactTable, 'call_key' | 'contact' | 'correction'>

/** What the tables hold of a call: rows of cells, in the order of the columns (contact-tables.ts). */
export const callCells = (
  { site, node, firstPosition }: { readonly site: string; readonly node: string; readonly firstPosition: Position },
  call: Call,
  said: Said,
): Readonly<Record<CallTable, readonly Cells[]>> => {
  const key = [site, node, call.id]
  const numbered = (cells: readonly Cells[]): Cells[] => cells.map((row, index) => [...key, index + 1, ...row])
  return {
    call: [[...key, firstPosition, ...cellsOf(call), ...saidCells(said)]],
    party: numbered(call.parties.map(partyCells)),
    talk_quarter: quartersIn(call).map(row => [...key, ...row]),
    transfer: numbered(
      call.transfers.map(transfer => [
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
    ),
    hold: numbered(call.holds.map(({ by, held, from, to }) => [by, held, from, to])),
    attached_data: numbered([
      ...call.attachedData.map(({ position, at, key: name, value }) => [
        position,
        at,
        textKept(name),
        textKept(value, 'value'),
        false,
        null,
      ]),
      ...said.attached.map(({ position, at, key: name, value, actor }) => [position, at, name, value, true, actor]),
    ]),
    recording: numbered(
      call.recordings.map(({ id, file, from, to }) => [textKept(id), keptOrNull(file, 'value'), from, to]),
    ),
    witness: numbered(
      call.witnesses.map(({ figure, party, queue, agent, bridges, queueLog, ami }) => [
        call.startedAt,
        figure,
        party,
        keptOrNull(queue),
        keptOrNull(agent),
        bridges,
        queueLog,
        ami,
      ]),
    ),
    mention: mentionsOf(call).map(([kind, name]) => [...key, kind, name, call.startedAt]),
  }
}

const cellsOf = (call: Call): Cells => [
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
]

const saidCells = ({ tags, exclusion }: Said): Cells => [
  tags,
  exclusion?.reason ?? null,
  exclusion?.text ?? null,
  exclusion?.at ?? null,
  exclusion?.actor ?? null,
]

function namesIn({ callerName, callerNumber, calledNumber, queues, agents, parties }: Call) {
  const names = [callerName, callerNumber, calledNumber, ...queues, ...agents]
  for (const { name, number } of parties) names.push(name, number)
  return names
}

const partyCells = (party: Party): Cells => [
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

function quartersIn({ parties }: Call): readonly Cells[] {
  const rows: Cells[] = []
  for (const [index, party] of parties.entries())
    if (!isOneStretch(party)) for (const row of quarterCells(party)) rows.push([index + 1, ...row])
  return rows
}

function quarterCells(party: Party): readonly Cells[] {
  const quarters = new Map<Micros, QuarterTalk>()
  quartersOf(party, quarter => {
    let sums = quarters.get(quarter)
    if (!sums) quarters.set(quarter, (sums = { talk: 0, hold: 0 }))
    return sums
  })
  return [...quarters].map(([quarter, { talk, hold }]) => [quarter, party.uniqueId, talk, hold])
}

const mentionKinds = ['queue', 'agent', 'line', 'canonical'] as const
type MentionKind = (typeof mentionKinds)[number]

/** Who and what the call is found by; each once. */
function mentionsOf(call: Call): readonly (readonly [MentionKind, string])[] {
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
  const mentions: (readonly [MentionKind, string])[] = []
  for (const kind of mentionKinds) {
    const kept = new Set<string>()
    for (const name of names[kind]) kept.add(textKept(name))
    for (const name of kept) mentions.push([kind, name])
  }
  return mentions
}
