import type { Pool, PoolClient } from 'pg'
import { withConnection } from '../event-store/connection.ts'
import createDocuments from './sql/create-documents.sql'

/** A table of documents: `panels.document_<build>`. */
export const tableOf = (build: number): string => `panels.document_${build}`

/** The build that readers use; the first one is made when there is none. */
export async function liveBuild(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ build: number }>(`SELECT build FROM panels.build WHERE status = 'live'`)
  return rows[0]?.build ?? locked(pool, client => firstBuild(client))
}

async function firstBuild(client: PoolClient): Promise<number> {
  const { rows } = await client.query<{ build: number }>(`SELECT build FROM panels.build WHERE status = 'live'`)
  return rows[0]?.build ?? createBuild(client, 'live')
}

/** An empty one beside it. */
export const buildBeside = (pool: Pool): Promise<number> => locked(pool, client => createBuild(client, 'building'))

async function createBuild(client: PoolClient, status: 'live' | 'building'): Promise<number> {
  const { rows } = await client.query<{ build: number }>(
    `INSERT INTO panels.build (build, status) SELECT coalesce(max(build), 0) + 1, $1 FROM panels.build RETURNING build`,
    [status],
  )
  const build = rows[0]?.build ?? 1
  await client.query(createDocuments.replaceAll('{table}', tableOf(build)).replaceAll('{name}', `document_${build}`))
  return build
}

/** @returns false when the live one holds more of the log */
export const switchTo = (pool: Pool, build: number): Promise<boolean> =>
  locked(pool, async client => {
    // The writer of the live build waits for this row, so that it cannot move on meanwhile.
    const { rows } = await client.query<{ build: number; position: number; status: string }>(
      'SELECT build, position, status FROM panels.build ORDER BY build FOR UPDATE',
    )
    const live = rows.find(({ status }) => status === 'live')
    const next = rows.find(row => row.build === build)
    if (!next) throw new Error(`the index of the panels has no build ${build}: another rebuild gave it up. Try again`)
    if (live && live.position > next.position) return false
    if (live) await removeBuild(client, live.build)
    await client.query(`UPDATE panels.build SET status = 'live' WHERE build = $1`, [build])
    return true
  })

export const dropBuild = (pool: Pool, build: number): Promise<void> =>
  locked(pool, client => removeBuild(client, build))

/** What rebuilds left behind that did not come to their end. */
export const dropUnfinished = (pool: Pool): Promise<void> =>
  locked(pool, async client => {
    const { rows } = await client.query<{ build: number }>(`SELECT build FROM panels.build WHERE status = 'building'`)
    for (const { build } of rows) await removeBuild(client, build)
  })

async function removeBuild(client: PoolClient, build: number): Promise<void> {
  await client.query('DELETE FROM panels.build WHERE build = $1', [build])
  await client.query(`DROP TABLE IF EXISTS ${tableOf(build)}`)
}

/** One at a time over all processes, all or nothing. */
const locked = <T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> =>
  withConnection(pool, async client => {
    await client.query('BEGIN')
    await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('ringledger panel builds', 0))`)
    const result = await work(client)
    await client.query('COMMIT')
    return result
  })
