import type { Client, Pool } from 'pg'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { createClient } from '../../infra/postgres/pool.ts'
import { freshDatabase, type TestDatabase } from '../../infra/testing/database.ts'

/** The database of a PBX that writes its queue_log into a table. */
interface PbxTable {
  readonly pool: Pool
  /** A connection of its own. */
  readonly connect: () => Promise<Client>
  /** Likewise, in a transaction: what is written there is seen by nobody until it commits. */
  begin(): Promise<Client>
}

/**
 * For the file of tests that calls it: before each of them its table `queue_log` is empty.
 * @param columns besides `id`, as CREATE TABLE takes them
 */
export function pbxTable(columns: string): PbxTable {
  let database: TestDatabase

  beforeAll(async () => {
    database = await freshDatabase()
  })
  afterAll(() => database.drop())
  beforeEach(() =>
    database.pool.query(`DROP TABLE IF EXISTS queue_log; CREATE TABLE queue_log (id serial PRIMARY KEY, ${columns})`),
  )

  const connect = async () => {
    const client = createClient(database.url)
    await client.connect()
    return client
  }

  return {
    get pool() {
      return database.pool
    },
    connect,
    async begin() {
      const client = await connect()
      await client.query('BEGIN')
      return client
    },
  }
}
