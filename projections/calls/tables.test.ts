import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { NewEvent } from '../../domain/kernel/event.ts'
import type { Cell } from '../../domain/kernel/projection.ts'
import { freshDatabase, type TestDatabase } from '../../infra/testing/database.ts'
import { logOf } from './testing/log.ts'
import { arbitraryLog, recordedContacts } from './testing/arbitrary-log.ts'
import { cramped, folded, roomy } from './testing/folding.ts'
import { dumpOf, emptyTables, foldInto, withClient } from './testing/in-postgres.ts'
import { calls } from './calls.ts'

let database: TestDatabase
let contacts: readonly (readonly NewEvent[])[] = []

beforeAll(async () => {
  database = await freshDatabase()
  contacts = await recordedContacts()
}, 120_000)

afterAll(() => database.drop())

type Dump = Readonly<Record<string, readonly (readonly Cell[])[]>>

const sorted = (dump: Dump): Dump =>
  Object.fromEntries(
    Object.entries(dump).map(([table, rows]) => [
      table,
      rows.map(row => JSON.stringify(row)).sort((a, b) => (a < b ? -1 : 1)) as unknown as Cell[][],
    ]),
  )

test('real tables hold what the same fold makes in memory, however the log is cut', async () => {
  await withClient(database.pool, client =>
    fc.assert(
      fc.asyncProperty(
        arbitraryLog(contacts, 3),
        fc.array(fc.integer({ min: 5, max: 60 }), { minLength: 1, maxLength: 4 }),
        fc.constantFrom(roomy, cramped),
        async (events, sizes, capacity) => {
          const store = logOf(events)
          const expected = sorted((await folded(store, { sizes: [Infinity] })).dump())
          await foldInto(client, store, { sizes, capacity, reopen: page => page % 3 === 2 })
          expect(sorted(await dumpOf(client))).toEqual(expected)
        },
      ),
      { numRuns: 20 },
    ),
  )
}, 120_000)

test('every table and column says what it holds', async () => {
  const { rows } = await withClient(database.pool, async client => {
    await emptyTables(client)
    await client.query(calls.indexes ?? '')
    return client.query(
      `select c.relname, a.attname from pg_class c
       join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'calls'
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
       where c.relkind = 'r' and (col_description(c.oid, a.attnum) is null or obj_description(c.oid) is null)`,
    )
  })
  expect(rows).toEqual([])
})
