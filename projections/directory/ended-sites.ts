import type { Queryable } from '../../domain/kernel/projection.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import endedSitesSql from './ended-sites.sql'

/**
 * The sites that nobody follows (imported recordings, a demonstration that was stopped), each with the instant of its newest row: a state
 * that was open then is known up to there, and no longer.
 */
export async function endedSites(sql: Queryable): Promise<ReadonlyMap<string, Micros>> {
  const { rows } = await sql.query<{ site: string; ended_us: Micros }>(endedSitesSql)
  return new Map(rows.map(({ site, ended_us }) => [site, ended_us]))
}
