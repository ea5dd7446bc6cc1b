import type { Position } from '../../domain/kernel/event.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import type { May } from '../auth/may.ts'
import type { ApiPorts } from '../ports/api-ports.ts'
import type { ProjectionHealth } from '../ports/engine.ts'
import { dataAgeSeconds, sourceHealth, type SourceHealth } from './source-health.ts'

/** Whether everything works, and how new everything is, as far as the asker may see it. */
export interface Status {
  readonly version: string
  readonly now: Micros
  readonly position: Position
  readonly dataAge: number | null
  readonly sources: readonly SourceHealth[]
  readonly projections: readonly ProjectionHealth[]
  /** Registered, and visible to the asker. */
  readonly sites: readonly string[]
}

/** What stopped a read model can quote an event, of whichever site. */
const withoutReason = (projection: ProjectionHealth): ProjectionHealth => ({
  ...projection,
  problem: projection.problem && 'Something keeps it from going on: who sees every site is told what.',
})

type StatusPorts = Pick<ApiPorts, 'reports' | 'store' | 'engine' | 'sources' | 'clock' | 'version'>

export async function statusNow(ports: StatusPorts, may: Pick<May, 'sites'>): Promise<Status> {
  const { reports, store, engine, sources, clock, version } = ports
  const [position, sites, progress, visible] = await Promise.all([
    store.lastPosition(),
    reports.sites(),
    reports.sourceProgress(),
    may.sites(),
  ])
  const mine = ({ site }: { site: string }) => visible === 'all' || visible.has(site)
  const now = clock()
  return {
    version,
    now,
    position,
    dataAge: dataAgeSeconds(progress.filter(mine), now),
    sources: sourceHealth(sites.filter(mine), progress.filter(mine), sources.followed(), now),
    projections: visible === 'all' ? engine.projections() : engine.projections().map(withoutReason),
    sites: sites.filter(mine).map(({ site }) => site),
  }
}
