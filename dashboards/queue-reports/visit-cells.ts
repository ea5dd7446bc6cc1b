import type { Cell } from '../format/csv.ts'
import type { Visit } from './visit-queries.ts'

export const visitHeader: readonly string[] = [
  'enteredAt',
  'callId',
  'visitNumber',
  'outcome',
  'waitSeconds',
  'ringSeconds',
  'talkSeconds',
  'agent',
  'callerNumber',
  'callerName',
  'entryPosition',
  'exitPosition',
  'hungUpBy',
  'transferKind',
  'transferTo',
]

export const visitCells = (visits: readonly Visit[]): readonly (readonly Cell[])[] =>
  visits.map(visit => [
    visit.enteredAt,
    visit.callId,
    visit.visitNumber,
    visit.outcome,
    visit.waitSeconds,
    visit.ringSeconds,
    visit.talkSeconds,
    visit.agent,
    visit.callerNumber,
    visit.callerName,
    visit.entryPosition,
    visit.exitPosition,
    visit.hungUpBy,
    visit.transfer?.kind,
    visit.transfer?.to,
  ])
