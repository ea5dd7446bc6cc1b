import type { Cell } from '../../domain/kernel/projection.ts'
import type { Refusal, RefusalReason, Side, Visit, VisitFlag, VisitOutcome } from '../../domain/queues/visit.ts'
import type { CallKey, ExcludedEntry, WrittenLooseEnd } from './stored.ts'

export const visitColumns = [
  'site',
  'node',
  'call_id',
  'visit_number',
  'linked_id',
  'queue',
  'outcome',
  'entered_us',
  'left_us',
  'answered_us',
  'ended_us',
  'lost_us',
  'wait_us',
  'ring_us',
  'talk_us',
  'hold_us',
  'wrap_up_us',
  'missed_rings',
  'agent',
  'caller_number',
  'called_number',
  'entry_position',
  'exit_position',
  'hung_up_by',
  'transfer_kind',
  'transfer_to',
  'transfer_context',
  'transfer_method',
  'flags',
  'positions',
  'excluded',
] as const

export type VisitRecord = Readonly<Record<(typeof visitColumns)[number], unknown>>

export const visitCells = ({ site, node, callId }: CallKey, visit: Visit, excluded: boolean): readonly Cell[] => [
  site,
  node,
  callId,
  visit.visitNumber,
  null, // linkedid: CEL knows it, queue_log does not
  visit.queue,
  visit.outcome,
  visit.enteredAt,
  visit.leftAt,
  visit.answeredAt,
  visit.endedAt,
  visit.lostAt,
  visit.wait,
  visit.ring,
  visit.talk,
  visit.hold,
  visit.wrapUp,
  visit.missedRings,
  visit.agent,
  visit.callerNumber,
  visit.calledNumber,
  visit.entryPosition,
  visit.exitPosition,
  visit.hungUpBy,
  visit.transfer?.kind ?? null,
  visit.transfer?.to ?? null,
  visit.transfer?.context ?? null,
  visit.transfer?.method ?? null,
  visit.flags,
  visit.positions,
  excluded,
]

/** The visit that a row of the table holds. */
export function visitOfRecord(record: VisitRecord): Visit {
  const text = record as Readonly<Record<keyof VisitRecord, string | null>>
  const number = record as Readonly<Record<keyof VisitRecord, number | null>>
  return {
    queue: text.queue ?? '',
    visitNumber: number.visit_number ?? 0,
    outcome: text.outcome as VisitOutcome,
    enteredAt: number.entered_us ?? 0,
    leftAt: number.left_us,
    answeredAt: number.answered_us,
    endedAt: number.ended_us,
    lostAt: number.lost_us,
    wait: number.wait_us,
    ring: number.ring_us,
    talk: number.talk_us,
    hold: number.hold_us,
    wrapUp: number.wrap_up_us,
    missedRings: number.missed_rings ?? 0,
    agent: text.agent,
    callerNumber: text.caller_number,
    calledNumber: text.called_number,
    entryPosition: number.entry_position,
    exitPosition: number.exit_position,
    hungUpBy: text.hung_up_by as Side | null,
    transfer:
      text.transfer_kind === null
        ? null
        : {
            kind: text.transfer_kind as 'BLIND' | 'ATTENDED',
            to: text.transfer_to,
            context: text.transfer_context,
            method: text.transfer_method,
          },
    flags: record.flags as VisitFlag[],
    positions: record.positions as number[],
  }
}

export const refusalColumns = [
  'site',
  'node',
  'call_id',
  'position',
  'queue',
  'reason',
  'at_us',
  'called_number',
  'excluded',
] as const

export const refusalCells = ({ site, node, callId }: CallKey, refusal: Refusal, excluded: boolean): readonly Cell[] => [
  site,
  node,
  callId,
  refusal.position,
  refusal.queue,
  refusal.reason,
  refusal.at,
  refusal.calledNumber,
  excluded,
]

export const refusalOfRecord = (record: {
  position: number
  queue: string
  reason: string
  at_us: number
  called_number: string | null
}): Refusal => ({
  position: record.position,
  queue: record.queue,
  reason: record.reason as RefusalReason,
  at: record.at_us,
  calledNumber: record.called_number,
})

export const looseEndColumns = ['site', 'node', 'call_id', 'position', 'queue', 'agent', 'since_us'] as const

export const looseEndCells = ({ site, node, callId }: CallKey, end: WrittenLooseEnd): readonly Cell[] => [
  site,
  node,
  callId,
  end.position,
  end.queue,
  end.agent,
  end.since,
]

export const excludedEntryColumns = ['site', 'node', 'call_id', 'position', 'queue', 'at_us'] as const

export const excludedEntryCells = ({ site, node, callId }: CallKey, entry: ExcludedEntry): readonly Cell[] => [
  site,
  node,
  callId,
  entry.position,
  entry.queue,
  entry.at,
]
