import type { Pool } from 'pg'

/** Takes away every build of the index, as after the migration. */
export async function emptyPanels(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ build: number }>('DELETE FROM panels.build RETURNING build')
  for (const { build } of rows) await pool.query(`DROP TABLE panels.document_${build}`)
}
