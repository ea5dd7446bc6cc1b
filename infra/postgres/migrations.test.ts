import { afterEach, beforeEach, expect, test } from 'vitest'
import { silent } from '../../domain/kernel/log.ts'
import { freshDatabase, type TestDatabase } from '../testing/database.ts'
import { migrate } from './migrations.ts'
import { migrations } from './migrations/all.ts'
import { createPool } from './pool.ts'

let database: TestDatabase
beforeEach(async () => void (database = await freshDatabase()))
afterEach(() => database.drop())

const first = { version: 1, name: 'first', sql: 'CREATE TABLE first (a int)' }
const second = { version: 2, name: 'second', sql: 'CREATE TABLE second (a int)' }

test('every migration of this program applies to an empty database, and a second start applies none', async () => {
  const newest = migrations.at(-1)!.version
  expect(await migrate(database.pool, silent)).toEqual({ from: 0, to: newest })
  expect(await migrate(database.pool, silent)).toEqual({ from: newest, to: newest })
})

test('versions of the migrations rise', () => {
  const versions = migrations.map(({ version }) => version)
  expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b))
})

test('two programs that start at once take turns', async () => {
  const outcomes = await Promise.all([1, 2, 3].map(() => migrate(database.pool, silent, [first, second])))
  expect(outcomes.map(({ from }) => from).sort()).toEqual([0, 2, 2])
})

test('a migration that fails is taken back whole, the ones before it stay', async () => {
  const broken = { version: 2, name: 'broken', sql: 'CREATE TABLE half (a int); SELECT nonsense' }
  await expect(migrate(database.pool, silent, [first, broken])).rejects.toThrow(/Schema version 2 \(broken\).*nonsense/)
  const { rows } = await database.pool.query(`SELECT to_regclass('first') AS kept, to_regclass('half') AS gone`)
  expect(rows).toEqual([{ kept: 'first', gone: null }])
  expect(await migrate(database.pool, silent, [first, second])).toEqual({ from: 1, to: 2 })
})

test('a database that a newer program has used is refused, with both versions', async () => {
  await migrate(database.pool, silent, [first, second])
  await expect(migrate(database.pool, silent, [first])).rejects.toThrow(/schema version 2.*versions up to 1.*newer/)
})

test('a user who may not create schemas is told which right is missing', async () => {
  const role = `test_${process.pid}_guest`
  await database.pool.query(`CREATE ROLE ${role} LOGIN PASSWORD 'guest'`)
  const url = new URL(database.url)
  url.username = role
  url.password = 'guest'
  const guest = createPool(url.href)
  try {
    await expect(migrate(guest, silent, [first])).rejects.toThrow(
      new RegExp(`GRANT CREATE ON DATABASE ${url.pathname.slice(1)} TO ${role}`),
    )
  } finally {
    await guest.end()
    await database.pool.query(`DROP ROLE ${role}`)
  }
})

test('a database made by altered migrations is refused', async () => {
  await migrate(database.pool, silent, [first])
  const altered = { ...first, sql: 'CREATE TABLE first (a bigint)' }
  await expect(migrate(database.pool, silent, [altered, second])).rejects.toThrow(
    /version 1 \(first\).*other statements/,
  )
})
