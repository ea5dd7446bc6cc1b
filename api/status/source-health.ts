import { apartInWords, clocksDifferSeconds } from '../../domain/kernel/clock-difference.ts'
import { secondsOf, type Micros } from '../../domain/kernel/time.ts'
import type { FactKind } from '../../domain/pbx/facts.ts'
import type { SiteRow, SourceProgressRow } from '../../projections/directory/types.ts'
import type { FollowedSource } from '../ports/sources.ts'

/** FINISHED: imported, nothing follows it, so nothing more is expected. */
type SourceState = 'LIVE' | 'LATE' | 'DOWN' | 'FINISHED'

/** One kind of fact from one node. */
export interface SourceHealth {
  readonly site: string
  readonly node: string
  readonly kind: FactKind
  readonly names: readonly string[]
  readonly state: SourceState
  readonly lagSeconds: number | null
  readonly problem: string | null
  readonly rows: number
  readonly quarantined: number
  readonly unknownEvents: number
  readonly lastEventAt: Micros | null
  readonly lastRecordedAt: Micros | null
  readonly demo: boolean
}

type Counts = Pick<SourceHealth, 'rows' | 'quarantined' | 'unknownEvents'>

/** How much a PBX has written, all queues and agents of it together: for who sees all of them. undefined: the asker does not. */
export const shownCounts = (source: SourceHealth, may: { seesWhole(site: string): boolean }): Counts | undefined =>
  may.seesWhole(source.site) ? source : undefined

const worstFirst = ['DOWN', 'LATE', 'LIVE'] as const

/**
 * What came in, beside what is configured, beside what the process that follows reports: a configured source that nobody
 * follows is down, an input that is not configured was imported and is finished.
 */
export function sourceHealth(
  sites: readonly SiteRow[],
  progress: readonly SourceProgressRow[],
  followed: readonly FollowedSource[],
  now: Micros,
): SourceHealth[] {
  const inputs = new Map<string, { site: string; node: string; kind: FactKind }>()
  const add = (site: string, node: string, kind: FactKind) =>
    inputs.set(`${site}/${node}/${kind}`, { site, node, kind })
  for (const { site, node, kind } of progress) add(site, node, kind)
  for (const { nodes } of sites)
    for (const { site, node, sources } of nodes)
      for (const { settings } of sources) for (const kind of kindsOf(settings)) add(site, node, kind)

  return [...inputs.values()].map(({ site, node, kind }) => {
    const registered = sites.find(row => row.site === site)
    const configured = registered?.nodes.find(row => row.node === node)?.sources ?? []
    const names = configured.filter(({ settings }) => kindsOf(settings).includes(kind)).map(({ name }) => name)
    const here = followed.filter(source => source.site === site && source.node === node)
    const demo = registered?.demo ?? false
    const reports = here.filter(report => demo || (names.includes(report.name) && (report.kind ?? kind) === kind))
    const came = progress.find(row => row.site === site && row.node === node && row.kind === kind)
    const state = stateOf(names, reports)
    const problem = state.problem ?? (state.state === 'FINISHED' ? null : wrongClock(came, now))
    return { site, node, kind, names, demo, ...state, problem, ...countsOf(came) }
  })
}

const kindsOf = (settings: SiteRow['nodes'][number]['sources'][number]['settings']): readonly FactKind[] =>
  settings.kind === 'database'
    ? settings.tables
    : settings.kind === 'collector'
      ? settings.kinds
      : [kindOfSource[settings.kind]]

const kindOfSource = { queue_log_file: 'queue_log', cel_file: 'cel', ami: 'ami' } as const

function stateOf(
  names: readonly string[],
  reports: readonly FollowedSource[],
): Pick<SourceHealth, 'state' | 'lagSeconds' | 'problem'> {
  const unfollowed = names.find(name => !reports.some(report => report.name === name))
  if (unfollowed !== undefined)
    return { state: 'DOWN', lagSeconds: null, problem: `nothing follows ${unfollowed}: is ringledger serve running?` }
  const state = worstFirst.find(each => reports.some(report => report.state === each))
  if (!state) return { state: 'FINISHED', lagSeconds: null, problem: null }
  const lags = reports.flatMap(({ lagSeconds }) => lagSeconds ?? [])
  return {
    state,
    lagSeconds: lags.length > 0 ? Math.max(...lags) : null,
    problem: reports.find(report => report.state === state)?.problem ?? null,
  }
}

const countsOf = (
  came: SourceProgressRow | undefined,
): Pick<SourceHealth, 'rows' | 'quarantined' | 'unknownEvents' | 'lastEventAt' | 'lastRecordedAt'> =>
  came ?? { rows: 0, quarantined: 0, unknownEvents: 0, lastEventAt: null, lastRecordedAt: null }

/** @returns what to do about a clock of which the rows themselves tell that it is wrong; null when there is none */
function wrongClock(came: SourceProgressRow | undefined, now: Micros): string | null {
  if (came === undefined || came.lastEventAt === null) return null
  const aheadSeconds = secondsOf(came.lastEventAt - came.lastRecordedAt)
  if (aheadSeconds > clocksDifferSeconds)
    return `its newest row is dated ${apartInWords(aheadSeconds)} after the last one came in: the clock of the PBX, or its time zone here, is ahead of this server's clock; set both clocks by NTP`
  const setBackSeconds = secondsOf(came.lastRecordedAt - now)
  if (setBackSeconds > clocksDifferSeconds)
    return `its last row came in ${apartInWords(setBackSeconds)} after what is now by this server's clock, which was set back, or ahead when the row came; set it by NTP`
  return null
}

/**
 * Seconds since the newest fact; null when there is none. Of a PBX whose clock runs ahead of ours, seconds since it came in: its age does not
 * stand at 0 while nothing comes.
 */
export function dataAgeSeconds(progress: readonly SourceProgressRow[], now: Micros): number | null {
  const newest = progress.reduce<Micros | null>((latest, { lastEventAt, lastRecordedAt }) => {
    if (lastEventAt === null) return latest
    const known = Math.min(lastEventAt, lastRecordedAt)
    return Math.max(latest ?? known, known)
  }, null)
  return newest === null ? null : Math.max(0, secondsOf(now - newest))
}
