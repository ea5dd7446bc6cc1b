import { afterAll, beforeAll, expect, test } from 'vitest'
import { createReports } from '../../api/reports/reports.ts'
import { asker, type Ask } from '../../api/testing/ask.ts'
import { fakePorts } from '../../api/testing/fakes.ts'
import type { ConfigurationCommand } from '../../domain/configuration/commands.ts'
import { handleChangeSet } from '../../domain/configuration/handle-change-set.ts'
import { createConfigurationReader } from '../../domain/configuration/history.ts'
import { kinds } from '../../domain/configuration/kinds.ts'
import { applyScheduled, scheduleChangeSet } from '../../domain/configuration/scheduled/schedule.ts'
import { testSeal } from '../../domain/configuration/testing/given.ts'
import { usualBoardLimits } from '../../domain/queues/board-limits.ts'
import { silent } from '../../domain/kernel/log.ts'
import { microsOfIso } from '../../domain/kernel/time.ts'
import { factStream } from '../../domain/pbx/facts.ts'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { projections } from '../../infra/projections.ts'
import { freshDatabase, type TestDatabase } from '../../infra/testing/database.ts'
import { createProjectionEngine } from '../../projections/engine/engine.ts'
import { factsFrom, siteRegistered } from '../../projections/queue-visits/testing/folding.ts'

const at = (text: string) => microsOfIso(text)!
const rules = { kinds, seal: testSeal }

let database: TestDatabase
let ask: Ask

/** A Friday in Paris, an hour ahead of UTC: thresholds, a label and opening hours change while calls come. */
beforeAll(async () => {
  database = await freshDatabase('log', 'engine')
  const store = createMemoryEventStore()
  const reader = createConfigurationReader(store, kinds)
  await store.append([{ stream: 'site/paris', expected: 'any', events: [siteRegistered()] }])
  const context = (id: string, instant: string) => ({
    site: 'paris',
    changeSetId: id,
    comment: null,
    actor: 'ann',
    occurredAt: at(instant),
    dryRun: false,
  })
  const change = async (instant: string, ...commands: ConfigurationCommand[]) => {
    const result = await handleChangeSet(store, reader, { commands }, rules, context(instant, instant))
    expect(result).toMatchObject({ accepted: true })
  }
  const limits = (serviceLevelSeconds: number) => ({
    serviceLevelSeconds,
    shortAbandonSeconds: 5,
    t1Seconds: 15,
    t2Seconds: 20,
  })
  await change(
    '2026-11-20T00:00:00Z',
    { defineSchedule: { name: 'office', displayName: 'Office', opened: [{ from: '09:00', to: '16:59' }] } },
    { defineQueue: { name: 'sales', displayName: 'Sales', schedule: 'office', thresholds: limits(5) } },
    { definePauseReason: { reason: 'lunch', label: 'Lunch' } },
  )
  const earlier: ConfigurationCommand = { changeSchedule: { name: 'office', opened: [{ from: '09:00', to: '15:59' }] } }
  const effectiveAt = at('2026-11-20T14:00:00Z')
  const scheduled = { ...context('earlier', '2026-11-20T01:00:00Z'), effectiveAt }
  expect(await scheduleChangeSet(store, reader, { commands: [earlier] }, rules, scheduled)).toMatchObject({
    accepted: true,
  })
  await change(
    '2026-11-20T11:00:00Z',
    { changeQueue: { name: 'sales', thresholds: limits(20), boardLimits: { ...usualBoardLimits, waitingAlarm: 9 } } },
    { changePauseReason: { reason: 'lunch', label: 'Déjeuner' } },
  )
  const name = { site: 'paris', changeSetId: 'earlier' }
  await applyScheduled(store, reader, rules, name, () => at('2026-11-20T14:00:01Z'))

  const facts = factsFrom(`
    time                | callid | queue | agent      | event          | data
    2026-11-20 07:30:00 | 1.1    | sales | NONE       | CLOSED         |
    2026-11-20 07:45:00 | NONE   | NONE  | Agent/8001 | AGENTLOGIN     | PJSIP/1001
    2026-11-20 09:00:00 | 2.1    | sales | NONE       | ENTERQUEUE     | |0612345678|1
    2026-11-20 09:00:10 | 2.1    | sales | Agent/8001 | CONNECT        | 10|2.2|3
    2026-11-20 09:01:10 | 2.1    | sales | Agent/8001 | COMPLETECALLER | 10|60|1
    2026-11-20 10:00:00 | NONE   | NONE  | Agent/8001 | PAUSEALL       | lunch
    2026-11-20 10:10:00 | NONE   | NONE  | Agent/8001 | UNPAUSEALL     |
    2026-11-20 12:00:00 | 3.1    | sales | NONE       | ENTERQUEUE     | |0612345679|1
    2026-11-20 12:00:10 | 3.1    | sales | Agent/8001 | CONNECT        | 10|3.2|3
    2026-11-20 12:01:10 | 3.1    | sales | Agent/8001 | COMPLETECALLER | 10|60|1
    2026-11-20 12:30:00 | NONE   | NONE  | Agent/8001 | PAUSEALL       | lunch
    2026-11-20 12:40:00 | NONE   | NONE  | Agent/8001 | UNPAUSEALL     |
    2026-11-20 15:30:00 | 4.1    | sales | NONE       | ENTERQUEUE     | |0612345670|1
    2026-11-20 15:30:09 | 4.1    | sales | NONE       | ABANDON        | 1|1|9
  `)
  await store.append([{ stream: factStream('paris', 'pbx1', 'queue_log'), expected: 'any', events: facts }])
  const engine = createProjectionEngine({ pool: database.pool, store, projections, log: silent })
  const statuses = await engine.catchUp()
  const health = statuses.map(({ name: projection, version, position, deadLetters }) => ({
    name: projection,
    version,
    position,
    deadLetters,
    state: 'UP_TO_DATE' as const,
    problem: null,
  }))
  const ports = fakePorts(store, { reports: createReports(database.pool) })
  ask = asker({
    ...ports,
    clock: () => at('2026-11-20T15:45:00Z'),
    engine: { ...ports.engine, projections: () => health },
  })
})
afterAll(() => database.drop())

const day = 'period: { from: "2026-11-19T23:00:00Z", to: "2026-11-20T23:00:00Z" }'

async function figures(args: string, fields: string) {
  const { data, errors } = await ask(`{ queueStatistics(${day} ${args}) { edges { node { ${fields} } } } }`)
  expect(errors).toBeUndefined()
  return (data as { queueStatistics: { edges: { node: object }[] } }).queueStatistics.edges.map(({ node }) => node)
}

test('a wait is judged by the thresholds that the configuration of its queue had when it began', async () => {
  const level = 'serviceLevel(formula: SL2) { numerator denominator }'
  expect(await figures('', level)).toEqual([{ serviceLevel: { numerator: 1, denominator: 2 } }])
  const { data } = await ask('{ queueThresholds { queue effectiveFrom thresholds { serviceLevelSeconds } } }')
  const set = (effectiveFrom: string, serviceLevelSeconds: number) => ({
    queue: 'sales',
    effectiveFrom,
    thresholds: { serviceLevelSeconds },
  })
  expect(data).toEqual({
    queueThresholds: [set('2026-11-20T00:00:00.000000Z', 5), set('2026-11-20T11:00:00.000000Z', 20)],
  })
})

test('figures are cut by the opening hours of the moment, also where they were changed by a scheduled change', async () => {
  const fields = 'offered refused(reason: CLOSED) visits { edges { node { callId openBySchedule } } }'
  const visit = (callId: string, openBySchedule: boolean) => ({ node: { callId, openBySchedule } })
  expect(await figures('openingHours: OPEN', fields)).toEqual([
    { offered: 2, refused: 0, visits: { edges: [visit('3.1', true), visit('2.1', true)] } },
  ])
  expect(await figures('openingHours: CLOSED', fields)).toEqual([
    { offered: 1, refused: 1, visits: { edges: [visit('4.1', false)] } },
  ])
})

test('the board tells that the queue is closed by the hours that were changed, and warns by its limits', async () => {
  const { data } = await ask(
    '{ queueBoard { queues { queue opening { schedule open since until } thresholds { serviceLevelSeconds } colourLimits { waiting { warn alarm } } } } }',
  )
  expect(data).toEqual({
    queueBoard: {
      queues: [
        {
          queue: 'sales',
          opening: {
            schedule: 'office',
            open: false,
            since: '2026-11-20T15:00:00.000000Z',
            until: '2026-11-21T08:00:00.000000Z',
          },
          thresholds: { serviceLevelSeconds: 20 },
          colourLimits: { waiting: { warn: 1, alarm: 9 } },
        },
      ],
    },
  })
})

test('a pause is called as its reason was called when it began', async () => {
  const { data } = await ask(`{ agentTimeline(agent: "Agent/8001", ${day}) { state reason reasonLabel } }`)
  const states = (data as { agentTimeline: { state: string }[] }).agentTimeline
  expect(states.filter(({ state }) => state === 'PAUSED')).toEqual([
    { state: 'PAUSED', reason: 'lunch', reasonLabel: 'Lunch' },
    { state: 'PAUSED', reason: 'lunch', reasonLabel: 'Déjeuner' },
  ])
})
