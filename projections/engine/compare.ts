import type { Pool } from 'pg'
import { quote } from './copy.ts'

/** Rows of a table that only one of two builds has. A changed row counts on both sides. */
export interface TableDifference {
  readonly table: string
  readonly onlyOld: number
  readonly onlyNew: number
}

/** What readers would see change by a switch. Tables that only one build has, or whose columns differ, are left out. */
export async function compareWithLive(pool: Pool, live: string, built: string): Promise<TableDifference[]> {
  const { rows } = await pool.query<{ table: string; columns: string[] }>(
    `SELECT table_name AS table, array_agg(quote_ident(column_name) || CASE data_type WHEN 'json' THEN '::text' ELSE '' END) AS columns
     FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
     WHERE table_schema IN ($1, $2) AND table_type = 'BASE TABLE'
     GROUP BY table_name
     HAVING count(*) = 2 * count(DISTINCT (column_name, data_type))
     ORDER BY table_name`,
    [live, built],
  )
  const differences: TableDifference[] = []
  for (const { table, columns } of rows) {
    const rowsOf = (schema: string) =>
      `SELECT ${columns.filter(distinct).join(', ')} FROM ${quote(schema)}.${quote(table)}`
    const { rows: counts } = await pool.query<{ onlyOld: number; onlyNew: number }>(
      `SELECT (SELECT count(*)::int FROM (${rowsOf(live)} EXCEPT ALL ${rowsOf(built)}) AS a) AS "onlyOld",
              (SELECT count(*)::int FROM (${rowsOf(built)} EXCEPT ALL ${rowsOf(live)}) AS b) AS "onlyNew"`,
    )
    const [count] = counts
    if (count) differences.push({ table, ...count })
  }
  return differences
}

const distinct = (column: string, at: number, all: readonly string[]) => all.indexOf(column) === at
