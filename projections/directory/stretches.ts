import type { Cell, Queryable, TableWrite } from '../../domain/kernel/projection.ts'
import type { Micros } from '../../domain/kernel/time.ts'

export interface StretchTable {
  readonly table: string
  /** The column that names the object within its site. */
  readonly key: string
  /** What is told of it. */
  readonly columns: readonly string[]
}

/** How an object was configured, from one change to the next. */
interface Stretch {
  readonly site: string
  readonly key: string
  /** Of the object: who has the key later is another one. */
  readonly id: string
  readonly from: Micros
  /** null: still. */
  readonly to: Micros | null
  readonly cells: readonly Cell[]
}

/** How objects were configured, from one change to the next. */
export interface Stretches {
  newest(site: string, key: string): Stretch | undefined
  /** From the instant on the object is so. What is so already changes nothing. */
  set(site: string, key: string, id: string, at: Micros, cells: readonly Cell[]): void
  /** From the instant on there is none. */
  end(site: string, key: string, at: Micros): void
}

/** A table with a row for each stretch of time in which an object was configured in one way. Only the newest of each object is held. */
export interface StoredStretches extends Stretches {
  takeWrites(): TableWrite | undefined
}

/**
 * @param known the newest of each object
 * @param changed told of each stretch that begins, and of each that ends
 */
export function stretchesBehind(known: readonly Stretch[], changed: (stretch: Stretch) => void): Stretches {
  const newest = new Map(known.map(one => [nameOf(one), one]))
  const put = (stretch: Stretch) => {
    newest.set(nameOf(stretch), stretch)
    changed(stretch)
  }
  const newestOf = (site: string, of: string) => newest.get(nameOf({ site, key: of }))
  return {
    newest: newestOf,
    set(site, of, id, at, cells) {
      const before = newestOf(site, of)
      const isOpen = before?.to === null
      if (isOpen && before.id === id && sameCells(before.cells, cells)) return
      const from = notBefore(before, at)
      if (isOpen && before.from < from) put({ ...before, to: from })
      put({ site, key: of, id, from, to: null, cells })
    },
    end(site, of, at) {
      const before = newestOf(site, of)
      if (before?.to === null) put({ ...before, to: notBefore(before, at) })
    },
  }
}

/** @param sql whose search_path holds the table */
export async function heldStretches(sql: Queryable, { table, key, columns }: StretchTable): Promise<StoredStretches> {
  const all = ['site', key, 'id', 'from_us', 'to_us', ...columns]
  const loaded = await sql.query<Record<string, Cell>>(
    `select distinct on (site, ${key}) ${all.join(', ')} from ${table} order by site, ${key}, from_us desc`,
  )
  const changed = new Map<string, Stretch>()
  const stretches = stretchesBehind(
    loaded.rows.map(row => stretchOf(row, key, columns)),
    stretch => void changed.set(JSON.stringify([stretch.site, stretch.key, stretch.from]), stretch),
  )
  return {
    ...stretches,
    takeWrites() {
      if (changed.size === 0) return undefined
      const replace = [...changed.values()].map(one => [one.site, one.key, one.id, one.from, one.to, ...one.cells])
      changed.clear()
      return { table, columns: all, key: ['site', key, 'from_us'], insert: [], replace, remove: [] }
    },
  }
}

const nameOf = ({ site, key }: Pick<Stretch, 'site' | 'key'>): string => JSON.stringify([site, key])

/** The log's order decides what came after what: where our clock was set back, the later stretch begins when the earlier one ends. */
const notBefore = (before: Stretch | undefined, at: Micros): Micros =>
  before ? Math.max(at, before.from, before.to ?? 0) : at

const sameCells = (a: readonly Cell[], b: readonly Cell[]): boolean => JSON.stringify(a) === JSON.stringify(b)

const stretchOf = (row: Readonly<Record<string, Cell>>, key: string, columns: readonly string[]): Stretch => ({
  site: row['site'] as string,
  key: row[key] as string,
  id: row['id'] as string,
  from: row['from_us'] as number,
  to: row['to_us'] as number | null,
  cells: columns.map(column => row[column] ?? null),
})
