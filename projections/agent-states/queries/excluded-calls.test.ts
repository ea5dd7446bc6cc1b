import type { PoolClient } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { NewEvent } from '../../../domain/kernel/event.ts'
import { microsOfIso } from '../../../domain/kernel/time.ts'
import type { AgentFigures, Period } from '../../../domain/metrics/figures.ts'
import { createMemoryEventStore } from '../../../infra/event-store/memory.ts'
import { freshDatabase, type TestDatabase } from '../../../infra/testing/database.ts'
import { excluding, factOf, logOf, siteRegistered } from '../../queue-visits/testing/folding.ts'
import { foldInto as foldVisitsInto } from '../../queue-visits/testing/in-postgres.ts'
import { agentBoard } from './agent-board.ts'
import { agentQueueStatistics } from './agent-queue-statistics.ts'
import { agentStatistics } from './agent-statistics.ts'
import { foldInto } from '../testing/in-postgres.ts'

let database: TestDatabase
let client: PoolClient

beforeAll(async () => {
  database = await freshDatabase()
  client = await database.pool.connect()
})

afterAll(async () => {
  client.release()
  await database.drop()
})

const noon = (microsOfIso('2026-11-21T12:00:00Z') ?? 0) / 1e6

const row = (second: number, callid: string, event: string, agent = 'NONE', ...data: (string | number)[]) =>
  factOf({ at: noon + second, callid, queue: 'sales', agent, event, data: data.map(String) })

const stay = (callid: string, from: number, wait: number, talk: number, end = 'COMPLETEAGENT') => [
  row(from, callid, 'ENTERQUEUE', 'NONE', '', '0612345678', 1),
  row(from + wait - 1, callid, 'RINGNOANSWER', 'Agent/8002', 1000),
  row(from + wait, callid, 'CONNECT', 'Agent/8001', wait, 'x', 1),
  ...(end === 'BLINDTRANSFER'
    ? [row(from + wait + talk, callid, end, 'Agent/8001', '3005', 'default', wait, talk, 1)]
    : [row(from + wait + talk, callid, end, 'Agent/8001', wait, talk, 1)]),
]

const login = [
  siteRegistered('Europe/Paris'),
  ...['Agent/8001', 'Agent/8002'].map(agent =>
    factOf({ at: noon - 600, callid: 'NONE', queue: 'NONE', agent, event: 'AGENTLOGIN', data: ['PJSIP/1001'] }),
  ),
]

const counting = [...stay('1795233102.1', 60, 4, 30), ...stay('1795233102.3', 1900, 20, 45, 'BLINDTRANSFER')]
/** Waits and talks over the end of a quarter of an hour. */
const excludedStays = [...stay('1795233102.2', 890, 15, 100), ...stay('1795233102.4', 3000, 5, 7)]
const inOrder = (events: readonly NewEvent[]) => [...events].sort((a, b) => a.occurredAt - b.occurredAt)
const excluded = excluding('CallExcluded', 'pbx1', ['1795233102.2', '1795233102.4'])

async function fold(events: readonly NewEvent[]) {
  const store = createMemoryEventStore()
  await store.append([{ stream: 'facts/paris/pbx1/queue_log', expected: 'any', events: [...events] }])
  await foldInto(client, store, { sizes: [7] })
  await foldVisitsInto(client, logOf(events), { sizes: [7] })
}

const periods: readonly Period[] = [
  { from: (noon - 86_400) * 1e6, to: (noon + 86_400) * 1e6 },
  { from: (noon + 30) * 1e6, to: (noon + 3010) * 1e6 },
  { from: (noon + 900) * 1e6, to: (noon + 1800) * 1e6 },
  { from: (noon + 904) * 1e6, to: (noon + 906) * 1e6 },
]

const usual = { interval: 'TOTAL', timeZone: 'Europe/Paris', first: 100, now: (noon + 7200) * 1e6 } as const

/** What calls make of the figures, without the lengths of states. */
const ofCalls = ({ offered, answered, missed, hold, talkOfAnswered, transferredBlind }: AgentFigures) => ({
  offered,
  answered,
  missed,
  hold,
  talkOfAnswered,
  transferredBlind,
})

async function figures(period: Period, calls?: 'WITH') {
  const more = calls === undefined ? {} : { excluded: calls }
  const agents = await agentStatistics(database.pool, { ...usual, period, groupBy: ['AGENT'], scope: 'all', ...more })
  const hours = await agentStatistics(database.pool, {
    ...usual,
    period,
    groupBy: ['AGENT', 'HOUR_OF_DAY'],
    scope: 'all',
    ...more,
  })
  const queues = await agentQueueStatistics(database.pool, { ...usual, period, agents: 'all', queues: 'all', ...more })
  return {
    agents: agents.rows.map(line => ofCalls(line.figures)),
    hours: hours.rows.map(line => ofCalls(line.figures)).filter(line => line.offered > 0),
    queues: queues.rows.map(({ agent, figures: ofQueue }) => ({ agent, ...ofQueue })),
  }
}

test('without the excluded calls the calls of agents are what they are where those calls never came', async () => {
  await fold(inOrder([...login, ...counting]))
  const wanted = []
  for (const period of periods) wanted.push(await figures(period))
  await fold([...inOrder([...login, ...counting, ...excludedStays]), excluded])
  for (const [index, period] of periods.entries()) expect(await figures(period)).toEqual(wanted[index])
  expect(wanted[0]?.agents.map(({ answered, missed }) => [answered, missed])).toEqual([
    [2, 0],
    [0, 2],
  ])
})

test('with them, nothing is taken out; the lengths of states stay either way', async () => {
  await fold([...inOrder([...login, ...counting, ...excludedStays]), excluded])
  const [day] = periods
  const all = await figures(day!, 'WITH')
  expect(all.agents.map(({ answered, missed, talkOfAnswered }) => [answered, missed, talkOfAnswered])).toEqual([
    [4, 0, 182e6],
    [0, 4, 0],
  ])
  const talking = async (calls: 'WITH' | 'WITHOUT') => {
    const request = { ...usual, period: day!, groupBy: ['AGENT'], scope: 'all', excluded: calls } as const
    return (await agentStatistics(database.pool, request)).rows.map(line => line.figures.talking)
  }
  expect(await talking('WITHOUT')).toEqual(await talking('WITH'))
})

test('the board counts today without them', async () => {
  await fold([...inOrder([...login, ...counting, ...excludedStays]), excluded])
  const board = await agentBoard(database.pool, 'all', (noon + 7200) * 1e6)
  expect(board.map(({ agent, today }) => [agent, today.answered, today.missed])).toEqual([
    ['Agent/8001', 2, 0],
    ['Agent/8002', 0, 2],
  ])
})
