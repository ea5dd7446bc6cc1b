import type { Queryable } from '../../../domain/kernel/projection.ts'
import type { Micros } from '../../../domain/kernel/time.ts'
import extentSql from '../sql/extent.sql'

/** Where anything happened at all: intervals before and behind need not be looked at. */
export interface Extent {
  readonly first: Micros
  /** Before `first` when nothing happened. */
  readonly last: Micros
  /** A caller waits or talks still. */
  readonly isOpen: boolean
}

export async function extentOf(db: Queryable): Promise<Extent> {
  const { rows } = await db.query<{ first: Micros | null; last: Micros | null; isOpen: boolean }>(extentSql)
  const { first, last, isOpen } = rows[0] ?? { first: null, last: null, isOpen: false }
  return { first: first ?? 0, last: last ?? -1, isOpen }
}
