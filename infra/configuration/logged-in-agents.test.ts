import { afterAll, beforeAll, expect, test } from 'vitest'
import { microsOfIso, type Micros } from '../../domain/kernel/time.ts'
import { fillTables, type TestAgent } from '../../projections/agent-states/testing/filled-tables.ts'
import { freshDatabase, type TestDatabase } from '../testing/database.ts'
import { loggedInAgents } from './logged-in-agents.ts'

let database: TestDatabase

const at = (iso: string): Micros => microsOfIso(iso) ?? Number.NaN
const since = at('2026-01-06T08:00:00Z')
const open = { reason: null, queue: null, callId: null, from: since }
const agent = (number: string, now: Required<TestAgent>['now']): TestAgent => ({
  site: 'paris',
  zone: 'Europe/Paris',
  agent: `Agent/${number}`,
  now,
})
const session = { kind: 'LOGIN', since, line: '1001@default', lineSince: 0 } as const

beforeAll(async () => {
  database = await freshDatabase()
  await fillTables(database.pool, [
    agent('8001', { session, open: { ...open, state: 'READY', loggedIn: true } }),
    agent('8002', { outSince: since, open: { ...open, state: 'LOGGED_OUT', loggedIn: false } }),
    agent('8003', { session, open: { ...open, state: 'UNCERTAIN', loggedIn: true } }),
  ])
})

afterAll(() => database.drop())

const newestRow = (iso: string) =>
  database.pool.query(
    `insert into directory.source_progress values ('paris', 'pbx1', 'queue_log', 9, 0, 0, $1, $1)
     on conflict (site, node, kind) do update set last_event_us = $1`,
    [at(iso)],
  )
const loggedIn = (now: string) =>
  loggedInAgents(database.pool, () => at(now))('paris', ['8001', '8002', '8003', '8004'])

test('logged in is who logged in and not out, and of whom something is known still', async () => {
  await newestRow('2026-01-06T08:59:00Z')
  expect(await loggedIn('2026-01-06T09:00:00Z')).toEqual(new Set(['8001']))
  expect(await loggedInAgents(database.pool, () => at('2026-01-06T09:00:00Z'))('lyon', ['8001'])).toEqual(new Set())
})

test('nobody is logged in for ever by a queue_log that was imported and is not followed', async () => {
  await newestRow('2026-01-06T08:59:00Z')
  expect(await loggedIn('2026-01-07T08:59:00Z')).toEqual(new Set(['8001']))
  expect(await loggedIn('2026-01-07T09:00:00Z')).toEqual(new Set())
})

test('who logged in long ago is logged in while his queue_log is followed, however quiet it is', async () => {
  await newestRow('2026-01-06T08:59:00Z')
  const source = JSON.stringify({ name: 'log', kind: 'queue_log_file', path: '/var/log/asterisk/queue_log' })
  const follow = async () => {
    await database.pool.query(`insert into directory.site values ('paris', 'id', 'Paris', 'Europe/Paris', 0)`)
    await database.pool.query(`insert into directory.node values ('paris', 'pbx1', 'id', 'PBX', 'Europe/Paris', 0)`)
    await database.pool.query(`insert into directory.source values ('paris', 'pbx1', 'log', $1, 0)`, [source])
  }
  await follow()
  expect(await loggedIn('2026-01-10T09:00:00Z')).toEqual(new Set(['8001']))
})
