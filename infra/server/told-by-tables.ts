import type { Pool } from 'pg'
import type { FollowedSource } from '../../api/ports/sources.ts'
import { createReports } from '../../api/reports/reports.ts'
import { sourceHealth, type SourceHealth } from '../../api/status/source-health.ts'
import { microsOfDate } from '../../domain/kernel/time.ts'
import type { SiteRow } from '../../projections/directory/types.ts'
import { newestRows, type NewestRows } from '../../projections/report/newest-rows.ts'

export interface ToldByTables {
  /** Configured, or with rows, as whoever follows them says. */
  readonly sources: SourceHealth[]
  readonly newest: readonly NewestRows[]
  /** What was not read in time, and why that may be. */
  readonly unread: readonly string[]
}

/**
 * What the tables of the read models say. Whoever asks how things are must get an answer while somebody has locked one of them.
 * @param pool whose statements are cancelled after a while
 * @param followedOf what is said of the sources that the sites have configured
 */
export async function toldByTables(
  pool: Pool,
  followedOf: (sites: readonly SiteRow[]) => Promise<readonly FollowedSource[]>,
): Promise<ToldByTables> {
  const reports = createReports(pool)
  const unread: string[] = []
  const readOr = <T>(what: string, nothing: T, read: () => Promise<T>): Promise<T> =>
    read().catch((error: unknown) => {
      if ((error as { code?: string }).code !== cancelled) throw error
      unread.push(`${what}: not read in time; somebody has locked their tables, or the database is overloaded`)
      return nothing
    })
  const sources = await readOr<SourceHealth[]>('Sources', [], async () => {
    const [sites, progress] = [await reports.sites(), await reports.sourceProgress()]
    return sourceHealth(sites, progress, await followedOf(sites), microsOfDate(new Date()))
  })
  const sites = [...new Set(sources.map(({ site }) => site))]
  const newest = await readOr<readonly NewestRows[]>('Statistics', [], () => newestRows(pool, sites))
  return { sources, newest, unread }
}

/** SQLSTATE query_canceled: by statement_timeout, or by an administrator. */
const cancelled = '57014'
