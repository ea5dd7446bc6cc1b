import type { Standstill, StandstillReason } from './board.ts'

interface Row {
  readonly site: string
  readonly standstill: Standstill | null
}

/** Which sites a sum over several is of. By short name, in order. */
export interface Counted {
  readonly counted: readonly string[]
  /** Left out: what stands still is not added to what goes on. */
  readonly leftOut: readonly { readonly site: string; readonly reason: StandstillReason }[]
  /** Nothing goes on: what is counted is old, all of it. */
  readonly standsStill: boolean
}

/**
 * What lives is summed up without what stands still: the sum of both would be of no moment at all. Where everything stands
 * still, it is counted as it stood.
 */
export function countedOf(rows: readonly Row[]): Counted {
  const standing = new Map(rows.map(({ site, standstill }) => [site, standstill]))
  const sites = [...standing.keys()].sort()
  const going = sites.filter(site => standing.get(site) === null)
  if (going.length === 0) return { counted: sites, leftOut: [], standsStill: sites.length > 0 }
  const leftOut = sites.flatMap(site => {
    const standstill = standing.get(site)
    return standstill ? [{ site, reason: standstill.reason }] : []
  })
  return { counted: going, leftOut, standsStill: false }
}
