import { createHash } from 'node:crypto'
import type { Pool, PoolClient } from 'pg'
import type { RecordedEvent } from '../../domain/kernel/event.ts'
import type { Cell, Fold, Projection } from '../../domain/kernel/projection.ts'
import { writtenAlone } from '../engine/testing/written-alone.ts'
import { tableWriter } from '../engine/write.ts'

/**
 * Gives a test the schema with these tables, and no row in them. Those of an earlier test are emptied by row, since a test has
 * few rows, and tables are dear to make.
 * @param tables statements that make them, with names without a schema
 */
export async function emptySchema(sql: Pool | PoolClient, schema: string, tables: string): Promise<void> {
  const sign = createHash('sha256').update(tables).digest('hex')
  const made = await madeTables(sql, schema)
  if (made && made.sign === signOf(sign, made.tables)) {
    await sql.query(made.tables.map(table => `delete from ${schema}.${table};`).join(''))
    return
  }
  await sql.query(
    `drop schema if exists ${schema} cascade; create schema ${schema}; set local search_path to ${schema}; ${tables}`,
  )
  const now = await madeTables(sql, schema)
  await sql.query(`comment on schema ${schema} is '${signOf(sign, now?.tables ?? [])}'`)
}

/** Tells also whether a test has dropped one of them. */
const signOf = (sign: string, tables: readonly string[]): string => `${sign} ${tables.join()}`

async function madeTables(sql: Pool | PoolClient, schema: string) {
  const { rows } = await sql.query<{ sign: string | null; tables: readonly string[] }>(
    `select obj_description(oid, 'pg_namespace') as sign,
       array(select relname::text from pg_class where relnamespace = namespace.oid and relkind = 'r' order by 1) as tables
     from pg_namespace as namespace where nspname = $1`,
    [schema],
  )
  return rows[0]
}

/** Gives a test the projection's tables, empty, in the schema that readers use; it is the one that names without a schema are looked up in. */
export async function makeTables(client: PoolClient, { name, tables }: Projection): Promise<void> {
  await emptySchema(client, name, tables)
  await client.query(`set search_path to ${name}`)
}

/** How a log is cut: sizes of the pages, over and over, and before which of them the fold is opened anew from its tables. */
interface PageCutting {
  readonly sizes: readonly number[]
  readonly reopen?: (page: number) => boolean
}

/** Folds events into the tables, by the projection's own SQL and the engine's own way of writing. */
export async function foldPages(
  client: PoolClient,
  events: readonly RecordedEvent[],
  { sizes, reopen }: PageCutting,
  open: () => Promise<Fold>,
): Promise<void> {
  const write = tableWriter(client)
  let fold = await open()
  for (let from = 0, page = 0; from < events.length; page++) {
    if (reopen?.(page)) fold = await open()
    const size = Math.max(1, sizes[page % sizes.length] ?? 1)
    const writes = await fold.page(events.slice(from, from + size))
    await write(writtenAlone([...writes, ...(fold.keptBack?.() ?? [])]))
    from += size
  }
}

export type Dump = Readonly<Record<string, readonly (readonly Cell[])[]>>

/** All tables of a projection: rows as cells, without the tables that are empty. */
export async function dumpTables(client: PoolClient, { name: schema }: Projection): Promise<Dump> {
  const { rows: tables } = await client.query<{ name: string }>(
    `select table_name as name from information_schema.tables
     where table_schema = $1 and table_type = 'BASE TABLE' order by 1`,
    [schema],
  )
  const dump: Record<string, readonly (readonly Cell[])[]> = {}
  for (const { name } of tables) {
    const { rows } = await client.query<Record<string, Cell>>(`select * from ${schema}.${name}`)
    if (rows.length > 0) dump[name] = rows.map(row => Object.values(row))
  }
  return dump
}

/** The rows of each table as text, in one order whatever they were written in: equal for equal tables. */
export const textOf = (dump: Dump): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(Object.entries(dump).map(([table, rows]) => [table, rows.map(row => JSON.stringify(row)).sort()]))

export async function withClient<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    return await work(client)
  } finally {
    client.release()
  }
}
