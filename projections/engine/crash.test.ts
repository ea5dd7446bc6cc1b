import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { createPool } from '../../infra/postgres/pool.ts'
import { freshDatabase, type TestDatabase } from '../../infra/testing/database.ts'
import { game, tally } from './testing/tally.ts'
import { append, contentsOf, engineOn, eventually } from './testing/workbench.ts'

const store: EventStore = createMemoryEventStore()
/** Most of an attempt is waiting: for a connection, for the server to notice that one is gone, for the engine to try again. */
const attemptsAtOnce = 4
let databases: readonly TestDatabase[]
let expected: Record<string, string[]>

beforeAll(async () => {
  databases = await Promise.all(Array.from({ length: attemptsAtOnce }, () => freshDatabase('engine')))
  await append(store, game(60))
  const [database] = databases
  await engineOn(database!.pool, store).catchUp()
  expected = await contentsOf(database!.pool, 'tally')
})
afterAll(() => Promise.all(databases.map(database => database.drop())))

type Moment = 'before' | 'after'

/** A pool whose sessions lose their connection once, before or after the n-th statement is carried out. */
function breakingPool(database: TestDatabase, killAt: number, moment: Moment) {
  const pool = createPool(database.url)
  const Base = pool.options.Client as unknown as typeof pg.Client
  let statements = 0
  class Breaking extends Base {
    // pg's query has a dozen overloads; this one passes everything on.
    override query = ((...given: unknown[]) => {
      statements++
      const { stream } = this.connection
      if (statements === killAt && moment === 'before') stream.destroy()
      const result = (super.query as (...all: unknown[]) => unknown).apply(this, given)
      if (statements !== killAt || moment === 'before') return result
      if (!(result instanceof Promise)) {
        // A COPY: the connection breaks while the rows are on their way.
        setImmediate(() => stream.destroy())
        return result
      }
      return result.then(() => {
        stream.destroy()
        throw new Error('Connection terminated unexpectedly')
      })
    }) as pg.Client['query']
  }
  Object.assign(pool.options, { Client: Breaking })
  return { pool, wasReached: () => statements >= killAt }
}

async function forget({ pool }: TestDatabase): Promise<void> {
  const { rows } = await pool.query<{ schema: string }>('DELETE FROM engine.build RETURNING schema_name AS schema')
  for (const { schema } of rows) await pool.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`)
}

/**
 * Attempts with the connection broken at the first statement, at the second, and so on, until one ends without having had so many.
 * Several go on at once, each on a database of its own.
 * @param attempt says whether the statement was reached
 * @returns how many statements were
 */
async function atEveryStatement(
  attempt: (database: TestDatabase, killAt: number) => Promise<boolean>,
  step = 1,
): Promise<number> {
  let next = 1
  let reached = 0
  let isOver = false
  const takeTurns = async (database: TestDatabase) => {
    while (!isOver) {
      const killAt = next
      next += step
      if (await attempt(database, killAt)) reached++
      else isOver = true
    }
  }
  const stop = (error: unknown) => {
    isOver = true
    throw error
  }
  await Promise.all(databases.map(database => takeTurns(database).catch(stop)))
  return reached
}

test.each<Moment>(['before', 'after'])(
  'a connection that breaks %s any statement of a catch-up costs nothing: the engine goes on and the tables are the same',
  async moment => {
    const statements = await atEveryStatement(async (database, killAt) => {
      await forget(database)
      const { pool, wasReached } = breakingPool(database, killAt, moment)
      await engineOn(pool, store, { pageSize: 16 }).catchUp()
      await pool.end()
      expect(await contentsOf(database.pool, 'tally'), `statement ${killAt}`).toEqual(expected)
      return wasReached()
    })
    expect(statements).toBeGreaterThan(30)
  },
)

test.each<Moment>(['before', 'after'])(
  'a rebuild whose connection breaks %s any statement leaves readers what they had, and the next one succeeds',
  async moment => {
    for (const database of databases) {
      await forget(database)
      await engineOn(database.pool, store).catchUp()
    }
    let failures = 0
    await atEveryStatement(async (database, killAt) => {
      const { pool, wasReached } = breakingPool(database, killAt, moment)
      const outcome = await engineOn(pool, store, { pageSize: 16 })
        .rebuild('tally')
        .then(
          () => 'done',
          () => 'failed',
        )
      await pool.end()
      if (outcome === 'failed') failures++
      expect(await contentsOf(database.pool, 'tally'), `statement ${killAt}`).toEqual(expected)
      return wasReached()
    })
    expect(failures).toBeGreaterThan(30)
    for (const { pool } of databases) {
      await engineOn(pool, store).rebuild('tally')
      const { rows } = await pool.query(`SELECT status FROM engine.build WHERE projection = 'tally'`)
      expect(rows).toEqual([{ status: 'live' }])
    }
  },
)

test('an upgrade to a new version that is interrupted anywhere is continued, not begun again', async () => {
  const raised = { ...tally, version: 2 }
  const builds = new Set<number>()
  await atEveryStatement(async (database, killAt) => {
    await forget(database)
    await engineOn(database.pool, store).catchUp()
    const { pool, wasReached } = breakingPool(database, killAt, 'after')
    const [status] = await engineOn(pool, store, { pageSize: 16, projections: [raised] }).catchUp()
    await pool.end()
    expect(status, `statement ${killAt}`).toMatchObject({ version: 2, state: 'live', lag: 0 })
    builds.add(status!.build)
    expect(await contentsOf(database.pool, 'tally'), `statement ${killAt}`).toEqual(expected)
    return wasReached()
  }, 2)
  expect([...builds]).toEqual([2])
})

test('a build that is to wait, and loses its connection anywhere, waits with its comparison or is gone', async () => {
  const ends = new Set<string>()
  await atEveryStatement(async (database, killAt) => {
    await forget(database)
    await engineOn(database.pool, store).catchUp()
    const { pool, wasReached } = breakingPool(database, killAt, 'after')
    await engineOn(pool, store, { pageSize: 16 })
      .rebuild('tally', { end: 'keep' })
      .catch(() => undefined)
    await pool.end()
    await eventually(async () => {
      await engineOn(database.pool, store).catchUp()
      const { rows } = await database.pool.query<{ found: string }>(
        `SELECT concat_ws(' ',
           (SELECT string_agg(status, ' ' ORDER BY build) FROM engine.build),
           (SELECT count(*) FROM engine.restatement), (SELECT count(*) FROM pg_namespace WHERE nspname ~ '^tally')) AS found`,
      )
      const found = rows[0]?.found ?? ''
      ends.add(found)
      return found === 'live 0 1' || found === 'live kept 1 2'
    })
    expect(await contentsOf(database.pool, 'tally'), `statement ${killAt}`).toEqual(expected)
    return wasReached()
  }, 4)
  expect([...ends]).toEqual(expect.arrayContaining(['live 0 1', 'live kept 1 2']))
})
