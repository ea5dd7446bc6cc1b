import { afterAll, beforeAll, expect, test } from 'vitest'
import { microsOfIso } from '../../domain/kernel/time.ts'
import { qualificationAnswered, type QualificationAnswered } from '../../domain/qualifications/answers.ts'
import { reporting, type Reporting } from '../xivo-stats/testing/reporting.ts'

const answeredAt = microsOfIso('2018-03-21T16:00:00Z') ?? NaN

const answer: QualificationAnswered = {
  type: qualificationAnswered,
  site: 'paris',
  queue: 'sales',
  callId: '1521651600.1',
  node: null,
  agent: 'Agent/8001',
  qualification: 'support',
  subQualification: 'technical',
  answeredAt,
  qualificationName: 'Support',
  subQualificationName: 'Technical',
  firstName: 'john',
  lastName: 'doe',
  comment: null,
  customData: null,
}

let read: Reporting

beforeAll(async () => {
  read = await reporting(async store => {
    const event = {
      type: qualificationAnswered,
      data: { ...answer },
      occurredAt: answeredAt,
      site: 'paris',
      actor: 'desk',
    }
    await store.append([{ stream: 'qualification-answers/paris/1521651600.1', expected: 'any', events: [event] }])
  })
})

afterAll(() => read.drop())

test('answers are reported with their instant and the names that the agent read, also after a rebuild', async () => {
  const asked = `SELECT id::int, queue, agent, sub_qualification_name, answered_at = '2018-03-21 16:00:00+00' AS then, last_name, sent_by
                 FROM report.qualification_answer`
  const expected = [
    {
      id: 1,
      queue: 'sales',
      agent: 'Agent/8001',
      sub_qualification_name: 'Technical',
      then: true,
      last_name: 'doe',
      sent_by: 'desk',
    },
  ]
  expect(await read.query(asked)).toEqual(expected)
  await read.engine.rebuild('qualification_answers')
  expect(await read.query(asked)).toEqual(expected)
})

test('readers of reports may read them, and not the table behind them', async () => {
  expect(
    await read.query(
      `SELECT has_table_privilege('ringledger_reader', 'report.qualification_answer', 'SELECT') AS view,
              has_table_privilege('ringledger_reader', 'qualification_answers.answer', 'SELECT') AS table`,
    ),
  ).toEqual([{ view: true, table: false }])
})
