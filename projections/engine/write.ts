import { createHash } from 'node:crypto'
import type { ClientBase } from 'pg'
import type { Cell } from '../../domain/kernel/projection.ts'
import { arrayLiteral } from './copy-text.ts'
import { copyChunks, copyRows, quote } from './copy.ts'
import type { GatheredWrite } from './gather.ts'

/** Types of the columns of a build's tables, asked for once a connection. */
type ColumnTypes = Map<string, ReadonlyMap<string, string>>

type Row = readonly Cell[]

/**
 * From here on DELETE and COPY are faster than INSERT ... ON CONFLICT (5,000 rows of 20 columns: 120,000 against 75,000
 * rows a second; a temporary table in between: 80,000). Below, the upsert is one round trip and lets PostgreSQL update
 * in place.
 */
const bulkRows = 500

/** Writes pages into the tables of the connection's search_path. The caller owns the transaction. */
export function tableWriter(client: ClientBase): (writes: readonly GatheredWrite[]) => Promise<void> {
  const types: ColumnTypes = new Map()
  const statements = new Map<string, string>()

  async function run(text: string, values: readonly string[]): Promise<void> {
    let name = statements.get(text)
    if (name === undefined) statements.set(text, (name = nameOf(text)))
    await client.query({ name, text, values: [...values] })
  }

  async function typesOf(table: string): Promise<ReadonlyMap<string, string>> {
    const known = types.get(table)
    if (known) return known
    const { rows } = await client.query<{ column: string; type: string }>(
      `SELECT attname AS column, format_type(atttypid, atttypmod) AS type FROM pg_attribute
       WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped`,
      [quote(table)],
    )
    const found = new Map(rows.map(({ column, type }) => [column, type]))
    types.set(table, found)
    return found
  }

  /** FROM clause that turns one array a column into rows, and the arrays. Arrays of arrays would be flattened: they travel as text. */
  async function rowsAsTable(table: string, columns: readonly string[], rows: readonly Row[]) {
    const known = await typesOf(table)
    const typed = columns.map(column => {
      const type = known.get(column)
      if (type === undefined) throw new Error(`table ${table} has no column ${column}`)
      return { column, type, isArray: type.endsWith('[]') }
    })
    const parameters = typed.map(({ type, isArray }, i) => `$${i + 1}::${isArray ? 'text' : type}[]`)
    const names = columns.map(quote).join(', ')
    const values = typed.map(({ isArray }, i) => columnLiteral(rows, i, isArray))
    const list = typed.map(({ column, type, isArray }) => `given.${quote(column)}${isArray ? `::${type}` : ''}`)
    return { from: `unnest(${parameters.join(', ')}) AS given (${names})`, list: list.join(', '), values }
  }

  async function remove(table: string, key: readonly string[], keys: readonly Row[]): Promise<void> {
    const { from, values } = await rowsAsTable(table, key, keys)
    const matches = key.map(column => `target.${quote(column)} = given.${quote(column)}`).join(' AND ')
    await run(`DELETE FROM ${quote(table)} AS target USING ${from} WHERE ${matches}`, values)
  }

  async function upsert({ table, columns, key }: GatheredWrite, rows: readonly Row[]): Promise<void> {
    const { from, list, values } = await rowsAsTable(table, columns, rows)
    const rest = columns.filter(column => !key.includes(column))
    const update = rest.map(column => `${quote(column)} = EXCLUDED.${quote(column)}`).join(', ')
    await run(
      `INSERT INTO ${quote(table)} (${columns.map(quote).join(', ')}) SELECT ${list} FROM ${from} ` +
        `ON CONFLICT (${key.map(quote).join(', ')}) DO ${update ? `UPDATE SET ${update}` : 'NOTHING'}`,
      values,
    )
  }

  async function replace(write: GatheredWrite, rows: readonly Row[]): Promise<void> {
    if (rows.length < bulkRows) return upsert(write, rows)
    await remove(
      write.table,
      write.key,
      rows.map(row => write.keyPlaces.map(i => row[i] ?? null)),
    )
    await copyRows(client, write.table, write.columns, rows)
  }

  return async writes => {
    for (const write of writes) {
      if (write.remove.length > 0) await remove(write.table, write.key, write.remove)
      if (write.insert.length > 0) await copyChunks(client, write.table, write.columns, write.insert)
      if (write.replace.length > 0) await replace(write, write.replace)
    }
  }
}

/** The same text has the same name on a connection, whoever prepared it. */
const nameOf = (text: string): string => `write_${createHash('sha256').update(text).digest('hex').slice(0, 32)}`

function columnLiteral(rows: readonly Row[], i: number, isArray: boolean): string {
  const cells = rows.map(row => row[i] ?? null)
  if (!isArray) return arrayLiteral(cells as readonly (string | number | boolean | null)[])
  return arrayLiteral(cells.map(cell => (cell === null ? null : arrayLiteral(cell as readonly (string | number)[]))))
}
