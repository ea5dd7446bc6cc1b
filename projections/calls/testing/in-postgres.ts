import type { Pool, PoolClient } from 'pg'
import type { Cell } from '../../../domain/kernel/projection.ts'
import { writtenAlone } from '../../engine/testing/written-alone.ts'
import { tableWriter } from '../../engine/write.ts'
import type { TestLog } from './log.ts'
import { calls } from '../calls.ts'
import { foldOver } from '../fold.ts'
import { storedTables } from '../stored-tables.ts'
import { roomy, type Cutting } from './folding.ts'

/** Makes the projection's tables, empty, in the schema that readers use. */
export async function emptyTables(client: PoolClient): Promise<void> {
  await client.query(`drop schema if exists calls cascade; create schema calls`)
  await client.query('set search_path to calls')
  await client.query(calls.tables)
}

/** Folds the log into real tables, by the projection's own SQL and the engine's own way of writing. */
export async function foldInto(client: PoolClient, log: TestLog, cutting: Cutting): Promise<void> {
  await emptyTables(client)
  const write = tableWriter(client)
  const { events } = log
  const open = () => foldOver(storedTables(client), log, cutting.capacity ?? roomy)
  let fold = await open()
  for (let from = 0, page = 0; from < events.length; page++) {
    if (cutting.reopen?.(page)) fold = await open()
    const size = Math.max(1, cutting.sizes[page % cutting.sizes.length] ?? 1)
    await write(writtenAlone(await fold.page(events.slice(from, from + size))))
    from += size
  }
}

/** As MemoryTables.dump: rows as cells, in the order of their columns. */
export async function dumpOf(client: PoolClient): Promise<Readonly<Record<string, readonly (readonly Cell[])[]>>> {
  const { rows: tables } = await client.query<{ name: string }>(
    `select table_name as name from information_schema.tables
     where table_schema = 'calls' and table_type = 'BASE TABLE' order by 1`,
  )
  const dump: Record<string, readonly (readonly Cell[])[]> = {}
  for (const { name } of tables) {
    const { rows } = await client.query<Record<string, Cell>>(`select * from ${name}`)
    if (rows.length > 0) dump[name] = rows.map(row => Object.values(row))
  }
  return dump
}

export async function withClient<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    return await work(client)
  } finally {
    client.release()
  }
}
