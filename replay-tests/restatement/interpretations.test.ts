import { afterAll, beforeAll, expect, test } from 'vitest'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { NewEvent } from '../../domain/kernel/event.ts'
import { silent } from '../../domain/kernel/log.ts'
import type { Projection } from '../../domain/kernel/projection.ts'
import { microsOfIso } from '../../domain/kernel/time.ts'
import { factStream, queueLogRowRecorded, type QueueLogFact } from '../../domain/pbx/facts.ts'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { projections } from '../../infra/projections.ts'
import { freshDatabase, type TestDatabase } from '../../infra/testing/database.ts'
import { agentStates } from '../../projections/agent-states/agent-states.ts'
import { calls } from '../../projections/calls/calls.ts'
import { createProjectionEngine } from '../../projections/engine/engine.ts'
import { queueVisits } from '../../projections/queue-visits/queue-visits.ts'
import { factsFrom, siteRegistered, thresholdsSet } from '../../projections/queue-visits/testing/folding.ts'
import { underRule } from './another-reading.ts'

let database: TestDatabase
let store: EventStore

const append = async (events: readonly NewEvent[]) => {
  for (const event of events) {
    const isFact = event.type === queueLogRowRecorded
    const stream = isFact ? factStream(event.site!, event.node!, 'queue_log') : `site/${event.site!}`
    await store.append([{ stream, expected: 'any', events: [event] }])
  }
}

beforeAll(async () => {
  database = await freshDatabase('log', 'engine')
  store = createMemoryEventStore()
  await append([siteRegistered(), thresholdsSet('sales', 0, 20), thresholdsSet('support', 0, 20)])
  await append(
    factsFrom(`
      time                | callid | queue   | agent      | event           | data
      2026-11-20 08:00:00 | 1.1    | sales   | NONE       | ENTERQUEUE      | |0612345678|1
      2026-11-20 08:00:04 | 1.1    | sales   | Agent/8001 | CONNECT         | 4|1.2|3
      2026-11-20 08:01:04 | 1.1    | sales   | Agent/8001 | COMPLETECALLER  | 4|60|1
      2026-11-20 09:00:00 | 2.1    | sales   | NONE       | ENTERQUEUE      | |0612345679|1
      2026-11-20 09:00:30 | 2.1    | sales   | NONE       | EXITWITHTIMEOUT | 1|1|30
      2026-11-20 10:00:00 | 3.1    | support | NONE       | ENTERQUEUE      | |0612345670|1
      2026-11-20 10:00:09 | 3.1    | support | NONE       | ABANDON         | 1|1|9
      2026-11-21 10:00:00 | NONE   | NONE    | Agent/8002 | AGENTLOGIN      | PJSIP/1002
      2026-11-21 10:10:00 | NONE   | NONE    | Agent/8002 | PAUSEALL        | lunch
      2026-11-21 10:25:00 | NONE   | NONE    | Agent/8002 | UNPAUSEALL      |
      2026-11-21 11:00:00 | NONE   | NONE    | Agent/8002 | AGENTLOGOFF     | PJSIP/1002|3600
    `),
  )
  await engineOf(projections).catchUp()
})
afterAll(() => database.drop())

const engineOf = (read: readonly Projection[]) =>
  createProjectionEngine({ pool: database.pool, store, projections: read, log: silent })

const compared = async (projection: Projection) => {
  const { restatement } = await engineOf([projection]).rebuild(projection.name, { compare: true, end: 'drop' })
  return restatement!
}

const readAs = (event: string, other: Partial<QueueLogFact>) => (row: QueueLogFact) =>
  row.event === event ? { ...row, ...other } : row

const at = (text: string) => microsOfIso(text)!
const parisDay = at('2026-11-19T23:00:00Z')

test('the same rules in the same version change no figure, of any read model', async () => {
  for (const projection of projections) {
    const { problem, totals, figures, calls, tables } = await compared(projection)
    expect(problem).toBeNull()
    expect({ figures, calls }).toEqual({ figures: 0, calls: 0 })
    expect(totals.filter(({ before, after }) => before !== after)).toEqual([])
    expect(tables.filter(({ onlyOld, onlyNew }) => onlyOld + onlyNew > 0)).toEqual([])
  }
})

test('a rule that takes a timeout for an abandon moves one visit of sales on that day, and the service level stays', async () => {
  const found = await compared(underRule(queueVisits, readAs('EXITWITHTIMEOUT', { event: 'ABANDON' })))
  expect(found.firstFigures).toEqual([
    {
      site: 'paris',
      name: 'sales',
      start: parisDay,
      differences: [
        { name: 'abandoned', before: 0, after: 1 },
        { name: 'timedOut', before: 1, after: 0 },
        { name: 'waitSecondsOfAbandoned', before: 0, after: 30 },
      ],
    },
  ])
  expect(found.firstCalls).toHaveLength(1)
  expect(found.firstCalls[0]).toMatchObject({
    site: 'paris',
    node: 'pbx1',
    callId: '2.1',
    name: 'sales',
    at: at('2026-11-20T09:00:00Z'),
    change: 'CHANGED',
  })
  expect(found.firstCalls[0]?.differences).toContainEqual({ name: 'outcome', before: 'TIMEOUT', after: 'ABANDONED' })
  const total = (name: string) => found.totals.find(figure => figure.name === name)
  expect(total('abandoned')).toEqual({ name: 'abandoned', before: 1, after: 2 })
  expect(total('offered')).toEqual({ name: 'offered', before: 3, after: 3 })
})

test('a rule by which a timeout is no failure of ours raises the service level', async () => {
  const found = await compared(
    underRule(queueVisits, readAs('EXITWITHTIMEOUT', { event: 'EXITWITHKEY', data: ['1', '1', '1', '30'] })),
  )
  expect(found.firstFigures[0]?.differences).toEqual([
    { name: 'timedOut', before: 1, after: 0 },
    { name: 'exitedWithKey', before: 0, after: 1 },
    { name: 'serviceLevel', before: 0.5, after: 1 },
  ])
})

test('a rule that does not know pauses gives the agent the time back, by the states that are gone', async () => {
  const ignored = readAs('PAUSEALL', { event: 'INFO', data: [] })
  const found = await compared(underRule(agentStates, ignored))
  expect(found.firstFigures).toEqual([
    {
      site: 'paris',
      name: 'Agent/8002',
      start: at('2026-11-20T23:00:00Z'),
      differences: [
        { name: 'readySeconds', before: 2700, after: 3600 },
        { name: 'pauseSeconds', before: 900, after: 0 },
      ],
    },
  ])
  expect(found.firstCalls.map(({ change, at: when }) => [change, when])).toEqual([
    ['CHANGED', at('2026-11-21T10:00:00Z')],
    ['REMOVED', at('2026-11-21T10:10:00Z')],
    ['REMOVED', at('2026-11-21T10:25:00Z')],
  ])
})

test('a rule that takes an abandon for a timeout changes the outcome of one call of the history, and no length', async () => {
  const found = await compared(underRule(calls, readAs('ABANDON', { event: 'EXITWITHTIMEOUT' })))
  expect(found.firstFigures).toEqual([
    {
      site: 'paris',
      name: null,
      start: at('2026-11-20T00:00:00Z'),
      differences: [
        { name: 'noAnswer', before: 1, after: 2 },
        { name: 'abandoned', before: 1, after: 0 },
      ],
    },
  ])
  expect(found.firstCalls).toEqual([
    {
      site: 'paris',
      node: 'pbx1',
      callId: '3.1',
      name: null,
      at: at('2026-11-20T10:00:00Z'),
      change: 'CHANGED',
      differences: [
        { name: 'outcome', before: 'ABANDONED', after: 'NO_ANSWER' },
        { name: 'hungUpBy', before: 'CALLER', after: null },
      ],
    },
  ])
  expect(found.totals.find(({ name }) => name === 'calls')).toEqual({ name: 'calls', before: 3, after: 3 })
})
