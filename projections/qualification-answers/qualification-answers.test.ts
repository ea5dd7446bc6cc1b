import fc from 'fast-check'
import type { PoolClient } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RecordedEvent } from '../../domain/kernel/event.ts'
import { microsOfIso, type Micros } from '../../domain/kernel/time.ts'
import { qualificationAnswered, type QualificationAnswered } from '../../domain/qualifications/answers.ts'
import { freshDatabase, type TestDatabase } from '../../infra/testing/database.ts'
import { calls } from '../calls/calls.ts'
import { writtenAlone } from '../engine/testing/written-alone.ts'
import { tableWriter } from '../engine/write.ts'
import { answersOfCalls } from './answers-of-calls.ts'
import { answers } from './answers.ts'
import { answerFold, answerOf } from './fold.ts'
import { qualificationAnswers } from './qualification-answers.ts'
import { answerStatistics } from './statistics.ts'
import type { AnswerFilter, AnswerOrder } from './types.ts'

const at = (text: string): Micros => microsOfIso(text) ?? NaN
const item = (name: string) => ({ site: 'paris', name })

const usual: QualificationAnswered = {
  type: qualificationAnswered,
  site: 'paris',
  queue: 'sales',
  callId: '1521651600.1',
  node: 'pbx1',
  agent: 'Agent/8001',
  qualification: 'support',
  subQualification: 'technical',
  qualificationName: 'Support',
  subQualificationName: 'Technical',
  answeredAt: at('2018-03-21T16:00:00Z'),
  firstName: 'john',
  lastName: null,
  comment: 'says "late", twice',
  customData: null,
}

const eventOf = (answer: Partial<QualificationAnswered>, index: number): RecordedEvent => ({
  id: `e${index}`,
  type: qualificationAnswered,
  stream: 's',
  position: index + 1,
  revision: index,
  occurredAt: at('2018-03-21T16:00:00Z'),
  recordedAt: 0,
  schemaVersion: 1,
  actor: 'desk',
  data: { ...usual, ...answer },
})

const history: readonly Partial<QualificationAnswered>[] = [
  {},
  { answeredAt: at('2018-03-21T22:59:59.999999Z'), subQualification: 'general', subQualificationName: 'General' },
  { answeredAt: at('2018-03-21T23:00:00Z'), callId: '1521673200.7', agent: 'Agent/8002' },
  { answeredAt: at('2018-03-21T23:30:00Z'), callId: '1521673200.8', subQualificationName: 'Technical (new)' },
  { answeredAt: at('2018-03-20T09:00:00Z'), queue: 'billing', qualification: 'invoice', qualificationName: 'Invoice' },
  { site: 'lyon', answeredAt: at('2018-03-21T16:00:00Z') },
  { node: null, callId: '1521651600.2', answeredAt: at('2018-03-21T16:01:00Z') },
]

let database: TestDatabase
let client: PoolClient

beforeAll(async () => {
  database = await freshDatabase()
  client = await database.pool.connect()
  await client.query('create schema calls; set search_path to calls')
  await client.query(calls.tables)
  const key = (node: string, name: string, callId: string) =>
    client.query('insert into call_key (site, node, key, call_id) values ($1, $2, $3, $4)', [
      'paris',
      node,
      name,
      callId,
    ])
  await key('pbx1', '1521651600.1', '1521651600.1')
  await key('pbx1', '1521651600.2', '1521651600.1')
  await key('pbx2', '1521651600.1', '1521651600.1')
  await client.query('create schema qualification_answers; set search_path to qualification_answers')
  await client.query(qualificationAnswers.tables)
  await client.query(qualificationAnswers.indexes ?? '')
  await tableWriter(client)(writtenAlone(await answerFold.page(history.map(eventOf))))
})

afterAll(async () => {
  client.release()
  await database.drop()
})

const found = async (filter: Partial<AnswerFilter>, orderBy: AnswerOrder = 'OLDEST_FIRST') =>
  (await answers(client, { filter: { scope: 'all', ...filter }, orderBy, first: 100 })).rows.map(({ id }) => id)

describe('answers', () => {
  test('stand in the table as they were given', async () => {
    const [row] = (await answers(client, { filter: { scope: [item('billing')] }, orderBy: 'NEWEST_FIRST', first: 1 }))
      .rows
    expect(row).toMatchObject(answerOf(eventOf(history[4] ?? {}, 4)))
  })

  test('come in the order of their times, from the first instant of the period to before its end', async () => {
    expect(await found({})).toEqual([5, 1, 6, 7, 2, 3, 4])
    expect(await found({}, 'NEWEST_FIRST')).toEqual([4, 3, 2, 7, 6, 1, 5])
    const day = { from: at('2018-03-20T23:00:00Z'), to: at('2018-03-21T23:00:00Z') }
    expect(await found({ period: day, site: 'paris' })).toEqual([1, 7, 2])
  })

  test('are found by queue, agent and what was chosen; nothing is visible to whom no queue is', async () => {
    expect(await found({ scope: [] })).toEqual([])
    expect(await found({ scope: [item('billing')] })).toEqual([5])
    expect(await found({ agents: [item('Agent/8002')] })).toEqual([3])
    expect(await found({ qualifications: ['invoice'] })).toEqual([5])
    expect(await found({ subQualifications: ['general'] })).toEqual([2])
  })

  test('are the same ones page by page', async () => {
    for (const orderBy of ['NEWEST_FIRST', 'OLDEST_FIRST'] as const) {
      const ids: number[] = []
      let after: string | undefined
      do {
        const page = await answers(client, {
          filter: { scope: 'all' },
          orderBy,
          first: 2,
          ...(after !== undefined && { after }),
        })
        ids.push(...page.rows.map(({ id }) => id))
        after = page.hasNextPage ? page.rows.at(-1)?.cursor : undefined
      } while (after !== undefined)
      expect(ids).toEqual(await found({}, orderBy))
    }
  })
})

test('a call has the answers about any of its channels at its PBX, and those of a name that only it has', async () => {
  const one = { site: 'paris', node: 'pbx1', callId: '1521651600.1' }
  const asked = [one, { ...one, node: 'pbx2' }, { ...one, callId: 'unknown' }]
  const ids = async (scope: AnswerFilter['scope']) =>
    (await answersOfCalls(client, asked, scope)).map(rows => rows.map(({ id }) => id))
  expect(await ids('all')).toEqual([[5, 1, 7, 2], [], []])
  expect(await ids([item('sales')])).toEqual([[1, 7, 2], [], []])
})

describe('statistics of answers', () => {
  const period = { from: at('2018-03-01T00:00:00Z'), to: at('2018-04-01T00:00:00Z') }

  test('count answers and the calls they are about, by queue and sub-qualification, under their newest names', async () => {
    const scope = [item('sales'), item('billing')]
    const rows = await answerStatistics(client, { scope, period, interval: 'TOTAL', timeZone: 'Europe/Paris' })
    expect(
      rows.map(row => [row.queue, row.subQualification, row.subQualificationName, row.answers, row.calls]),
    ).toEqual([
      ['billing', 'technical', 'Technical', 1, 1],
      ['sales', 'general', 'General', 1, 1],
      ['sales', 'technical', 'Technical (new)', 4, 4],
    ])
    expect(rows.map(({ start, end }) => ({ from: start, to: end }))).toEqual([period, period, period])
  })

  test('are cut by the days of the zone', async () => {
    const days = async (timeZone: string) =>
      (await answerStatistics(client, { scope: [item('sales')], period, interval: 'DAY', timeZone }))
        .filter(({ subQualification }) => subQualification === 'technical')
        .map(({ start, answers: count }) => [new Date(start / 1000).toISOString(), count])
    expect(await days('Europe/Paris')).toEqual([
      ['2018-03-20T23:00:00.000Z', 2],
      ['2018-03-21T23:00:00.000Z', 2],
    ])
    expect(await days('UTC')).toEqual([['2018-03-21T00:00:00.000Z', 4]])
  })
})

test('every table and column says what it holds', async () => {
  const { rows } = await client.query(
    `select c.relname, a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
     where c.relnamespace = 'qualification_answers'::regnamespace and c.relkind = 'r'
       and (col_description(c.oid, a.attnum) is null or obj_description(c.oid) is null)`,
  )
  expect(rows).toEqual([])
})

test('the rows are the same, however the log is cut into pages', async () => {
  const events = history.map(eventOf)
  const rowsOf = async (sizes: readonly number[]) => {
    const rows: unknown[] = []
    for (let from = 0, page = 0; from < events.length; page++) {
      const size = sizes[page % sizes.length] ?? 1
      for (const { insert } of await answerFold.page(events.slice(from, from + size))) rows.push(...insert)
      from += size
    }
    return rows
  }
  const expected = await rowsOf([Infinity])
  expect(expected).toHaveLength(events.length)
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1 }), async sizes => {
      expect(await rowsOf(sizes)).toEqual(expected)
    }),
  )
})
