import type { Pool } from 'pg'
import migration from '../../postgres/migrations/0001-log.sql'

/** Gives a test a log without events, faster than a new database would. */
export async function emptyLog(pool: Pool): Promise<void> {
  await pool.query(`DROP SCHEMA IF EXISTS log CASCADE; ${migration}`)
}
