import type { Pool } from 'pg'
import type { RowsAffected } from '../../domain/retention/purge.ts'
import type { RetentionBounds } from '../../domain/retention/retention-bounds.ts'
import { rowsOver } from '../../projections/engine/retention.ts'
import { quote } from '../../projections/engine/copy.ts'
import { projections } from '../projections.ts'
import inUse from './sql/versions-in-use.sql'

/** Read models of which readers see tables of another version than this program's, or none yet: questions about rows do not fit them. */
export async function behindIn(pool: Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ projection: string; version: number }>(inUse)
  const versions = new Map(rows.map(({ projection, version }) => [projection, version]))
  return projections
    .filter(({ name, version, retention }) => retention && versions.get(name) !== version)
    .map(({ name }) => name)
}

/** What a purge with these bounds would remove from the read models, or blank in them, by `read_model.table`. */
export async function rowsOverIn(pool: Pool, site: string, bounds: RetentionBounds): Promise<RowsAffected> {
  const client = await pool.connect()
  const affected: Record<string, number> = {}
  try {
    for (const { name, retention } of projections) {
      if (!retention) continue
      await client.query('BEGIN READ ONLY')
      await client.query(`SET LOCAL search_path TO ${quote(name)}`)
      for (const { table, rows } of await rowsOver(client, retention, site, bounds)) {
        const key = `${name}.${table}`
        // Blanked and removed rows of a table may be the same ones.
        if (rows > 0) affected[key] = Math.max(affected[key] ?? 0, rows)
      }
      await client.query('COMMIT')
    }
    return affected
  } finally {
    await client.query('ROLLBACK').catch(() => undefined)
    client.release()
  }
}
