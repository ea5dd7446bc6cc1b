import { secondsOf, type Micros } from '../../domain/kernel/time.ts'
import type { SourceHealth } from '../status/source-health.ts'

/**
 * Why what is shown of a site is not of now. RECORDING: its rows were imported, nothing follows it. DOWN: a queue_log of it does not come.
 * LATE: one is read, and its newest rows are not there yet.
 */
export type StandstillReason = 'RECORDING' | 'DOWN' | 'LATE'

export interface Standstill {
  readonly reason: StandstillReason
  /** Instant of the newest row: what is known is as of then. null: another node of the site goes on, and the time of the site with it. */
  readonly since: Micros | null
}

/** Rows come some seconds late in a rush, and where a file is read anew: nobody is told of that. */
export const lateAfterSeconds = 60

/**
 * The sites of which what is shown is not of now. Figures of queues and agents come from queue_log: where one node's does not come, or late,
 * none of its site can be trusted.
 */
export function standstills(sources: readonly SourceHealth[], now: Micros): ReadonlyMap<string, Standstill> {
  const found = new Map<string, Standstill>()
  for (const site of new Set(sources.map(source => source.site))) {
    const standstill = standstillOf(
      sources.filter(source => source.site === site),
      now,
    )
    if (standstill) found.set(site, standstill)
  }
  return found
}

function standstillOf(own: readonly SourceHealth[], now: Micros): Standstill | undefined {
  if (own.every(({ state }) => state === 'FINISHED')) {
    const since = newestOf(own)
    return since === null ? undefined : { reason: 'RECORDING', since }
  }
  const rows = own.filter(({ kind }) => kind === 'queue_log')
  const isStanding = (source: SourceHealth) => source.state === 'DOWN' || isLate(source, now)
  if (!rows.some(isStanding)) return undefined
  return {
    reason: rows.some(({ state }) => state === 'DOWN') ? 'DOWN' : 'LATE',
    since: rows.every(isStanding) ? newestOf(rows) : null,
  }
}

/** Of a source that has only begun nobody knows how late it is but by its newest row. */
function isLate({ state, lagSeconds, lastEventAt }: SourceHealth, now: Micros): boolean {
  if (state !== 'LATE') return false
  const lag = lagSeconds ?? (lastEventAt === null ? 0 : secondsOf(now - lastEventAt))
  return lag > lateAfterSeconds
}

function newestOf(sources: readonly SourceHealth[]): Micros | null {
  const ends = sources.flatMap(({ lastEventAt }) => lastEventAt ?? [])
  return ends.length === 0 ? null : Math.max(...ends)
}
