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

test('logged in is who logged in and not out, and of whom something is known still', async () => {
  const loggedIn = loggedInAgents(database.pool, () => at('2026-01-06T09:00:00Z'))
  expect(await loggedIn('paris', ['8001', '8002', '8003', '8004'])).toEqual(new Set(['8001']))
  expect(await loggedIn('lyon', ['8001'])).toEqual(new Set())
})
