import type { RecordedEvent } from '../../domain/kernel/event.ts'
import type { Cell, Fold } from '../../domain/kernel/projection.ts'
import type { QualificationAnswered } from '../../domain/qualifications/answers.ts'
import { noChanges, tableWrite } from '../table-writes.ts'
import type { QualificationAnswerRow } from './types.ts'

/** Each answer is a row of its own, which nothing changes. */
export const answerFold: Fold = {
  page(events) {
    if (events.length === 0) return Promise.resolve([])
    const changes = noChanges()
    changes.insert.push(...events.map(event => cellsOf(answerOf(event))))
    return Promise.resolve([tableWrite('answer', columns, 1, changes)])
  },
}

export function answerOf({ position: id, data, actor }: RecordedEvent): QualificationAnswerRow {
  const { type: _, ...answer } = data as unknown as QualificationAnswered
  return { ...answer, id, actor: actor ?? null }
}

const columnOf = {
  id: 'position',
  site: 'site',
  node: 'node',
  queue: 'queue',
  callId: 'call_id',
  agent: 'agent',
  qualification: 'qualification',
  qualificationName: 'qualification_name',
  subQualification: 'sub_qualification',
  subQualificationName: 'sub_qualification_name',
  answeredAt: 'answered_us',
  firstName: 'first_name',
  lastName: 'last_name',
  comment: 'comment',
  customData: 'custom_data',
  actor: 'actor',
} as const satisfies Record<keyof QualificationAnswerRow, string>

const columns = Object.values(columnOf)

const cellsOf = (row: QualificationAnswerRow): readonly Cell[] =>
  (Object.keys(columnOf) as (keyof QualificationAnswerRow)[]).map(field => row[field])
