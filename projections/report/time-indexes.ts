import type { Queryable } from '../../domain/kernel/projection.ts'
import missingSql from './missing-time-indexes.sql'

/** A connection whose statements are transactions of their own. */
interface IndexedDatabase {
  connect(): Promise<Queryable & { release(broken?: boolean): void }>
}

interface Missing {
  readonly projection: string
  readonly table: string
  readonly statement: string
}

/**
 * Makes the indexes by which reports in SQL find a stretch of time (stats_parts.time_index) where they are not there: at the start, after a
 * rebuild, and for a zone that no site had before. They are not made before a read model has caught up for the first time, so that its rows
 * are written without them. Whoever writes to the table waits as long as its index takes.
 * @returns how many were made
 * @throws when a table is in use for too long: what was made stays, the rest is made the next time
 */
export async function makeTimeIndexes(database: IndexedDatabase): Promise<number> {
  const client = await database.connect()
  let isWhole = false
  try {
    await client.query(`SET lock_timeout = '2s'`)
    await client.query('SELECT stats_parts.make_new_clocks()')
    const { rows } = await client.query<Missing>(missingSql)
    for (const { statement } of rows) await client.query(statement)
    // What the planner has to know of the expressions.
    const tables = new Set(rows.map(({ projection, table }) => `"${projection}"."${table}"`))
    for (const table of tables) await client.query(`ANALYZE ${table}`)
    await client.query('RESET lock_timeout')
    isWhole = true
    return rows.length
  } finally {
    client.release(!isWhole)
  }
}
