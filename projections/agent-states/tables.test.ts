import fc from 'fast-check'
import type { PoolClient } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Cell } from '../../domain/kernel/projection.ts'
import { freshDatabase, type TestDatabase } from '../../infra/testing/database.ts'
import { arbitraryRows } from '../../replay-tests/agents/arbitrary-rows.ts'
import { cramped, factOf, factsFrom, folded, logOf, roomy, siteRegistered } from './testing/folding.ts'
import { dumpOf, foldInto } from './testing/in-postgres.ts'

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

type Dump = Readonly<Record<string, readonly (readonly Cell[])[]>>

/** jsonb has its own way of writing; everything else is as it was written. */
const sorted = (dump: Dump): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries(dump).map(([table, rows]) => [
      table,
      rows.map(row => JSON.stringify(row.map(cell => (cell === '[]' ? [] : parsedQueues(cell))))).sort(),
    ]),
  )

const parsedQueues = (cell: Cell): unknown =>
  typeof cell === 'string' && cell.startsWith('[{"queue"') ? JSON.parse(cell) : cell

test('real tables hold what the same fold makes in memory, however the log is cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      arbitraryRows(),
      fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 }),
      fc.constantFrom(roomy, cramped),
      async (rows, sizes, capacity) => {
        const store = await logOf([siteRegistered(), ...rows.map(factOf)])
        const expected = (await folded(store, { sizes: [1e6] })).dump()
        await foldInto(client, store, { sizes, capacity, reopen: page => page % 3 === 2 })
        expect(sorted(await dumpOf(client))).toEqual(sorted(expected))
      },
    ),
    { numRuns: 30 },
  )
})

const morning = `
  time | callid  | queue | agent      | event               | data
  0    | NONE    | NONE  | Agent/8001 | AGENTCALLBACKLOGIN  | 1001@default
  600  | NONE    | NONE  | Agent/8001 | PAUSEALL            | lunch
  1800 | NONE    | NONE  | Agent/8001 | UNPAUSEALL          |
  1900 | c1      | sales | Agent/8001 | RINGNOANSWER        | 5000
  2000 | c1      | sales | Agent/8001 | CONNECT             | 4|c1.2|3
  2100 | c1      | sales | Agent/8001 | BLINDTRANSFER       | 3002|default|4|100|1
  2100 | c1      | sales | Agent/8001 | WRAPUPSTART         | 30
  2500 | NONE    | NONE  | Agent/8001 | AGENTCALLBACKLOGOFF | 1001@default|2500|`

test('the views show intervals and calls row by row', async () => {
  await foldInto(client, await logOf([siteRegistered(), ...factsFrom(morning)]), { sizes: [3] })
  const seconds = (column: string) => `${column} / 1000000 as ${column.replace('_us', '')}`
  const { rows: intervals } = await client.query(
    `select ${seconds('from_us')}, ${seconds('to_us')}, state, reason, queue, call_id, logged_in from interval order by from_us`,
  )
  expect(intervals).toEqual([
    { from: 0, to: 600, state: 'READY', reason: null, queue: null, call_id: null, logged_in: true },
    { from: 600, to: 1800, state: 'PAUSED', reason: 'lunch', queue: null, call_id: null, logged_in: true },
    { from: 1800, to: 1895, state: 'READY', reason: null, queue: null, call_id: null, logged_in: true },
    { from: 1895, to: 1900, state: 'RINGING', reason: null, queue: 'sales', call_id: 'c1', logged_in: true },
    { from: 1900, to: 1997, state: 'READY', reason: null, queue: null, call_id: null, logged_in: true },
    { from: 1997, to: 2000, state: 'RINGING', reason: null, queue: 'sales', call_id: 'c1', logged_in: true },
    { from: 2000, to: 2100, state: 'TALKING', reason: null, queue: 'sales', call_id: 'c1', logged_in: true },
    { from: 2100, to: 2130, state: 'WRAP_UP', reason: null, queue: 'sales', call_id: 'c1', logged_in: true },
    { from: 2130, to: 2500, state: 'READY', reason: null, queue: null, call_id: null, logged_in: true },
  ])
  const { rows: calls } = await client.query(
    `select ${['at_us', 'ring_us', 'talk_us', 'hold_us', 'wrap_up_us'].map(seconds).join(', ')}, outcome, queue, call_id, transfer
     from agent_call order by at_us`,
  )
  expect(calls).toEqual([
    {
      at: 1900,
      ring: 5,
      talk: null,
      hold: 0,
      wrap_up: 0,
      outcome: 'MISSED',
      queue: 'sales',
      call_id: 'c1',
      transfer: null,
    },
    {
      at: 2000,
      ring: 3,
      talk: 100,
      hold: 0,
      wrap_up: 30,
      outcome: 'ANSWERED',
      queue: 'sales',
      call_id: 'c1',
      transfer: 'BLIND',
    },
  ])
})

test('every table and column says what it holds', async () => {
  await foldInto(client, await logOf([siteRegistered()]), { sizes: [1] })
  const { rows } = await client.query<{ name: string }>(
    `select format('%s.%s', c.relname, a.attname) as name
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
     where c.relnamespace = 'agent_states'::regnamespace and c.relkind in ('r', 'v') and col_description(c.oid, a.attnum) is null
     union all
     select c.relname from pg_class c
     where c.relnamespace = 'agent_states'::regnamespace and c.relkind in ('r', 'v') and obj_description(c.oid) is null`,
  )
  expect(rows).toEqual([])
})
