import type { Json } from '../domain/kernel/json.ts'
import type { Revision } from '../domain/kernel/event.ts'

/**
 * The rows of a node's quarantine that a follower has met: that it quarantined itself, or found to be there already. Closed ranges of
 * revisions, ascending. What else stands there came by another hand, an import that was ahead, and may be what the follower reads next.
 */
export type MetRevisions = readonly (readonly [Revision, Revision])[]

/** More ranges are not kept in a cursor: of the oldest it is taken for met what lies between them. */
const mostRanges = 100

/** The name under which it stands in a cursor, beside what its follower keeps there. */
const field = 'metQuarantine'

export function isMet(met: MetRevisions, revision: Revision): boolean {
  const range = met[behind(met.length, at => (met[at]?.[1] ?? 0) < revision)]
  return range !== undefined && range[0] <= revision
}

/**
 * @param more revisions that are met now
 * @param free ascending, with what is not met: ranges that none of it lies between are one
 */
export function withMore(met: MetRevisions, more: readonly Revision[], free: readonly Revision[]): MetRevisions {
  if (more.length === 0) return met
  const ranges = [...met, ...more.map((revision): readonly [Revision, Revision] => [revision, revision])]
  ranges.sort(([a], [b]) => a - b)
  const isFreeBetween = (after: Revision, before: Revision): boolean =>
    (free[behind(free.length, at => (free[at] ?? 0) <= after)] ?? Infinity) < before
  const joined: [Revision, Revision][] = []
  for (const [first, last] of ranges) {
    const before = joined.at(-1)
    if (before && !isFreeBetween(before[1], first)) before[1] = Math.max(before[1], last)
    else joined.push([first, last])
  }
  return joined
}

/** @returns the first index that is not before, by halving */
function behind(length: number, isBefore: (index: number) => boolean): number {
  let [from, to] = [0, length]
  while (from < to) {
    const middle = (from + to) >> 1
    if (isBefore(middle)) from = middle + 1
    else to = middle
  }
  return from
}

/** Of a cursor. undefined: a version before this one wrote it. */
export const metIn = (cursor: Json | undefined): MetRevisions | undefined =>
  cursor !== undefined && isObject(cursor) ? (cursor[field] as unknown as MetRevisions | undefined) : undefined

export function withMet(cursor: Json, met: MetRevisions | undefined): Json {
  if (!isObject(cursor)) return cursor
  const { [field]: _, ...own } = cursor
  return met ? { ...own, [field]: shortened(met).map(range => [...range]) } : own
}

function shortened(met: MetRevisions): MetRevisions {
  const [oldest] = met
  const joined = met[met.length - mostRanges]
  return oldest && joined ? [[oldest[0], joined[1]], ...met.slice(met.length - mostRanges + 1)] : met
}

const isObject = (value: Json): value is Readonly<Record<string, Json>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
