import { microsPerSecond, type Micros } from '../../../domain/kernel/time.ts'

/** A row of a periodic table within a cache. */
export type RowName = string | number

export type RowNames = (start: Micros, site: string, queue: string, calledNumber: string) => RowName

const seriesAtMost = 100_000
/** Of numbers for series; with seconds before them they are exact, since 2^33 * 2^20 is a double's largest whole number. */
const seriesRange = 2 ** 20
const secondsAtMost = 2 ** 33

/**
 * Numbers for rows: site, queue and called number recur, and to join them with the start, anew for each visit and table, took longer
 * than to count the visit. Where no number fits (a forged time, a million called numbers) the name is text.
 */
export function rowNames(): RowNames {
  const series = new Map<string, Map<string, Map<string, number>>>()
  let count = 0

  function add(site: string, queue: string, calledNumber: string): number {
    const ofSite = series.get(site) ?? new Map<string, Map<string, number>>()
    const ofQueue = ofSite.get(queue) ?? new Map<string, number>()
    series.set(site, ofSite.set(queue, ofQueue.set(calledNumber, count)))
    return count++
  }

  function numberOf(site: string, queue: string, calledNumber: string): number | undefined {
    const known = series.get(site)?.get(queue)?.get(calledNumber)
    return known === undefined && count < seriesAtMost ? add(site, queue, calledNumber) : known
  }

  return (start, site, queue, calledNumber) => {
    const seconds = start / microsPerSecond
    const number = numberOf(site, queue, calledNumber)
    return number !== undefined && Number.isInteger(seconds) && Math.abs(seconds) < secondsAtMost
      ? seconds * seriesRange + number
      : JSON.stringify([start, site, queue, calledNumber])
  }
}
