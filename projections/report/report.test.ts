import { afterAll, beforeAll, expect, test } from 'vitest'
import { silent } from '../../domain/kernel/log.ts'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { migrate } from '../../infra/postgres/migrations.ts'
import { projections } from '../../infra/projections.ts'
import { freshDatabase, type TestDatabase } from '../../infra/testing/database.ts'
import { importFiles } from '../../ingest/import-files.ts'
import { createProjectionEngine } from '../engine/engine.ts'
import { newestRows } from './newest-rows.ts'
import { reportStatements } from './statements.ts'

let database: TestDatabase
const store = createMemoryEventStore()
let engine: ReturnType<typeof createProjectionEngine>

beforeAll(async () => {
  database = await freshDatabase()
  await migrate(database.pool, silent)
  engine = createProjectionEngine({
    pool: database.pool,
    store,
    projections,
    log: silent,
    afterSwitch: reportStatements,
  })
  const queueLog = ['replay-tests/corpus/asterisk-20/queue_log']
  await importFiles({
    store,
    site: 'lab',
    node: 'pbx1',
    clockZone: 'UTC',
    queueLog,
    cel: ['replay-tests/corpus/asterisk-20/cel.csv'],
  })
  await engine.catchUp()
  for (const { name } of projections) await engine.rebuild(name)
})

afterAll(() => database.drop())

test('the views survive the switch of every projection and show its figures', async () => {
  const { rows } = await database.pool.query<{ queue: string; offered: number; answered: number }>(
    `SELECT queue, sum(offered)::int AS offered, sum(answered)::int AS answered FROM report.queue_quarter GROUP BY queue ORDER BY queue`,
  )
  expect(rows).toContainEqual({ queue: 'sales', offered: 31, answered: 27 })
  const visits = await database.pool.query<{ queue: string; n: number }>(
    `SELECT queue, count(*)::int AS n FROM report.queue_visit WHERE queue = 'sales' AND entered_at > '2026-11-21' GROUP BY queue`,
  )
  expect(visits.rows).toEqual([{ queue: 'sales', n: 31 }])
})

test('what is newest in the statistics of a site is what its tables hold; a site without rows has nothing', async () => {
  const { rows } = await database.pool.query<Record<string, number>>(
    `SELECT (SELECT max(entered_us) FROM queue_visits.visit) AS "queueVisitAt", (SELECT max(start_us) FROM queue_visits.quarter) AS "queueQuarter",
       (SELECT max(start_us) FROM agent_states.activity) AS "agentQuarter", (SELECT count(*)::int FROM directory.known_queue) AS queues,
       (SELECT count(*)::int FROM agent_states.agent_now) AS agents`,
  )
  const nothing = { queueVisitAt: null, queueQuarter: null, agentQuarter: null, queues: 0, agents: 0 }
  const unconfigured = { configuredQueues: 0, configuredAgents: 0, agentGroups: 0, users: 0, lines: 0 }
  expect(await newestRows(database.pool, ['nowhere', 'lab'])).toEqual([
    { site: 'lab', ...rows[0], ...unconfigured },
    { site: 'nowhere', ...nothing, ...unconfigured },
  ])
  expect(rows[0]?.['queueQuarter']).toBeGreaterThan(0)
})

test('a call and its parties are reported with the same figures', async () => {
  const { rows } = await database.pool.query(
    `SELECT c.outcome, c.queues, p.agent, round(c.talk_seconds, 2)::float AS talk, round(p.talk_seconds, 2)::float AS own
     FROM report.call c JOIN report.call_party p USING (site, node, call_id)
     WHERE c.call_id = '1795233078.0' AND p.unique_id = c.to_unique_id`,
  )
  expect(rows).toEqual([{ outcome: 'ANSWERED', queues: ['switchboard'], agent: 'Agent/8002', talk: 9.87, own: 9.87 }])
})

test('an excluded call is marked where calls and visits are listed, and in no sum', async () => {
  const sums = async () => {
    const { rows } = await database.pool.query<{ answered: number; ofAgents: number; talk: number }>(
      `SELECT (SELECT sum(answered)::int FROM report.queue_quarter) AS answered,
         (SELECT sum(answered)::int FROM report.agent_quarter) AS "ofAgents",
         (SELECT round(sum(talk_of_answered_seconds))::int FROM report.agent_quarter) AS talk`,
    )
    return rows[0]!
  }
  const { rows } = await database.pool.query<{ callId: string; talk: number }>(
    `SELECT call_id AS "callId", round(talk_seconds)::int AS talk FROM report.queue_visit
     WHERE queue = 'sales' AND outcome = 'ANSWERED' AND transfer_kind IS NULL ORDER BY entered_at LIMIT 1`,
  )
  const { callId, talk } = rows[0]!
  const before = await sums()
  const call = { site: 'lab', node: 'pbx1', callId }
  const data = { type: 'CallExcluded', ...call, reason: 'TEST', text: 'line test', keys: [callId], range: null }
  const event = { type: 'CallExcluded', data, occurredAt: 0, site: 'lab', node: 'pbx1', actor: 'Ana' }
  await store.append([{ stream: `call/lab/pbx1/${callId}`, expected: 'no-stream', events: [event] }])
  await engine.catchUp()
  const after = await sums()
  expect([after.answered, after.ofAgents]).toEqual([before.answered - 1, before.ofAgents - 1])
  expect(Math.abs(before.talk - after.talk - talk)).toBeLessThanOrEqual(1)
  const marked = await database.pool.query(
    `SELECT v.excluded, c.exclusion_reason, c.excluded_by,
       (SELECT count(*)::int FROM report.agent_call a WHERE a.excluded AND a.outcome = 'ANSWERED') AS calls
     FROM report.queue_visit v JOIN report.call c USING (site, node, call_id) WHERE v.call_id = $1`,
    [callId],
  )
  expect(marked.rows).toEqual([{ excluded: true, exclusion_reason: 'TEST', excluded_by: 'Ana', calls: 1 }])
})

test('every column says what it is', async () => {
  const { rows } = await database.pool.query<{ name: string }>(
    `SELECT c.relname || '.' || a.attname AS name FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'report' AND a.attnum > 0 AND coalesce(col_description(c.oid, a.attnum), '') = ''`,
  )
  expect(rows).toEqual([])
})

test('the reader role sees the views and nothing else', async () => {
  const client = await database.pool.connect()
  try {
    await client.query('SET ROLE ringledger_reader')
    await client.query('SELECT * FROM report.agent_quarter LIMIT 1')
    await client.query('SELECT * FROM report.call LIMIT 1')
    await expect(client.query('SELECT * FROM queue_visits.visit LIMIT 1')).rejects.toThrow(/permission denied/)
    await expect(client.query('SELECT * FROM log.page LIMIT 1')).rejects.toThrow(/permission denied/)
  } finally {
    client.release(true)
  }
})
