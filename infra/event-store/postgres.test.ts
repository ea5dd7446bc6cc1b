import { afterAll, beforeAll } from 'vitest'
import { createPool } from '../postgres/pool.ts'
import { freshDatabase, type TestDatabase } from '../testing/database.ts'
import { eventStoreContract } from './contract.ts'
import { createPostgresEventStore } from './postgres.ts'
import { emptyLog } from './testing/empty-log.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

eventStoreContract('PostgreSQL', async options => {
  await emptyLog(database.pool)
  const elsewhere = createPool(database.url)
  const store = createPostgresEventStore({ pool: database.pool, ...options })
  const other = createPostgresEventStore({ pool: elsewhere, ...options })
  return {
    store,
    other,
    async close() {
      await Promise.all([store.close(), other.close()])
      await elsewhere.end()
    },
  }
})
