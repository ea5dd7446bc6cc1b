import type { Pool } from 'pg'
import type { Position } from '../../domain/kernel/event.ts'
import followed from './sql/followed.sql'

/** How far the slowest of the projections has come that some process follows now; undefined: nobody follows any of them. */
export async function followedThrough(pool: Pool, projections: readonly string[]): Promise<Position | undefined> {
  const { rows } = await pool.query<{ position: Position | null }>({
    name: 'followed',
    text: followed,
    values: [projections],
  })
  return rows[0]?.position ?? undefined
}
