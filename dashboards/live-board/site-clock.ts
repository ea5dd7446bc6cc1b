import { createContext, useContext, useMemo } from 'react'
import type { Source, Standstill } from './board.ts'

/** Reads the clock of a site, milliseconds on the server's clock. The same function for a site as long as its state stays. */
type SiteClock = (site: string) => () => number

/** What lasted when the rows of a site ended or failed to come is not known to go on lasting now: the clock of such a site stands. */
export function createSiteClock(ends: Readonly<Record<string, number>>, now: () => number): SiteClock {
  const stopped = new Map(Object.entries(ends).map(([site, end]) => [site, () => end]))
  return site => stopped.get(site) ?? now
}

/** The sites that stand still, and when the last row of each was written. */
export function standingSince(sources: readonly Source[]): Readonly<Record<string, number>> {
  const sites = [...new Set(sources.map(({ site }) => site))].sort()
  return Object.fromEntries(
    sites.flatMap(site => {
      const end = endOfRecording(sources, site) ?? endOfDown(sources, site)
      return end === undefined ? [] : [[site, end]]
    }),
  )
}

/** The same clock until a site stands still or goes on: with another one every row would be drawn anew at every push. */
export function useSiteClock(sources: readonly Source[], now: () => number): SiteClock {
  const ends = JSON.stringify(standingSince(sources))
  return useMemo(() => createSiteClock(JSON.parse(ends) as Readonly<Record<string, number>>, now), [ends, now])
}

/** When the last row of a finished site was written; undefined while anything of it is followed. */
export function endOfRecording(sources: readonly Source[], site: string): number | undefined {
  const own = sources.filter(source => source.site === site)
  if (own.length === 0 || own.some(({ state }) => state !== 'FINISHED')) return undefined
  return newestOf(own)
}

/** The same of a site of which no queue_log comes any more. While one of several nodes writes, its time goes on. */
function endOfDown(sources: readonly Source[], site: string): number | undefined {
  const own = sources.filter(source => source.site === site && source.kind === 'QUEUE_LOG')
  return own.every(({ state }) => state === 'DOWN') ? newestOf(own) : undefined
}

function newestOf(sources: readonly Source[]): number | undefined {
  const ends = sources.flatMap(({ lastEventAt }) => lastEventAt ?? [])
  return ends.length > 0 ? Math.max(...ends) : undefined
}

/** Figures of queues and agents come from queue_log: where one node's does not come, none of its site can be trusted. */
export function standstillOf(sources: readonly Source[]): (site: string) => Standstill | null {
  const down = new Set(
    sources.flatMap(({ site, kind, state }) => (kind === 'QUEUE_LOG' && state === 'DOWN' ? site : [])),
  )
  const recordings = new Set(sources.flatMap(({ site }) => (endOfRecording(sources, site) === undefined ? [] : site)))
  return site => (down.has(site) ? 'down' : recordings.has(site) ? 'recording' : null)
}

export const SiteClockContext = createContext<SiteClock>(() => Date.now)

export const useSiteNow = (site: string): (() => number) => useContext(SiteClockContext)(site)
