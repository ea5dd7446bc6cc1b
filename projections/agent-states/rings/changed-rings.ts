import type { TableWrite } from '../../../domain/kernel/projection.ts'
import { noChanges, tableWrite } from '../../table-writes.ts'
import { ringCells, ringColumns, type HeardRing } from './stored-rings.ts'

interface ChangedRing {
  /** As the table has it; undefined: it is new. */
  readonly before: HeardRing | undefined
  readonly after: HeardRing
}

/** Rings that the page which is folded tells anew, beside those of the table. */
interface ChangedRings {
  /** The rings of a call, as they were known and as they are now. A ring that is known is never taken back. */
  compare(before: readonly HeardRing[], after: readonly HeardRing[]): void
  has(ring: HeardRing): boolean
  all(): Iterable<ChangedRing>
  /** Rings of an agent that the table has, with what the page tells of him. */
  within(stored: readonly HeardRing[], site: string, agent: string): readonly HeardRing[]
  /** The page is folded. */
  write(): TableWrite
}

export function createChangedRings(): ChangedRings {
  const changed = new Map<string, ChangedRing>()

  return {
    compare(before, after) {
      const known = new Map(before.map(ring => [ring.began, ring]))
      for (const ring of after) {
        const old = known.get(ring.began)
        if (!old || !isSame(old, ring)) changed.set(ringKey(ring), { before: old, after: ring })
      }
    },

    has: ring => changed.has(ringKey(ring)),

    all: () => changed.values(),

    within: (stored, site, agent) => [
      ...stored.filter(ring => !changed.has(ringKey(ring))),
      ...[...changed.values()].map(({ after }) => after).filter(ring => ring.site === site && ring.agent === agent),
    ],

    write() {
      const rings = noChanges()
      for (const { before, after } of changed.values()) (before ? rings.replace : rings.insert).push(ringCells(after))
      changed.clear()
      return tableWrite('heard_ring', ringColumns, 4, rings)
    },
  }
}

/** What a ring is one and the same by: its call and the position of the event with which it began. */
export const ringKey = ({ site, node, callid, began }: HeardRing): string => [site, node, callid, began].join('\0')

const isSame = (a: HeardRing, b: HeardRing): boolean =>
  a.to === b.to && a.outcome === b.outcome && a.toldAt === b.toldAt && a.completedAt === b.completedAt
