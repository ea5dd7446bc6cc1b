import type { Micros } from '../../domain/kernel/time.ts'

export interface StartedRow {
  readonly start: Micros
}

/** The rows of a periodic table that were needed last, so that most pages need not ask the database. */
export interface RowCache<K extends StartedRow, R extends K> {
  /** The row of each key, in the same order; a fresh one where the table has none. */
  fetch(keys: readonly K[]): Promise<readonly R[]>
  /** The row has been removed from the table. */
  forget(row: R): void
  /** Lets go of the rows that have not been needed for longest. */
  trim(): void
}

/**
 * A row is looked for in the table only when it may be there: its start is not beyond the newest start that has left the cache.
 * @param newest start of the newest row in the table when the cache is made; undefined: the table is empty
 */
export function rowCache<K extends StartedRow, R extends K>(options: {
  readonly capacity: number
  readonly newest: Micros | undefined
  readonly nameOf: (key: K) => string
  readonly fresh: (key: K) => R
  readonly load: (keys: readonly K[]) => Promise<readonly R[]>
}): RowCache<K, R> {
  const { capacity, nameOf, fresh, load } = options
  const rows = new Map<string, R>()
  let newestAway = options.newest ?? -Infinity

  return {
    async fetch(keys) {
      const away = keys.filter(key => key.start <= newestAway && !rows.has(nameOf(key)))
      if (away.length > 0) for (const row of await load(away)) rows.set(nameOf(row), row)
      return keys.map(key => {
        const name = nameOf(key)
        const row = rows.get(name) ?? fresh(key)
        rows.delete(name)
        rows.set(name, row) // last in the map's order: needed last
        return row
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
