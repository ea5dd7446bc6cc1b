import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createPool, DatabaseUnreachable } from '../postgres/pool.ts'
import { freshDatabase, type TestDatabase } from '../testing/database.ts'
import { eventsOf, noted } from './contract/helpers.ts'
import { EventStoreFailure } from './failures.ts'
import { createPostgresEventStore, type PostgresEventStore } from './postgres.ts'
import { emptyLog } from './testing/empty-log.ts'

let database: TestDatabase
let store: PostgresEventStore

beforeAll(async () => {
  database = await freshDatabase()
})
beforeEach(async () => {
  await emptyLog(database.pool)
  store = createPostgresEventStore({ pool: database.pool })
})
afterAll(() => database.drop())

const append = (to = store, count = 1) =>
  to.append([
    {
      stream: 's',
      expected: 'any',
      events: Array.from({ length: count }, (_, i) => noted(i, { type: i % 2 ? 'A' : 'B' })),
    },
  ])

test('an unreachable database says where it was looked for and what to do', async () => {
  const pool = createPool('postgres://nobody@127.0.0.1:1/none')
  const nowhere = createPostgresEventStore({ pool })
  const said = /127\.0\.0\.1:1 does not answer.*check DATABASE_URL/
  await expect(append(nowhere)).rejects.toThrow(DatabaseUnreachable)
  await expect(append(nowhere)).rejects.toThrow(said)
  await expect(eventsOf(nowhere.readAll())).rejects.toThrow(said)
  await expect(eventsOf(nowhere.subscribe())).rejects.toThrow(said)
  await nowhere.close()
  await pool.end()
})

test('a full disk says that nothing was stored and what to do, and nothing was; by both ways of appending', async () => {
  await append()
  await database.pool.query(`
    CREATE FUNCTION log.full() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$;
    CREATE TRIGGER full_disk BEFORE INSERT ON log.page FOR EACH ROW EXECUTE FUNCTION log.full()`)
  for (const count of [1, 200]) {
    const failing = append(store, count)
    await expect(failing).rejects.toThrow(
      /disk of the database is full. Free some space there, then repeat. Nothing of this append was stored/,
    )
    await expect(failing).rejects.toMatchObject({ name: 'EventStoreFailure', code: '53100', passing: false })
  }
  expect(await store.lastPosition()).toBe(1)
  await database.pool.query('DROP TRIGGER full_disk ON log.page')
  expect((await append()).ok).toBe(true)
})

test('another writer that does not let go of the log is waited for, not for ever', async () => {
  await database.pool.query(`ALTER FUNCTION log.append SET lock_timeout = '50ms'`)
  const client = await database.pool.connect()
  await client.query('BEGIN; SELECT position FROM log.head FOR UPDATE')
  await expect(append()).rejects.toThrow(
    /Another writer has held the log for too long.*Nothing of this append was stored/,
  )
  await client.query('ROLLBACK')
  client.release()
  expect((await append()).ok).toBe(true)
})

test('a database without a log, or with a read-only one, says so', async () => {
  const url = new URL(database.url)
  url.searchParams.set('options', '-c default_transaction_read_only=on')
  const pool = createPool(url.href)
  await expect(append(createPostgresEventStore({ pool }))).rejects.toThrow(/read-only.*Connect to the primary/)
  await pool.end()
  await database.pool.query('DROP SCHEMA log CASCADE')
  await expect(append()).rejects.toThrow(/has no log. Run the migrations/)
  await expect(eventsOf(store.readAll())).rejects.toThrow(EventStoreFailure)
})
