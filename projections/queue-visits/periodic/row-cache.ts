import type { Micros } from '../../../domain/kernel/time.ts'
import type { RowName } from './row-names.ts'

interface StartedRow {
  readonly start: Micros
}

/** The rows of a periodic table that were needed last, so that most pages need not ask the database. */
interface RowCache<K extends StartedRow, R extends K> {
  /** Does it to the row of the key: at once where the row is in memory or certainly new, else when it has been loaded. */
  change(key: K, change: (row: R) => void): void
  /** Loads what is missing and does what has waited for it. @returns the rows changed since the last time, each once. */
  settle(): Promise<readonly R[]>
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
  readonly nameOf: (key: K) => RowName
  readonly fresh: (key: K) => R
  readonly load: (keys: readonly K[]) => Promise<readonly R[]>
}): RowCache<K, R> {
  const { capacity, nameOf, fresh, load } = options
  const rows = new Map<RowName, R>()
  let changed = new Map<RowName, R>()
  let waiting = new Map<RowName, { readonly key: K; readonly changes: ((row: R) => void)[] }>()
  let newestAway = options.newest ?? -Infinity

  function rowOf(name: RowName, key: K): R | undefined {
    const known = rows.get(name)
    if (known || key.start <= newestAway) return known
    const row = fresh(key)
    rows.set(name, row)
    return row
  }

  async function loadWaiting(): Promise<void> {
    const loaded = new Map<RowName, R>()
    for (const row of await load([...waiting.values()].map(({ key }) => key))) loaded.set(nameOf(row), row)
    for (const [name, { key, changes }] of waiting) {
      const row = loaded.get(name) ?? fresh(key)
      for (const change of changes) change(row)
      changed.set(name, row)
    }
    waiting = new Map()
  }

  return {
    change(key, change) {
      const name = nameOf(key)
      const row = rowOf(name, key)
      if (row) {
        change(row)
        changed.set(name, row)
        return
      }
      const others = waiting.get(name)
      if (others) others.changes.push(change)
      else waiting.set(name, { key, changes: [change] })
    },

    async settle() {
      if (waiting.size > 0) await loadWaiting()
      for (const [name, row] of changed) {
        rows.delete(name)
        rows.set(name, row) // last in the map's order: needed last
      }
      const settled = [...changed.values()]
      changed = new Map()
      return settled
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
