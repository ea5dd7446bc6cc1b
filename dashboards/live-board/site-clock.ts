import { createContext, useContext } from 'react'
import type { Source } from './board.ts'

/** Reads the clock of a site, milliseconds on the server's clock. The same function for a site as long as its state stays. */
export type SiteClock = (site: string) => () => number

/**
 * A site whose sources are all finished is a recording: its time ended with its last row, and what lasted then does not go on
 * lasting now.
 */
export function createSiteClock(sources: readonly Source[], now: () => number): SiteClock {
  const stopped = new Map<string, () => number>()
  for (const site of new Set(sources.map(source => source.site))) {
    const end = endOfRecording(sources, site)
    if (end !== undefined) stopped.set(site, () => end)
  }
  return site => stopped.get(site) ?? now
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
