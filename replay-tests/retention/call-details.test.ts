import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import { silent } from '../../domain/kernel/log.ts'
import { recordsPurged, retentionStream, type RecordsPurged } from '../../domain/retention/purge.ts'
import type { RetentionBounds } from '../../domain/retention/retention-bounds.ts'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { projections } from '../../infra/projections.ts'
import { registerPlace } from '../../infra/registration.ts'
import { freshDatabase, type TestDatabase } from '../../infra/testing/database.ts'
import { importFiles } from '../../ingest/import-files.ts'
import { createProjectionEngine } from '../../projections/engine/engine.ts'
import { contentsOf } from '../../projections/engine/testing/workbench.ts'

const corpus = path.join(import.meta.dirname, '..', 'corpus', 'asterisk-20')
const place = { site: 'lab', node: 'asterisk-20' }
const models = ['queue_visits', 'agent_states', 'calls', 'qualification_answers'] as const

/** In the middle of the recording. */
let half = NaN

async function recorded(): Promise<EventStore> {
  const store = createMemoryEventStore()
  await registerPlace(store, { ...place, timeZone: 'UTC', actor: 'test', siteName: 'Lab' })
  const file = (name: string) => [path.join(corpus, name)]
  await importFiles({
    store,
    ...place,
    clockZone: 'UTC',
    queueLog: file('queue_log'),
    cel: file('cel.csv'),
    ami: file('ami.jsonl.gz'),
  })
  return store
}

async function purge(store: EventStore, before: RetentionBounds): Promise<void> {
  const data: RecordsPurged = { type: recordsPurged, site: 'lab', before, rows: {}, legalBasis: null }
  const event = { type: recordsPurged, occurredAt: half, site: 'lab', data: { ...data } }
  await store.append([{ stream: retentionStream('lab'), expected: 'any', events: [event] }])
}

const engineOn = ({ pool }: TestDatabase, store: EventStore) =>
  createProjectionEngine({ pool, store, projections, log: silent })

const contents = async ({ pool }: TestDatabase) =>
  Object.fromEntries(await Promise.all(models.map(async name => [name, await contentsOf(pool, name)] as const)))

/** All that figures are made of, without the columns that a purge may blank. */
async function figuresOf({ pool }: TestDatabase): Promise<unknown> {
  const rowsOf = async (text: string) => (await pool.query<{ row: string }>(text)).rows.map(({ row }) => row)
  const without = (table: string, columns: string) =>
    rowsOf(`SELECT (to_jsonb(t) - '{${columns}}'::text[])::text AS row FROM ${table} t ORDER BY 1`)
  const whole = (table: string) => without(table, '')
  return {
    visits: await without('queue_visits.visit', 'caller_number,transfer_to'),
    queues: await whole('queue_visits.quarter'),
    agents: await whole('agent_states.activity'),
    heard: await whole('calls.heard_visit'),
    rings: await whole('calls.ring'),
    holds: await whole('calls.hold'),
    parties: await without('calls.party', 'number,name,dialled'),
    calls: await without(
      'calls.call',
      'caller_number,caller_name,caller_canonical,called_number,called_canonical,requested_number,requested_name,words,exclusion_text,has_recording',
    ),
  }
}

let database: TestDatabase
let store: EventStore
let before: unknown

const count = async (text: string) =>
  (await database.pool.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${text}`)).rows[0]?.count

beforeAll(async () => {
  store = await recorded()
  database = await freshDatabase('log', 'engine')
  await engineOn(database, store).catchUp()
  const { rows } = await database.pool.query<{ middle: number }>(
    'SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY started_us) AS middle FROM calls.call',
  )
  half = rows[0]?.middle ?? NaN
  before = await figuresOf(database)
  await purge(store, { callDetails: half, recordings: half })
  await engineOn(database, store).catchUp()
}, 600_000)
afterAll(() => database.drop())

describe('a purge of what identifies people in calls', () => {
  test('is told by the recording: it has numbers on both sides of the bound', async () => {
    expect(await count(`queue_visits.visit WHERE entered_us >= ${half} AND caller_number IS NOT NULL`)).toBeGreaterThan(
      0,
    )
    expect(await count(`calls.call WHERE started_us < ${half}`)).toBeGreaterThan(10)
  })

  test('takes numbers, names, attached data, notes and recordings before its bound', async () => {
    const left = [
      `queue_visits.visit WHERE entered_us < ${half} AND (caller_number IS NOT NULL OR transfer_to <> '')`,
      `calls.call WHERE started_us < ${half} AND direction NOT IN ('INTERNAL', 'OUTBOUND') AND (caller_number IS NOT NULL OR caller_name IS NOT NULL)`,
      `calls.call WHERE started_us < ${half} AND (words <> '{}' OR has_recording)`,
      `calls.party WHERE started_us < ${half} AND is_external IS NOT FALSE AND (number <> '' OR name IS NOT NULL)`,
      `calls.attached_data a JOIN calls.call c USING (call_id, site, node) WHERE c.started_us < ${half}`,
      `calls.recording WHERE from_us < ${half}`,
      `calls.mention WHERE started_us < ${half} AND kind = 'canonical'`,
    ]
    for (const condition of left) expect([condition, await count(condition)]).toEqual([condition, 0])
  })

  test('changes no figure', async () => {
    expect(await figuresOf(database)).toEqual(before)
  })
})

test('a rebuild gives the same bytes, and brings nothing back', async () => {
  const purged = await contents(database)
  for (const name of models) await engineOn(database, store).rebuild(name)
  expect(await contents(database)).toEqual(purged)
})

test('whatever is written anew about what is over is written without it', async () => {
  const found = await database.pool.query<{ call_id: string; unique_id: string }>(
    `SELECT c.call_id, min(p.unique_id) AS unique_id FROM calls.call c JOIN calls.party p USING (call_id, site, node)
     WHERE c.started_us < $1 AND c.outcome = 'ANSWERED' GROUP BY 1 ORDER BY 1 LIMIT 1`,
    [half],
  )
  const [call] = found.rows
  if (!call) throw new Error('the recording has no such call')
  const keys = [call.call_id, call.unique_id]
  const data = {
    type: 'CallExcluded',
    ...place,
    callId: call.call_id,
    reason: 'TEST',
    text: 'private',
    keys,
    range: null,
  }
  const event = {
    type: 'CallExcluded',
    occurredAt: half + 1e6,
    ...place,
    data,
    tags: [`call:lab/asterisk-20/${call.call_id}`],
  }
  await store.append([{ stream: `call/lab/asterisk-20/${call.call_id}`, expected: 'any', events: [event] }])
  await engineOn(database, store).catchUp()
  expect(await count(`calls.call WHERE started_us < ${half} AND exclusion_reason = 'TEST' AND words = '{}'`)).toBe(1)
  expect(await count(`calls.call WHERE started_us < ${half} AND (words <> '{}' OR exclusion_text IS NOT NULL)`)).toBe(0)
  const followed = await contents(database)
  for (const name of models) await engineOn(database, store).rebuild(name)
  expect(await contents(database)).toEqual(followed)
})
