import { createContext, useContext, useMemo } from 'react'
import type { Source, Standstill } from './board.ts'

interface Row {
  readonly site: string
  readonly standstill: Standstill | null
}

/** Reads the clock of a site, milliseconds on the server's clock. The same function for a site as long as its state stays. */
type SiteClock = (site: string) => () => number

/** What lasted when the rows of a site ended or failed to come is not known to go on lasting now: the clock of such a site stands. */
export function createSiteClock(ends: Readonly<Record<string, number>>, now: () => number): SiteClock {
  const stopped = new Map(Object.entries(ends).map(([site, end]) => [site, () => end]))
  return site => stopped.get(site) ?? now
}

/** The sites that stand still, and when the newest row of each was written. */
export function standingSince(rows: readonly Row[]): Readonly<Record<string, number>> {
  const ends = new Map(
    rows.flatMap(({ site, standstill }) =>
      standstill && standstill.since !== null ? [[site, standstill.since] as const] : [],
    ),
  )
  return Object.fromEntries([...ends].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** The same clock until a site stands still or goes on: with another one every row would be drawn anew at every push. */
export function useSiteClock(rows: readonly Row[], now: () => number): SiteClock {
  const ends = JSON.stringify(standingSince(rows))
  return useMemo(() => createSiteClock(JSON.parse(ends) as Readonly<Record<string, number>>, now), [ends, now])
}

/** When the last row of a finished site was written; undefined while anything of it is followed. */
export function endOfRecording(sources: readonly Source[], site: string): number | undefined {
  const own = sources.filter(source => source.site === site)
  if (own.length === 0 || own.some(({ state }) => state !== 'FINISHED')) return undefined
  return newestOf(own)
}

function newestOf(sources: readonly Source[]): number | undefined {
  const ends = sources.flatMap(({ lastEventAt }) => lastEventAt ?? [])
  return ends.length > 0 ? Math.max(...ends) : undefined
}

export const SiteClockContext = createContext<SiteClock>(() => Date.now)

export const useSiteNow = (site: string): (() => number) => useContext(SiteClockContext)(site)
