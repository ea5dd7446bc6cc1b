import type { Cell, Queryable, TableWrite } from '../../domain/kernel/projection.ts'

export interface TableShape<C extends string> {
  readonly table: string
  readonly columns: readonly C[]
  readonly key: readonly C[]
}

export type RowOf<C extends string> = Readonly<Record<C, Cell>>

/** A small table kept in memory beside the database: what the next event of its row has to know. */
export interface HeldTable<C extends string> {
  /** @param key cells in the order of the shape's key */
  get(...key: readonly Cell[]): RowOf<C> | undefined
  /** All of them, in no order that counts. */
  rows(): IterableIterator<RowOf<C>>
  put(row: RowOf<C>): void
  remove(...key: readonly Cell[]): void
  /** What has changed since the last call: each row once, however often it changed. */
  takeWrites(): TableWrite | undefined
}

/** PostgreSQL cannot store the character NUL in a text. */
const storable = (cell: Cell): Cell => (typeof cell === 'string' ? cell.replaceAll('\0', '\uFFFD') : cell)

/** @param sql whose search_path holds the table; everything in it is read */
export async function holdTable<C extends string>(sql: Queryable, shape: TableShape<C>): Promise<HeldTable<C>> {
  const { table, columns, key } = shape
  const nameOf = (cells: readonly Cell[]) => JSON.stringify(cells.map(storable))
  const keyOf = (row: RowOf<C>) => key.map(column => row[column])
  const loaded = await sql.query<Record<C, Cell>>(`select ${columns.join(', ')} from ${table}`)
  const rows = new Map(loaded.rows.map(row => [nameOf(keyOf(row)), row as RowOf<C>]))
  const stored = new Set(rows.keys())
  const changed = new Map<string, readonly Cell[]>()

  const change = (cells: readonly Cell[]) => {
    const name = nameOf(cells)
    changed.set(name, cells.map(storable))
    return name
  }
  const cellsOf = (row: RowOf<C>) => columns.map(column => storable(row[column]))

  return {
    get: (...cells) => rows.get(nameOf(cells)),
    rows: () => rows.values(),
    put: row => void rows.set(change(keyOf(row)), row),
    remove: (...cells) => void rows.delete(change(cells)),
    takeWrites() {
      const insert: (readonly Cell[])[] = []
      const replace: (readonly Cell[])[] = []
      const remove: (readonly Cell[])[] = []
      for (const [name, cells] of changed) {
        const row = rows.get(name)
        if (row) (stored.has(name) ? replace : insert).push(cellsOf(row))
        else if (stored.has(name)) remove.push(cells)
        if (row) stored.add(name)
        else stored.delete(name)
      }
      changed.clear()
      return insert.length + replace.length + remove.length > 0
        ? { table, columns, key, insert, replace, remove }
        : undefined
    },
  }
}
