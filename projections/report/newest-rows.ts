import type { Queryable } from '../../domain/kernel/projection.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import newestRowsSql from './newest-rows.sql'

/** What is newest in the statistics of a site, and how much it has: whether rows become figures is seen by it. */
export interface NewestRows {
  readonly site: string
  /** Entry of the newest visit. */
  readonly queueVisitAt: Micros | null
  /** Start of the newest quarter of an hour with figures of a queue, of an agent. */
  readonly queueQuarter: Micros | null
  readonly agentQuarter: Micros | null
  /** Names that rows or the configuration have used, whether or not they are still there. */
  readonly queues: number
  readonly agents: number
  /** Configured now. */
  readonly configuredQueues: number
  readonly configuredAgents: number
  readonly agentGroups: number
  readonly users: number
  readonly lines: number
}

/** One row for each of the sites, by name. Without sites nothing is read: of a new database there is no table yet. */
export const newestRows = async (sql: Queryable, sites: readonly string[]): Promise<readonly NewestRows[]> =>
  sites.length === 0 ? [] : (await sql.query<NewestRows>(newestRowsSql, [sites])).rows
