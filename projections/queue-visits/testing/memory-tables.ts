import type { Cell, TableWrite } from '../../../domain/kernel/projection.ts'

type Row = readonly Cell[]

export type RecordOf = Readonly<Record<string, Cell>>

/** Tables that take writes as the engine's do, and complain where a database would. */
export interface MemoryTables {
  apply(writes: readonly TableWrite[]): void
  removeWhere(table: string, isGone: (row: RecordOf) => boolean): void
  /** Rows of a table as records. */
  rows(table: string): readonly RecordOf[]
  /** Everything, in an order that does not depend on how it came in. Tables that were never written are absent. */
  dump(): Readonly<Record<string, readonly Row[]>>
}

export function memoryTables(): MemoryTables {
  const tables = new Map<string, { readonly columns: readonly string[]; readonly rows: Map<string, Row> }>()

  function write({ table, columns, key, insert, replace, remove }: TableWrite): void {
    const known = tables.get(table) ?? { columns, rows: new Map<string, Row>() }
    tables.set(table, known)
    const places = key.map(column => columns.indexOf(column))
    const keyOf = (row: Row) => JSON.stringify(places.map(place => row[place]))
    for (const gone of remove) known.rows.delete(JSON.stringify(gone))
    for (const row of insert) {
      if (row.length !== columns.length) throw new Error(`${table}: ${row.length} cells for ${columns.length} columns`)
      if (known.rows.has(keyOf(row))) throw new Error(`${table}: ${keyOf(row)} is there already`)
      known.rows.set(keyOf(row), structuredClone(row))
    }
    for (const row of replace) known.rows.set(keyOf(row), structuredClone(row))
  }

  return {
    apply: writes => writes.forEach(write),

    removeWhere(table, isGone) {
      const found = tables.get(table)
      for (const [key, row] of found?.rows ?? [])
        if (isGone(recordOf(found?.columns ?? [], row))) found?.rows.delete(key)
    },

    rows(table) {
      const found = tables.get(table)
      if (!found) return []
      return [...found.rows.values()].map(row => recordOf(found.columns, row))
    },

    dump: () =>
      Object.fromEntries(
        [...tables]
          .filter(([, { rows }]) => rows.size > 0)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([table, { rows }]) => [table, [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)]),
      ),
  }
}

const recordOf = (columns: readonly string[], row: Row): RecordOf =>
  Object.fromEntries(columns.map((column, index) => [column, row[index] ?? null]))
