import { afterAll, beforeAll, expect, test } from 'vitest'
import { knownCallers } from '../../api/names/caller-name.ts'
import { createReports } from '../../api/reports/reports.ts'
import { silent } from '../../domain/kernel/log.ts'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { migrate } from '../../infra/postgres/migrations.ts'
import { projections } from '../../infra/projections.ts'
import { freshDatabase, type TestDatabase } from '../../infra/testing/database.ts'
import { importFiles } from '../../ingest/import-files.ts'
import { createProjectionEngine } from '../../projections/engine/engine.ts'
import { reportStatements } from '../../projections/report/statements.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await freshDatabase()
  await migrate(database.pool, silent)
  const store = createMemoryEventStore()
  const queueLog = ['replay-tests/corpus/asterisk-20/queue_log']
  const cel = ['replay-tests/corpus/asterisk-20/cel.csv']
  await importFiles({ store, site: 'lab', node: 'pbx1', clockZone: 'UTC', queueLog, cel })
  await createProjectionEngine({
    pool: database.pool,
    store,
    projections,
    log: silent,
    afterSwitch: reportStatements,
  }).catchUp()
})

afterAll(() => database.drop())

/** What a PBX writes where it knows no name, and some names. */
const written = [
  null,
  '',
  'unknown',
  '<Unknown>',
  '0612 34-56',
  '+33612345678',
  '*10#',
  'Zoë',
  'Unknown Soldier',
  '1er étage',
  '\t',
]

test('report.call names callers as GraphQL and calls.csv do, whatever the PBX wrote and whenever they were known', async () => {
  const { pool } = database
  const { rows: ids } = await pool.query<{ id: number }>('SELECT id FROM calls.call ORDER BY id')
  for (const [index, { id }] of ids.entries())
    await pool.query('UPDATE calls.call SET caller_name = $2 WHERE id = $1', [id, written[index % written.length]])
  const middle = 1_795_233_230_000_000
  for (const [entry, from, to, kind] of [
    ['before', 0, middle, 'office_number'],
    ['later', middle + 60_000_000, null, 'mobile_number'],
    ['other', middle + 60_000_000, null, 'fax_number'],
  ] as const)
    await pool.query(
      `INSERT INTO directory.configured_phonebook_entry (site, entry, id, from_us, to_us, display_name, ${kind})
       SELECT DISTINCT 'lab', $1 || '-' || caller_canonical, md5(caller_canonical || $1)::uuid, $2::bigint, $3::bigint, $1 || ' ' || caller_canonical, caller_canonical
       FROM calls.call WHERE caller_canonical IS NOT NULL AND right(caller_canonical, 1) IN ('1', '3', '5', '6')`,
      [entry, from, to],
    )
  const reports = createReports(pool)
  const { rows: calls } = await reports.calls.history({
    filter: { scope: { queues: 'all', agents: 'all' } },
    orderBy: 'OLDEST_FIRST',
    first: 1000,
  })
  const names = await knownCallers(reports, calls)
  const { rows: told } = await pool.query<{ id: number; name: string | null }>(
    'SELECT id, caller_display_name AS name FROM report.call ORDER BY id',
  )
  const byId = new Map(told.map(({ id, name }) => [id, name]))
  expect(calls).toHaveLength(ids.length)
  expect(calls.map(({ id }) => byId.get(id))).toEqual(calls.map(({ callerName }, index) => names[index] ?? callerName))
  const count = (start: string) => told.filter(({ name }) => name?.startsWith(start)).length
  expect(count('before ')).toBeGreaterThan(5)
  expect(count('later ')).toBeGreaterThan(5)
  expect(count('other ')).toBe(0)
  expect(count('Unknown Soldier')).toBeGreaterThan(5)
})
