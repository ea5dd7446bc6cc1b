import type { Cell, TableWrite } from '../../domain/kernel/projection.ts'
import { copyText, type CopyText } from './copy-text.ts'

type Row = readonly Cell[]

/** What one or several pages change in a table: first `remove`, then `insert`, then `replace`. */
export interface GatheredWrite {
  readonly table: string
  readonly columns: readonly string[]
  readonly key: readonly string[]
  /** Places of the key among the columns. */
  readonly keyPlaces: readonly number[]
  readonly remove: readonly Row[]
  /** Rows in COPY's text format. */
  readonly insert: readonly Uint8Array[]
  /** Of each key one row, the last one said. */
  readonly replace: readonly Row[]
}

/**
 * The writes of page after page, to be written together: while much is taken in, statements and transactions would otherwise cost
 * more than rows. Rows are turned into bytes at once, so that the cells of many pages are not held.
 */
export interface Gathering {
  add(writes: readonly TableWrite[]): void
  /** Of the rows to insert. */
  bytes(): number
  /** In the order in which they are to be written: a table may come more than once. */
  tables(): readonly GatheredWrite[]
}

interface Table extends Pick<TableWrite, 'table' | 'columns' | 'key'> {
  readonly keyPlaces: readonly number[]
  readonly remove: Row[]
  readonly insert: CopyText
  readonly replace: Map<string, Row>
}

export function createGathering(): Gathering {
  const tables = new Map<string, Table>()
  const earlier: Table[] = []

  function tableOf(write: TableWrite): Table {
    const { table, columns, key } = write
    const known = tables.get(table)
    if (known && !overtakes(write, known)) return known
    if (known) earlier.push(known)
    const empty = { remove: [], insert: copyText(), replace: new Map<string, Row>() }
    const added: Table = { table, columns, key, keyPlaces: keyPlacesOf(write), ...empty }
    tables.set(table, added)
    return added
  }
  const all = () => [...earlier, ...tables.values()]

  return {
    add(writes) {
      for (const write of writes) {
        const { keyPlaces, remove, insert, replace } = tableOf(write)
        for (const row of write.remove) remove.push(row)
        for (const row of write.insert) insert.row(row)
        for (const row of write.replace) replace.set(nameOf(row, keyPlaces), row)
      }
    },

    bytes() {
      let bytes = 0
      for (const { insert } of all()) bytes += insert.bytes
      return bytes
    },

    tables: () =>
      all().map(table => ({
        ...table,
        insert: table.insert.take(),
        replace: [...table.replace.values()],
      })),
  }
}

/** Removed rows go first: a page that removes what an earlier one has written must come behind it. */
const overtakes = ({ remove }: TableWrite, { insert, replace }: Table): boolean =>
  remove.length > 0 && (insert.bytes > 0 || replace.size > 0)

function keyPlacesOf({ table, columns, key }: TableWrite): number[] {
  return key.map(column => {
    const at = columns.indexOf(column)
    if (at < 0) throw new Error(`a write to table ${table} lacks its key column ${column}`)
    return at
  })
}

function nameOf(row: Row, keyPlaces: readonly number[]): string {
  let name = ''
  for (const i of keyPlaces) name += `${String(row[i])}\u0000`
  return name
}
