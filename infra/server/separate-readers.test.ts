import type { Pool } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { publicError } from '../../api/schema/errors.ts'
import { createPool } from '../postgres/pool.ts'
import { wireTo } from '../postgres/testing/wire.ts'
import { freshDatabase, type TestDatabase } from '../testing/database.ts'
import { separateReaders } from './separate-readers.ts'

let database: TestDatabase
let analysts: Pool

beforeAll(async () => {
  database = await freshDatabase()
  analysts = createPool(database.url, { max: 1, statementTimeoutMs: 300 })
})

afterAll(async () => {
  await analysts.end()
  await database.drop()
})

test('a question that takes too long is given up, and says so', async () => {
  const fault: unknown = await analysts.query('select pg_sleep(60)').catch((error: unknown) => error)
  const told = publicError(fault, () => undefined)
  expect(told.extensions['code']).toBe('QUERY_TOO_COSTLY')
  expect(told.message).toMatch(/shorter period/)
})

test('a database that falls silent is told as away, and asked again by another connection', async () => {
  const wire = await wireTo(database.url)
  const live = createPool(wire.url, { max: 1, answerTimeoutMs: 2_000 })
  const ask = () => live.query('select 1 as one').then(({ rows }) => rows as unknown)
  expect(await ask()).toEqual([{ one: 1 }])
  wire.muffle(true)
  const fault: unknown = await ask().catch((error: unknown) => error)
  expect(publicError(fault, () => undefined).extensions['code']).toBe('DATABASE_UNREACHABLE')
  wire.muffle(false)
  expect(await ask()).toEqual([{ one: 1 }])
  await live.end()
  await wire.close()
})

test('while analysts have all of their connections, boards and who signs in are answered', async () => {
  const reports = separateReaders(database.pool, analysts)
  const held = await analysts.connect()
  let isAnswered = false
  const question = reports.newestRows(['paris']).then(
    () => (isAnswered = true),
    () => (isAnswered = true),
  )
  // There are no read models here: that each is asked is what counts.
  await Promise.allSettled([reports.sites(), reports.tokenById('a'), reports.knownQueues()])
  expect(isAnswered).toBe(false)
  held.release()
  await question
  expect(isAnswered).toBe(true)
})
