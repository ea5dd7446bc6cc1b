import { afterEach, beforeEach, expect, test } from 'vitest'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { NewEvent } from '../../domain/kernel/event.ts'
import { silent } from '../../domain/kernel/log.ts'
import { microsOfIso } from '../../domain/kernel/time.ts'
import { factStream, queueLogRowRecorded } from '../../domain/pbx/facts.ts'
import { recordsPurged, retentionStream, type RecordsPurged } from '../../domain/retention/purge.ts'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { projections } from '../../infra/projections.ts'
import { freshDatabase, type TestDatabase } from '../../infra/testing/database.ts'
import { createProjectionEngine } from '../../projections/engine/engine.ts'
import { contentsOf } from '../../projections/engine/testing/workbench.ts'
import { factsFrom, siteRegistered, thresholdsSet } from '../../projections/queue-visits/testing/folding.ts'

const models = ['queue_visits', 'agent_states', 'calls'] as const
const at = (text: string) => microsOfIso(text) ?? NaN
const october = at('2026-10-01T00:00:00Z')
const november = at('2026-11-01T00:00:00Z')

/** An agent who is logged in over the turn of the month, calls in both, and one that waits over midnight. */
const rows = `
  time                | callid | queue | agent      | event          | data
  2026-10-31 20:00:00 | NONE   | NONE  | Agent/8001 | AGENTLOGIN     | PJSIP/1001
  2026-10-31 21:00:00 | 1.1    | sales | NONE       | ENTERQUEUE     | |0612345678|1
  2026-10-31 21:00:04 | 1.1    | sales | Agent/8001 | CONNECT        | 4|1.2|3
  2026-10-31 21:01:04 | 1.1    | sales | Agent/8001 | COMPLETECALLER | 4|60|1
  2026-10-31 23:59:50 | 2.1    | sales | NONE       | ENTERQUEUE     | |0612345679|1
  2026-11-01 00:00:20 | 2.1    | sales | Agent/8001 | CONNECT        | 30|2.2|3
  2026-11-01 00:01:20 | 2.1    | sales | Agent/8001 | COMPLETECALLER | 30|60|1
  2026-11-01 09:00:00 | 3.1    | sales | NONE       | ENTERQUEUE     | |0612345670|1
  2026-11-01 09:00:09 | 3.1    | sales | NONE       | ABANDON        | 1|1|9
  2026-11-01 10:00:00 | NONE   | NONE  | Agent/8001 | AGENTLOGOFF    | PJSIP/1001|50400
`
const late = `
  time                | callid | queue | agent      | event          | data
  2026-10-20 09:00:00 | 0.1    | sales | NONE       | ENTERQUEUE     | |0612345671|1
  2026-10-20 09:00:30 | 0.1    | sales | NONE       | ABANDON        | 1|1|30
  2026-10-20 09:10:00 | NONE   | NONE  | Agent/8001 | AGENTLOGIN     | PJSIP/1009
  2026-11-01 11:00:00 | 4.1    | sales | NONE       | ENTERQUEUE     | |0612345672|1
  2026-11-01 11:00:05 | 4.1    | sales | NONE       | ABANDON        | 1|1|5
`

let database: TestDatabase
let store: EventStore

const append = async (events: readonly NewEvent[]) => {
  for (const event of events) {
    const isFact = event.type === queueLogRowRecorded
    const stream = isFact ? factStream(event.site ?? '', event.node ?? '', 'queue_log') : `site/${event.site ?? ''}`
    await store.append([{ stream, expected: 'any', events: [event] }])
  }
}

async function purge(before: number): Promise<void> {
  const site = 'paris'
  const data: RecordsPurged = { type: recordsPurged, site, before: { statistics: before }, rows: {}, legalBasis: null }
  const event = { type: recordsPurged, occurredAt: before, site, data: { ...data } }
  await store.append([{ stream: retentionStream(site), expected: 'any', events: [event] }])
}

const engine = () => createProjectionEngine({ pool: database.pool, store, projections, log: silent })
const contents = async () =>
  Object.fromEntries(
    await Promise.all(models.map(async name => [name, await contentsOf(database.pool, name)] as const)),
  )
const valuesOf = async (text: string) =>
  (await database.pool.query<Record<string, unknown>>(text)).rows.map(row => Object.values(row))

beforeEach(async () => {
  database = await freshDatabase('log', 'engine')
  store = createMemoryEventStore()
  await append([siteRegistered(), thresholdsSet('sales', 0, 20), ...factsFrom(rows)])
  await engine().catchUp()
})
afterEach(() => database.drop())

const offered = `SELECT start_us, offered, answered, abandoned FROM queue_visits.quarter ORDER BY start_us`
const worked = `SELECT sum(login_us)::bigint, sum(answered)::int FROM agent_states.quarter WHERE start_us >= ${november}`
const nov = (time: string) => at(`2026-11-01T${time}:00Z`)

test('figures before the bound go, and those behind it stay as they were', async () => {
  const kept = await valuesOf(worked)
  expect(await valuesOf(offered)).toHaveLength(3)
  await purge(november)
  await engine().catchUp()
  expect(await valuesOf(offered)).toEqual([[nov('09:00'), 1, 0, 1]])
  expect(await valuesOf(worked)).toEqual(kept)
  expect(await valuesOf(`SELECT count(*)::int FROM queue_visits.visit WHERE entered_us < ${november}`)).toEqual([[0]])
  expect(await valuesOf(`SELECT count(*)::int FROM agent_states.activity WHERE start_us < ${november}`)).toEqual([[0]])
})

test('a row that comes too late for its month counts nowhere, and disturbs nobody who was logged in over the bound', async () => {
  await purge(november)
  await engine().catchUp()
  const kept = await valuesOf(worked)
  await append(factsFrom(late))
  await engine().catchUp()
  expect(await valuesOf(offered)).toEqual([
    [nov('09:00'), 1, 0, 1],
    [nov('11:00'), 1, 0, 1],
  ])
  expect(await valuesOf(worked)).toEqual(kept)
})

test.each([1, 3, 1000])('a rebuild in pages of %i gives the same bytes, however often was purged', async pageSize => {
  await purge(october)
  await append(factsFrom(late).slice(0, 1))
  await engine().catchUp()
  await purge(november)
  await append(factsFrom(late).slice(1))
  await engine().catchUp()
  const followed = await contents()
  expect(followed['queue_visits']?.['visit']).not.toEqual([])
  for (const name of models)
    await createProjectionEngine({ pool: database.pool, store, projections, log: silent, pageSize }).rebuild(name)
  expect(await contents()).toEqual(followed)
})

test('a call whose first stay is over is read on without it, when the PBX starts', async () => {
  const twice = `
    time                | callid | queue | agent | event      | data
    2026-10-31 22:00:00 | 5.1    | sales | NONE  | ENTERQUEUE | |0612345678|1
    2026-11-02 10:00:00 | 5.1    | sales | NONE  | ENTERQUEUE | |0612345678|1`
  const start = `
    time                | callid | queue | agent | event      | data
    2026-11-03 10:00:00 | NONE   | NONE  | NONE  | QUEUESTART |`
  await append(factsFrom(twice))
  await purge(november)
  await engine().catchUp()
  await append(factsFrom(start))
  await engine().catchUp()
  const visits = `SELECT visit_number, outcome FROM queue_visits.visit WHERE call_id = '5.1'`
  expect(await valuesOf(visits)).toEqual([[2, 'LOST_SYSTEM']])
  const followed = await contents()
  await engine().rebuild('queue_visits')
  expect(await contents()).toEqual(followed)
})
