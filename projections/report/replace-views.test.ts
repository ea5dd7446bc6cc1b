import { afterAll, beforeAll, expect, test } from 'vitest'
import { append, reporting, type Reporting } from '../xivo-stats/testing/reporting.ts'
import { withReplacedViews } from './replace-views.ts'
import { reportStatements } from './statements.ts'

let paris: Reporting
const reports = `reports_${process.pid}`

beforeAll(async () => {
  paris = await reporting(store =>
    append(store, {
      queueLog: `
        time | callid | queue | agent | event      | data
        0    | 1.1    | sales | NONE  | ENTERQUEUE | |0612345678|1
        5    | 1.1    | sales | NONE  | ABANDON    | 1|1|5`,
    }),
  )
  await paris.query(`CREATE ROLE ${reports} NOLOGIN`)
})

afterAll(async () => {
  await paris.query(`DROP OWNED BY ${reports}; DROP ROLE ${reports}`)
  await paris.drop()
})

async function makeAgain(): Promise<void> {
  for (const statement of reportStatements) await paris.database.pool.query(statement)
}

const columnsOf = async (view: string) =>
  (
    await paris.query(
      `SELECT attname AS name FROM pg_attribute WHERE attrelid = '${view}'::regclass AND attnum > 0 ORDER BY attnum`,
    )
  ).map(({ name }) => name)

const mayRead = async (role: string, view: string) =>
  (await paris.query(`SELECT has_table_privilege('${role}', '${view}', 'SELECT') AS it`))[0]?.['it']

test('a view of an older installation with other columns is made anew, with the rights on it and on what reads from it', async () => {
  const before = await columnsOf('xivo_stats.call_on_queue')
  const around = await columnsOf('xivo_stats.stat_queue_specific')
  await paris.query(`
    DROP VIEW xivo_stats.call_on_queue;
    CREATE VIEW xivo_stats.call_on_queue AS SELECT 'one'::text AS callid, 2 AS gone_since;
    GRANT SELECT ON xivo_stats.call_on_queue TO ringledger_reader, ${reports};
    DROP VIEW stats_parts.visit_length CASCADE;
    CREATE VIEW stats_parts.visit_length AS SELECT 1 AS something;
    CREATE VIEW xivo_stats.stat_queue_specific AS SELECT * FROM stats_parts.visit_length;
    GRANT SELECT ON xivo_stats.stat_queue_specific TO ${reports}`)
  await makeAgain()
  expect(await columnsOf('xivo_stats.call_on_queue')).toEqual(before)
  expect(await columnsOf('xivo_stats.stat_queue_specific')).toEqual(around)
  expect(await paris.query('SELECT callid, status FROM xivo_stats.call_on_queue')).toEqual([
    { callid: '1.1', status: 'abandoned' },
  ])
  for (const view of ['xivo_stats.call_on_queue', 'xivo_stats.stat_queue_specific'])
    for (const role of ['ringledger_reader', reports]) expect([view, await mayRead(role, view)]).toEqual([view, true])
  expect(await mayRead(reports, 'wazo_stats.stat_queue')).toBe(false)
  expect(await paris.query('SELECT name FROM stats_parts.kept_view')).toEqual([])
})

test('views that others made on ours are made again with owner and rights; those that do not fit any more are kept as text', async () => {
  await paris.query(`
    DROP VIEW wazo_stats.stat_queue CASCADE;
    CREATE VIEW wazo_stats.stat_queue AS SELECT 'sales'::varchar AS name, 7 AS renamed_since, 'paris'::text AS site;
    GRANT ringledger_reader TO ${reports};
    CREATE SCHEMA mine;
    CREATE VIEW mine.names AS SELECT name FROM wazo_stats.stat_queue;
    CREATE MATERIALIZED VIEW mine.counted AS SELECT count(*) AS n FROM mine.names;
    CREATE VIEW mine.broken AS SELECT renamed_since FROM wazo_stats.stat_queue;
    ALTER VIEW mine.names OWNER TO ${reports};
    GRANT SELECT ON mine.names TO PUBLIC`)
  await makeAgain()
  expect(await columnsOf('wazo_stats.stat_queue')).toContain('id')
  expect(await paris.query('SELECT name FROM mine.names')).toEqual([{ name: 'sales' }])
  expect(await paris.query('SELECT n::int FROM mine.counted')).toEqual([{ n: 1 }])
  expect(
    await paris.query(`SELECT viewowner AS o FROM pg_views WHERE schemaname = 'mine' AND viewname = 'names'`),
  ).toEqual([{ o: reports }])
  expect(await mayRead('ringledger_reader', 'mine.names')).toBe(true)
  expect(await paris.query('SELECT name, definition[1] AS text, problem FROM stats_parts.kept_view')).toEqual([
    {
      name: 'mine.broken',
      text: expect.stringContaining('renamed_since') as string,
      problem: expect.stringContaining('renamed_since') as string,
    },
  ])
  await paris.query('DROP SCHEMA mine CASCADE')
})

test('what could not be made again is tried again whenever the views are made', async () => {
  await paris.query(`
    DELETE FROM stats_parts.kept_view;
    INSERT INTO stats_parts.kept_view (number, name, definition, rights, problem)
    VALUES (1, 'public.later', ARRAY['CREATE VIEW public.later AS SELECT name FROM wazo_stats.stat_queue'], '{}', 'it did not fit')`)
  await makeAgain()
  expect(await paris.query('SELECT name FROM public.later')).toEqual([{ name: 'sales' }])
  expect(await paris.query('SELECT name FROM stats_parts.kept_view')).toEqual([])
  await paris.query('DROP VIEW public.later')
})

test('every view of the schemas for reports is made so that it can change its columns', () => {
  expect(reportStatements.join('\n').match(/^CREATE OR REPLACE VIEW .*/gm)).toBeNull()
  expect(() => withReplacedViews('CREATE OR REPLACE VIEW a.b AS\nSELECT $view$x$view$;\n')).toThrow('has the quote')
})
