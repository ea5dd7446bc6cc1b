import type { Micros } from '../../domain/kernel/time.ts'

export interface StartedRow {
  readonly start: Micros
}

/** The rows of a periodic table that were needed last, so that most pages need not ask the database. */
export interface RowCache<R extends StartedRow> {
  /** For each fresh row the one of its key that exists, in the same order; the fresh one itself where none does. */
  fetch(fresh: readonly R[]): Promise<readonly R[]>
  /** The row has been removed from the table. */
  forget(row: R): void
  /** Lets go of the rows that have not been needed for longest. */
  trim(): void
}

/**
 * A row is looked for in the table only when it may be there: its start is not beyond the newest start that has left the cache.
 * @param newest start of the newest row in the table when the cache is made; undefined: the table is empty
 */
export function rowCache<R extends StartedRow>(options: {
  readonly capacity: number
  readonly newest: Micros | undefined
  readonly nameOf: (row: R) => string
  readonly load: (keys: readonly R[]) => Promise<readonly R[]>
}): RowCache<R> {
  const { capacity, nameOf, load } = options
  const rows = new Map<string, R>()
  let newestAway = options.newest ?? -Infinity

  return {
    async fetch(fresh) {
      const away = fresh.filter(row => row.start <= newestAway && !rows.has(nameOf(row)))
      if (away.length > 0) for (const row of await load(away)) rows.set(nameOf(row), row)
      return fresh.map(row => {
        const name = nameOf(row)
        const known = rows.get(name) ?? row
        rows.delete(name)
        rows.set(name, known) // last in the map's order: needed last
        return known
      })
    },

    forget: row => void rows.delete(nameOf(row)),

    trim() {
      for (const [name, row] of rows) {
        if (rows.size <= capacity) return
        newestAway = Math.max(newestAway, row.start)
        rows.delete(name)
      }
    },
  }
}
