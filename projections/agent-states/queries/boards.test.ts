import { afterAll, beforeAll, expect, test } from 'vitest'
import { microsOfIso, type Micros } from '../../../domain/kernel/time.ts'
import type { AgentPhone, QueueCall } from '../../../domain/phones/agent-phone.ts'
import type { DeviceState } from '../../../domain/phones/device-state.ts'
import { freshDatabase, type TestDatabase } from '../../../infra/testing/database.ts'
import { agentBoard } from './agent-board.ts'
import { agentTimeline } from './agent-timeline.ts'
import { knownAgents } from './known-agents.ts'
import { queueStaffing } from './queue-staffing.ts'
import { fillTables, type TestAgent } from '../testing/filled-tables.ts'

let database: TestDatabase

const at = (iso: string): Micros => microsOfIso(iso) ?? Number.NaN
const minutes = (count: number) => count * 60e6

const plain = { reason: null, queue: null, callId: null, loggedIn: true }
const login = { kind: 'LOGIN', since: at('2026-01-05T07:00:00Z'), line: '1001@default', lineSince: 0 } as const
const membership = { penalty: null, since: at('2026-01-05T07:00:00Z'), inferred: false, interfaces: 1 }
const member = (...queues: string[]) => queues.map(queue => ({ ...membership, queue }))

/** In wrap-up until 09:10, logged in since yesterday in Paris. */
const anna: TestAgent = {
  site: 'paris',
  zone: 'Europe/Paris',
  agent: 'Agent/8001',
  intervals: [
    { from: at('2026-01-05T22:00:00Z'), to: at('2026-01-06T00:00:00Z'), state: 'READY' },
    { from: at('2026-01-06T00:00:00Z'), to: at('2026-01-06T08:59:00Z'), state: 'READY' },
    {
      from: at('2026-01-06T08:59:00Z'),
      to: at('2026-01-06T09:00:00Z'),
      state: 'TALKING',
      queue: 'sales',
      callId: 'c1',
    },
  ],
  calls: [
    { at: at('2026-01-05T22:59:59Z'), queue: 'sales', outcome: 'ANSWERED', talk: 1 },
    { at: at('2026-01-06T08:59:00Z'), queue: 'sales', outcome: 'ANSWERED', talk: minutes(1) },
  ],
  now: {
    session: login,
    queues: member('sales', 'support'),
    pausedQueues: [{ queue: 'support', reason: null, at: at('2026-01-06T08:00:00Z') }],
    wrapUp: {
      since: at('2026-01-06T09:00:00Z'),
      until: at('2026-01-06T09:10:00Z'),
      queue: 'sales',
      callId: 'c1',
      ofCall: null,
    },
    open: { ...plain, from: at('2026-01-06T09:00:00Z'), state: 'WRAP_UP', queue: 'sales', callId: 'c1' },
  },
}
const bert: TestAgent = {
  site: 'paris',
  zone: 'Europe/Paris',
  agent: 'Agent/8002',
  now: {
    session: login,
    queues: member('sales'),
    pause: { reason: 'lunch', at: at('2026-01-06T08:00:00Z') },
    open: { ...plain, from: at('2026-01-06T08:00:00Z'), state: 'PAUSED', reason: 'lunch' },
  },
}
const gone: TestAgent = {
  site: 'paris',
  zone: 'Europe/Paris',
  agent: 'Agent/8003',
  now: {
    outSince: at('2026-01-05T18:00:00Z'),
    queues: member('sales'),
    open: { ...plain, from: at('2026-01-05T18:00:00Z'), state: 'LOGGED_OUT', loggedIn: false },
  },
}
const wholeDay = { from: at('2026-01-06T00:00:00Z'), to: at('2026-01-07T00:00:00Z') }

beforeAll(async () => {
  database = await freshDatabase()
  await fillTables(database.pool, [anna, bert, gone])
})

afterAll(() => database.drop())

test('the board counts from the midnight of the site, and the state that goes on up to now', async () => {
  const [first, second, third] = await agentBoard(database.pool, 'all', at('2026-01-06T09:05:00Z'))
  expect(first).toEqual({
    site: 'paris',
    agent: 'Agent/8001',
    state: 'WRAP_UP',
    since: at('2026-01-06T09:00:00Z'),
    reason: null,
    queue: 'sales',
    callId: 'c1',
    line: '1001@default',
    loggedInSince: at('2026-01-05T07:00:00Z'),
    queues: [
      { queue: 'sales', penalty: null },
      { queue: 'support', penalty: null },
    ],
    pausedQueues: ['support'],
    today: { answered: 1, missed: 0, talking: minutes(1), pause: 0, ready: minutes(599), wrapUp: minutes(5) },
  })
  expect(second).toMatchObject({ state: 'PAUSED', reason: 'lunch', today: { pause: minutes(65), ready: 0 } })
  expect(third).toMatchObject({ state: 'LOGGED_OUT', loggedInSince: null, line: null, today: { ready: 0 } })
})

test('a wrap-up shows until its end; from that instant on the agent is ready again', async () => {
  const stateAt = async (iso: string) => {
    const [row] = await agentBoard(database.pool, [{ site: 'paris', name: 'Agent/8001' }], at(iso))
    return [row?.state, row?.since, row?.queue, row?.today.wrapUp]
  }
  expect(await stateAt('2026-01-06T09:09:59.999999Z')).toEqual([
    'WRAP_UP',
    at('2026-01-06T09:00:00Z'),
    'sales',
    minutes(10) - 1,
  ])
  expect(await stateAt('2026-01-06T09:10:00Z')).toEqual(['READY', at('2026-01-06T09:10:00Z'), null, minutes(10)])
  expect(await stateAt('2026-01-06T09:30:00Z')).toEqual(['READY', at('2026-01-06T09:10:00Z'), null, minutes(10)])
})

test('where a site stands still its agents are shown as they stood then, and nothing of theirs goes on', async () => {
  const end = at('2026-01-06T09:05:00Z')
  const later = at('2026-01-06T15:00:00Z')
  expect(await agentBoard(database.pool, 'all', later, () => end)).toEqual(await agentBoard(database.pool, 'all', end))
  const [first, second] = await agentBoard(database.pool, 'all', at('2026-01-09T15:00:00Z'), () => end)
  expect(first).toMatchObject({ state: 'WRAP_UP', today: { ready: 0, wrapUp: 0 } })
  expect(second).toMatchObject({ state: 'PAUSED', since: at('2026-01-06T08:00:00Z'), today: { pause: 0 } })
})

test('of an agent whom no sign shows for a month nobody knows what he does, nor that he is logged in', async () => {
  const [, row] = await agentBoard(database.pool, 'all', at('2026-02-20T09:00:00Z'))
  expect(row).toMatchObject({ state: 'UNCERTAIN', since: at('2026-02-06T08:00:00Z'), loggedInSince: null })
})

test('a state whose beginning lies ahead, by a PBX with a fast clock, is shown and counts nothing yet', async () => {
  const [row] = await agentBoard(database.pool, 'all', at('2026-01-06T08:59:59Z'))
  expect(row).toMatchObject({ state: 'WRAP_UP', today: { wrapUp: 0 } })
})

const nobody = { available: 0, talking: 0, ringing: 0, paused: 0, wrapUp: 0, otherCall: 0, unreachable: 0 }

test('staffing tells the logged-in members of a queue apart; paused in one queue is ready in the other', async () => {
  expect(await queueStaffing(database.pool, 'all', () => at('2026-01-06T09:05:00Z'))).toEqual([
    { ...nobody, site: 'paris', queue: 'sales', logged: 2, paused: 1, wrapUp: 1 },
    { ...nobody, site: 'paris', queue: 'support', logged: 1, wrapUp: 1 },
  ])
  expect(await queueStaffing(database.pool, 'all', () => at('2026-01-06T09:15:00Z'))).toEqual([
    { ...nobody, site: 'paris', queue: 'sales', logged: 2, available: 1, paused: 1 },
    { ...nobody, site: 'paris', queue: 'support', logged: 1, paused: 1 },
  ])
  expect(
    await queueStaffing(database.pool, [{ site: 'paris', name: 'support' }], () => at('2026-01-06T09:15:00Z')),
  ).toHaveLength(1)
})

test('with a manager interface staffing counts as available only whom a call of the queue would reach', async () => {
  const phoneOf = (state: DeviceState, ...calls: QueueCall[]): AgentPhone => {
    const one = { device: 'PJSIP/1001', state, since: null, paused: false, heldSince: null }
    return { site: 'paris', agent: 'Agent/8001', members: [{ ...one, queue: 'sales' }], calls }
  }
  const salesWith = async (...phones: AgentPhone[]) =>
    (
      await queueStaffing(database.pool, [{ site: 'paris', name: 'sales' }], () => at('2026-01-06T09:15:00Z'), phones)
    )[0]
  const sales = { ...nobody, site: 'paris', queue: 'sales', logged: 2, paused: 1 }
  const rings = { queue: 'support', callId: 'c2', rangAt: at('2026-01-06T09:14:50Z'), answeredAt: null }
  const talks = { ...rings, answeredAt: at('2026-01-06T09:14:55Z') }
  expect(await salesWith()).toEqual({ ...sales, available: 1 })
  expect(await salesWith(phoneOf('NOT_INUSE'))).toEqual({ ...sales, available: 1 })
  expect(await salesWith(phoneOf('INUSE'))).toEqual({ ...sales, otherCall: 1 })
  expect(await salesWith(phoneOf('UNAVAILABLE'))).toEqual({ ...sales, unreachable: 1 })
  expect(await salesWith(phoneOf('RINGING', rings))).toEqual({ ...sales, ringing: 1 })
  expect(await salesWith(phoneOf('INUSE', talks))).toEqual({ ...sales, talking: 1 })
  expect(await salesWith({ ...phoneOf('INUSE'), site: 'lyon' })).toEqual({ ...sales, available: 1 })
})

test('with a manager interface who is logged in is staff of each queue that it names him a member of', async () => {
  const one = { device: 'PJSIP/1001', state: 'NOT_INUSE', since: null, paused: false, heldSince: null } as const
  const members = [{ ...one, queue: 'claims' }]
  const phones = ['Agent/8001', 'Agent/8003'].map(agent => ({ site: 'paris', agent, members, calls: [] }))
  const rows = await queueStaffing(database.pool, 'all', () => at('2026-01-06T09:15:00Z'), phones)
  expect(rows.map(({ queue, logged, available }) => [queue, logged, available])).toEqual([
    ['claims', 1, 1],
    ['sales', 2, 1],
    ['support', 1, 0],
  ])
})

test('after a start of the PBX whom the manager names a member is staff again, of the queues and with the pauses that it names', async () => {
  const one = { device: 'PJSIP/1001', state: 'NOT_INUSE', since: null, heldSince: null } as const
  const members = [
    { ...one, queue: 'sales', paused: true },
    { ...one, queue: 'claims', paused: false },
  ]
  // Nobody knows of them any more, as behind a restart.
  const later = () => at('2026-02-20T09:00:00Z')
  expect(await queueStaffing(database.pool, 'all', later)).toEqual([])
  const phones = [{ site: 'paris', agent: 'Agent/8001', members, calls: [] }]
  expect(await queueStaffing(database.pool, 'all', later, phones)).toEqual([
    { ...nobody, site: 'paris', queue: 'claims', logged: 1, available: 1 },
    { ...nobody, site: 'paris', queue: 'sales', logged: 1, paused: 1 },
  ])
})

test('the timeline tells states whole, joined over midnight, and the one that goes on without an end', async () => {
  const scope = [{ site: 'paris', name: 'Agent/8001' }]
  const told = async (now?: Micros, from = wholeDay.from - 1) =>
    (await agentTimeline(database.pool, scope, { from, to: wholeDay.to }, now)).map(row => [
      row.state,
      row.from,
      row.to,
    ])
  const closed = [
    ['READY', at('2026-01-05T22:00:00Z'), at('2026-01-06T08:59:00Z')],
    ['TALKING', at('2026-01-06T08:59:00Z'), at('2026-01-06T09:00:00Z')],
  ]
  const wrapUp = at('2026-01-06T09:00:00Z')
  expect(await told(at('2026-01-06T09:05:00Z'))).toEqual([...closed, ['WRAP_UP', wrapUp, null]])
  const over = [
    ['WRAP_UP', wrapUp, at('2026-01-06T09:10:00Z')],
    ['READY', at('2026-01-06T09:10:00Z'), null],
  ]
  expect(await told()).toEqual([...closed, ...over])
  expect(await told(undefined, at('2026-01-06T12:00:00Z'))).toEqual(over.slice(1))
})

test('known agents are those that a row has shown alive', async () => {
  expect(await knownAgents(database.pool)).toEqual([anna, bert, gone].map(({ site, agent }) => ({ site, name: agent })))
})
