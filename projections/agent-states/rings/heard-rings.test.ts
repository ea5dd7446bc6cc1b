import fc from 'fast-check'
import type { PoolClient } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readAgents, rowsOf } from '../../../domain/agents/testing/read-agents.ts'
import { textOfState } from '../../../domain/agents/state.ts'
import { freshDatabase, type TestDatabase } from '../../../infra/testing/database.ts'
import type { MemoryTables } from '../../queue-visits/testing/memory-tables.ts'
import { intervalsOfText } from '../figures/activity-text.ts'
import { arbitraryLog, eventOf, type Told } from '../testing/arbitrary-log.ts'
import { cramped, folded, logOf, roomy, siteRegistered, type Cutting } from '../testing/folding.ts'
import { dumpOf, foldInto } from '../testing/in-postgres.ts'

const arbitraryCutting: fc.Arbitrary<Cutting> = fc.record({
  sizes: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 }),
  reopen: fc.constantFrom(
    () => false,
    () => true,
    (page: number) => page % 3 === 0,
  ),
  capacity: fc.constantFrom(roomy, cramped),
})

/** The states as the plain reading of everything has them: whole lives at once, rings from all events at once. */
function expected(log: readonly Told[]) {
  const placed = log.map((told, index) => ({ told, position: index + 2 }))
  const rows = placed.flatMap(({ told, position }) => ('row' in told ? [{ ...told.row, position }] : []))
  const events = placed.flatMap(({ told, position }) =>
    'heard' in told && told.heard.kind === 'event' ? [{ ...told.heard.event, position }] : [],
  )
  const gaps = log.flatMap(told => ('heard' in told && told.heard.kind === 'gap' ? [told.heard.gap] : []))
  const lives = [...readAgents(rows, new Map(), { events, gaps })].filter(([, { exit }]) => exit.firstSign !== null)
  return {
    states: lives.map(([agent, { exit }]) => ({ agent, state: textOfState(exit) })),
    intervals: lives.flatMap(([agent, { effects }]) => rowsOf(effects, 'interval').map(row => ({ agent, ...row }))),
    sessions: lives.flatMap(([agent, { effects }]) => rowsOf(effects, 'session').map(row => ({ agent, ...row }))),
  }
}

function found(tables: MemoryTables) {
  return {
    states: tables.rows('agent_now').map(row => ({ agent: row['agent'], state: row['agent_state'] })),
    intervals: tables.rows('activity').flatMap(row =>
      intervalsOfText(row['intervals'] as string, row['start_us'] as number).map(each => ({
        agent: row['agent'],
        ...each,
      })),
    ),
    sessions: tables
      .rows('session')
      .map(row => ({ agent: row['agent'], from: row['from_us'], to: row['to_us'], line: row['line'] })),
  }
}

const sorted = (rows: readonly object[]) => rows.map(row => JSON.stringify(row)).sort()

test('states with rings that were heard are those of the plain reading, in whatever order it all came and however it was cut', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryLog, arbitraryCutting, async (log, cutting) => {
      const tables = await folded(await logOf([siteRegistered(), ...log.map(eventOf)]), cutting)
      const [is, should] = [found(tables), expected(log)]
      for (const kind of ['intervals', 'sessions', 'states'] as const)
        expect(sorted(is[kind]), kind).toEqual(sorted(should[kind]))
    }),
    { numRuns: 400 },
  )
})

test('the tables are the same, row for row, for pages of any size, reopened anywhere', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryLog, arbitraryCutting, async (log, cutting) => {
      const store = await logOf([siteRegistered(), ...log.map(eventOf)])
      expect((await folded(store, cutting)).dump()).toEqual((await folded(store, { sizes: [1e6] })).dump())
    }),
    { numRuns: 200 },
  )
})

test('rings that were heard are really there: many arbitrary logs have some in their states', () => {
  const logs = fc.sample(arbitraryLog, { numRuns: 200, seed: 7 })
  const withRings = logs.filter(
    log => log.some(told => 'heard' in told) && ringing(log) !== ringing(log.filter(told => 'row' in told)),
  )
  expect(withRings.length).toBeGreaterThan(20)
})

const ringing = (log: readonly Told[]): number =>
  expected(log)
    .intervals.filter(({ state }) => state === 'RINGING')
    .reduce((sum, { from, to }) => sum + to - from, 0)

let database: TestDatabase
let client: PoolClient

beforeAll(async () => {
  database = await freshDatabase()
  client = await database.pool.connect()
})

afterAll(async () => {
  client.release()
  await database.drop()
})

/** jsonb has its own way of writing. */
const plain = (dump: Readonly<Record<string, readonly (readonly unknown[])[]>>) =>
  Object.fromEntries(
    Object.entries(dump).map(([table, rows]) => [
      table,
      rows
        .map(row =>
          JSON.stringify(
            row.map(cell =>
              typeof cell === 'string' && /^\[(\]|\{"queue")/.test(cell) ? (JSON.parse(cell) as unknown) : cell,
            ),
          ),
        )
        .sort(),
    ]),
  )

test('real tables hold what the same fold makes in memory', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryLog, arbitraryCutting, async (log, cutting) => {
      const store = await logOf([siteRegistered(), ...log.map(eventOf)])
      const should = (await folded(store, { sizes: [1e6] })).dump()
      await foldInto(client, store, cutting)
      expect(plain(await dumpOf(client))).toEqual(plain(should))
    }),
    { numRuns: 30 },
  )
})
