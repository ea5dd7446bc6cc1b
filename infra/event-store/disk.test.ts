import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../testing/database.ts'
import { createPostgresEventStore } from './postgres.ts'
import { queueLogFact, queueLogLines } from './testing/queue-log-lines.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase('log')
})
afterAll(() => database.drop())

async function bytesOnDisk(): Promise<number> {
  const { rows } = await database.pool.query<{ bytes: number }>(
    `SELECT sum(pg_total_relation_size(oid))::bigint AS bytes FROM pg_class
     WHERE relnamespace = 'log'::regnamespace AND relkind = 'r'`,
  )
  return rows[0]?.bytes ?? 0
}

test('imported queue_log facts take at most three times their lines on disk, all indexes included', async () => {
  const lines = [...queueLogLines(50_000)]
  const facts = lines.map(queueLogFact)
  const empty = await bytesOnDisk()
  const store = createPostgresEventStore({ pool: database.pool })
  for (let at = 0; at < facts.length; at += 5000)
    await store.append([{ stream: 'facts/paris/pbx1/queue_log', expected: 'any', events: facts.slice(at, at + 5000) }])
  const raw = lines.reduce((sum, line) => sum + line.length + 1, 0)
  expect((await bytesOnDisk()) - empty).toBeLessThanOrEqual(3 * raw)
})
