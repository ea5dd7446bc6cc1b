import type { ClientBase } from 'pg'
import { isLength, type Comparison, type Sums } from '../../domain/kernel/comparison.ts'
import { messageOf } from '../../domain/kernel/error-message.ts'
import type { Position } from '../../domain/kernel/event.ts'
import type { Projection } from '../../domain/kernel/projection.ts'
import { quote } from './copy.ts'
import restatedCalls from './sql/restated-calls.sql'
import restatedFigures from './sql/restated-figures.sql'

/** Rows of a table that only one of two builds has. A changed row counts on both sides. */
export interface TableDifference {
  readonly table: string
  readonly onlyOld: number
  readonly onlyNew: number
}

/** A build as it is compared: where its tables are, and what they were filled by. */
export interface ComparedBuild {
  readonly build: number
  readonly version: number
  readonly schema: string
}

/** [before, after] by figure. */
type Pairs = Readonly<Record<string, readonly [number | null, number | null]>>

interface Found {
  readonly totals: Pairs
  readonly figures: number
  readonly calls: number
}

const groupsAtOnce = 5000
/** A column or table that only one of the two has, or with other types: their figures cannot be laid side by side. */
const unlikeTables = new Set(['42703', '42P01', '42804', '42883'])

/**
 * Writes down what readers would see change by a switch (engine.restatement). The caller's transaction sees both builds at the
 * same position of the log.
 */
export async function compareBuilds(
  client: ClientBase,
  { name, comparison }: Projection,
  live: ComparedBuild,
  built: ComparedBuild,
  position: Position,
): Promise<void> {
  const key = [name, built.build]
  await client.query('DELETE FROM engine.restatement WHERE projection = $1 AND build = $2', key)
  const tables = await differentRows(client, live.schema, built.schema)
  await client.query(
    `INSERT INTO engine.restatement
       (projection, build, build_before, version_before, version_after, position, tables, totals, figures, calls)
     VALUES ($1, $2, $3, $4, $5, $6, $7, '{}', 0, 0)`,
    [...key, live.build, live.version, built.version, position, JSON.stringify(tables)],
  )
  if (!comparison) return
  await client.query('SAVEPOINT compared')
  try {
    const { totals, figures, calls } = await compareFigures(client, comparison, live, built, key)
    await client.query(
      'UPDATE engine.restatement SET totals = $3, figures = $4, calls = $5 WHERE projection = $1 AND build = $2',
      [...key, JSON.stringify(totals), figures, calls],
    )
  } catch (error) {
    if (!unlikeTables.has((error as { code?: string }).code ?? '')) throw error
    await client.query('ROLLBACK TO compared')
    const problem =
      `the tables of version ${live.version} and of version ${built.version} are not alike, so only rows were counted: ` +
      messageOf(error)
    await client.query('UPDATE engine.restatement SET problem = $3 WHERE projection = $1 AND build = $2', [
      ...key,
      problem,
    ])
  }
}

async function compareFigures(
  client: ClientBase,
  comparison: Comparison,
  live: ComparedBuild,
  built: ComparedBuild,
  key: readonly unknown[],
): Promise<Found> {
  const of = (statement: string, { schema }: ComparedBuild) => statement.replaceAll('{schema}', () => quote(schema))
  const both = (query: string, statement: string) =>
    query.replace('{before}', () => of(statement, live)).replace('{after}', () => of(statement, built))
  const totalsOf = (build: ComparedBuild) => sumUp(client, of(comparison.figures, build))
  const before = await totalsOf(live)
  const pairs = pairing(comparison, Object.keys(before))
  const totals = pairs(before, await totalsOf(built))
  const figures = await keepFigures(client, pairs, both(restatedFigures, comparison.figures), key)
  const { rowCount } = await client.query(both(restatedCalls, comparison.calls), [...key])
  return { totals, figures, calls: rowCount ?? 0 }
}

type SumRow = Readonly<Record<string, number>>

/** Of all groups. */
async function sumUp(client: ClientBase, statement: string): Promise<SumRow> {
  const { fields } = await client.query(`SELECT * FROM (${statement}) AS sums LIMIT 0`)
  const names = fields.map(({ name }) => name).filter(name => !['site', 'name', 'start_us'].includes(name))
  const sums = names.map(name => `coalesce(sum(${quote(name)}), 0)::bigint AS ${quote(name)}`).join(', ')
  const { rows } = await client.query<SumRow>(`SELECT ${sums} FROM (${statement}) AS sums`)
  return rows[0] ?? {}
}

interface GroupRow {
  readonly site: string
  readonly name: string
  readonly start_us: number
  readonly before: SumRow | null
  readonly after: SumRow | null
}

/** @returns how many groups differ */
async function keepFigures(
  client: ClientBase,
  pairs: Pairing,
  different: string,
  key: readonly unknown[],
): Promise<number> {
  await client.query(`DECLARE different NO SCROLL CURSOR FOR ${different}`)
  let kept = 0
  for (;;) {
    const { rows } = await client.query<GroupRow>(`FETCH ${groupsAtOnce} FROM different`)
    if (rows.length === 0) break
    const groups = rows.map(({ site, name, start_us, before, after }, index) => ({
      seq: kept + index + 1,
      site,
      name,
      start_us,
      differences: onlyDifferent(pairs(before ?? {}, after ?? {})),
    }))
    await client.query(
      `INSERT INTO engine.restated_figure (projection, build, seq, site, name, start_us, differences)
       SELECT $1, $2, * FROM json_to_recordset($3) AS one
         (seq bigint, site text, name text, start_us bigint, differences json)`,
      [...key, JSON.stringify(groups)],
    )
    kept += rows.length
  }
  await client.query('CLOSE different')
  return kept
}

type Pairing = (before: SumRow, after: SumRow) => Pairs

/** @param names of the sums, in the order in which they are shown */
const pairing =
  ({ ratios }: Comparison, names: readonly string[]): Pairing =>
  (before, after) => {
    const ratiosBefore = ratios?.(sumsOf(before)) ?? {}
    const ratiosAfter = ratios?.(sumsOf(after)) ?? {}
    return Object.fromEntries([
      ...names.map(name => [name, [shown(name, before[name]), shown(name, after[name])] as const] as const),
      ...Object.keys(ratiosAfter).map(
        name => [name, [ratiosBefore[name] ?? null, ratiosAfter[name] ?? null] as const] as const,
      ),
    ])
  }

const sumsOf =
  (row: SumRow): Sums =>
  figure =>
    row[figure] ?? 0

const shown = (name: string, sum = 0): number => (isLength(name) ? sum / 1_000_000 : sum)

const onlyDifferent = (pairs: Pairs): Pairs =>
  Object.fromEntries(Object.entries(pairs).filter(([, [before, after]]) => before !== after))

/** Tables that only one build has, or whose columns differ, are left out. */
async function differentRows(client: ClientBase, live: string, built: string): Promise<TableDifference[]> {
  const { rows } = await client.query<{ table: string; columns: string[] }>(
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
    const { rows: counts } = await client.query<{ onlyOld: number; onlyNew: number }>(
      `SELECT (SELECT count(*)::int FROM (${rowsOf(live)} EXCEPT ALL ${rowsOf(built)}) AS a) AS "onlyOld",
              (SELECT count(*)::int FROM (${rowsOf(built)} EXCEPT ALL ${rowsOf(live)}) AS b) AS "onlyNew"`,
    )
    const [count] = counts
    if (count) differences.push({ table, ...count })
  }
  return differences
}

const distinct = (column: string, at: number, all: readonly string[]) => all.indexOf(column) === at
