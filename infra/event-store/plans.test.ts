import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../testing/database.ts'
import { noted } from './contract/helpers.ts'
import { spanClasses, tagKey } from './page.ts'
import { createPostgresEventStore } from './postgres.ts'
import pagesBackwards from './sql/pages-backwards.sql'
import pagesForwards from './sql/pages-forwards.sql'
import positionsTagged from './sql/positions-tagged.sql'
import positionsWithin from './sql/positions-within.sql'
import streamBackwards from './sql/stream-backwards.sql'
import streamForwards from './sql/stream-forwards.sql'
import typesBackwards from './sql/types-backwards.sql'
import typesForwards from './sql/types-forwards.sql'

let database: TestDatabase
const pages = 30_000

/** As many pages as events; a busy stream, a quiet one; two common types, a rare one. */
beforeAll(async () => {
  database = await freshDatabase('log')
  const store = createPostgresEventStore({ pool: database.pool })
  const events = Array.from({ length: pages }, (_, i) =>
    noted(i, { type: i % 2 ? 'A' : 'B', occurredAt: i * 1_000_000, tags: [`t${i % 5000}`] }),
  )
  await store.append([{ stream: 'quiet', expected: 'any', events: [noted('first', { type: 'Rare' })] }])
  await store.append([{ stream: 'busy', expected: 'any', events }])
  await store.append([{ stream: 'quiet', expected: 'any', events: [noted('last', { type: 'Rare' })] }])
  await database.pool.query('ANALYZE')
})
afterAll(() => database.drop())

interface Node {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly 'Rows Removed by Filter'?: number
  readonly Plans?: readonly Node[]
}

/** Rows of log.page that the plan touched. */
const touched = (node: Node): number =>
  (node['Relation Name'] === 'page'
    ? (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops']
    : 0) + (node.Plans ?? []).reduce((sum, child) => sum + touched(child), 0)

const middle = (pages / 2) * 1_000_000
const tenTags = Array.from({ length: 10 }, (_, i) => `t${70 + i}`)
const statements: Record<string, [text: string, types: string, values: string, rows: number]> = {
  'the log from the middle': [pagesForwards, 'bigint, bigint', `${pages / 2}, NULL`, 512],
  'the log at its end': [pagesForwards, 'bigint, bigint', `${pages + 2}, NULL`, 1],
  'the log back from its end': [pagesBackwards, 'bigint', 'NULL', 512],
  'a rare type': [typesForwards, 'bigint, bigint, text[]', `0, NULL, '{Rare}'`, 2],
  'a rare type from the middle': [typesForwards, 'bigint, bigint, text[]', `${pages / 2}, NULL, '{Rare}'`, 1],
  'common types': [typesForwards, 'bigint, bigint, text[]', `${pages / 2}, NULL, '{A,B,Rare}'`, 1025],
  'a rare type backwards': [typesBackwards, 'bigint, text[]', `NULL, '{Rare}'`, 2],
  'a busy stream from the middle': [streamForwards, 'text, bigint, bigint', `'busy', ${pages / 2}, NULL`, 512],
  'a quiet stream': [streamForwards, 'text, bigint, bigint', `'quiet', 0, NULL`, 2],
  'the end of a busy stream': [streamBackwards, 'text, bigint, bigint', `'busy', NULL, NULL`, 512],
  'the end of a quiet stream': [streamBackwards, 'text, bigint, bigint', `'quiet', NULL, NULL`, 2],
  'a minute of a busy stream': [
    positionsWithin,
    'text, bigint, bigint, bigint, smallint[], bigint[]',
    `'busy', ${middle}, ${middle + 60_000_000}, NULL, '{${spanClasses.map((_, i) => i).join()}}', '{${spanClasses.join()}}'`,
    122,
  ],
  'a tag': [positionsTagged, 'integer[], bigint', `'{${tagKey('t77')}}', NULL`, pages / 5000],
  'ten tags': [positionsTagged, 'integer[], bigint', `'{${tenTags.map(tagKey).join()}}', NULL`, (10 * pages) / 5000],
}

/**
 * A reader's second hit of the index for where its first page begins counts one or two rows besides.
 * Numbers, not timings: a plan that walks the log touches 30,000 rows.
 */
describe.each(['force_generic_plan', 'force_custom_plan'])('%s', mode => {
  test.each(Object.entries(statements))(
    '%s is read by the rows it has, not by walking the log',
    async (_, statement) => {
      const [text, types, values, rows] = statement
      const client = await database.pool.connect()
      await client.query(`SET plan_cache_mode = ${mode}; PREPARE read (${types}) AS ${text}`)
      const explained = await client.query<{ 'QUERY PLAN': [{ Plan: Node }] }>(
        `EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE read (${values})`,
      )
      client.release(true)
      expect(touched(explained.rows[0]!['QUERY PLAN'][0].Plan)).toBeLessThanOrEqual(rows * 2 + 4)
    },
  )
})
