import type { Pool } from 'pg'
import { silent } from '../domain/kernel/log.ts'
import { createPostgresEventStore } from '../infra/event-store/postgres.ts'
import { migrate } from '../infra/postgres/migrations.ts'

/** An event store in a database of the benchmark. */
export async function openStore(pool: Pool) {
  await migrate(pool, silent)
  return { pool, store: createPostgresEventStore({ pool }) }
}
