import { createContext, useContext, useMemo } from 'react'
import type { Source } from './board.ts'

/** Reads the clock of a site, milliseconds on the server's clock. The same function for a site as long as its state stays. */
type SiteClock = (site: string) => () => number

/**
 * A site whose sources are all finished is a recording: its time ended with its last row, and what lasted then does not go on
 * lasting now.
 */
export function createSiteClock(ends: Readonly<Record<string, number>>, now: () => number): SiteClock {
  const stopped = new Map(Object.entries(ends).map(([site, end]) => [site, () => end]))
  return site => stopped.get(site) ?? now
}

/** The sites that are recordings, and when each ended. */
export function recordingEnds(sources: readonly Source[]): Readonly<Record<string, number>> {
  const sites = [...new Set(sources.map(({ site }) => site))].sort()
  return Object.fromEntries(
    sites.flatMap(site => {
      const end = endOfRecording(sources, site)
      return end === undefined ? [] : [[site, end]]
    }),
  )
}

/** The same clock until a recording ends or begins: with another one every row would be drawn anew at every push. */
export function useSiteClock(sources: readonly Source[], now: () => number): SiteClock {
  const ends = JSON.stringify(recordingEnds(sources))
  return useMemo(() => createSiteClock(JSON.parse(ends) as Readonly<Record<string, number>>, now), [ends, now])
}

/** When the last row of a finished site was written; undefined while anything of it is followed. */
export function endOfRecording(sources: readonly Source[], site: string): number | undefined {
  const own = sources.filter(source => source.site === site)
  if (own.length === 0 || own.some(({ state }) => state !== 'FINISHED')) return undefined
  const ends = own.flatMap(({ lastEventAt }) => lastEventAt ?? [])
  return ends.length > 0 ? Math.max(...ends) : undefined
}

export const SiteClockContext = createContext<SiteClock>(() => Date.now)

export const useSiteNow = (site: string): (() => number) => useContext(SiteClockContext)(site)
