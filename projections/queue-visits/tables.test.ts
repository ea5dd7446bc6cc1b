import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../infra/testing/database.ts'
import { textOf, withClient } from '../testing/in-postgres.ts'
import { counters } from './periodic/counters.ts'
import { arbitraryLog } from './testing/arbitrary-log.ts'
import { cramped, folded, logOf, roomy } from './testing/folding.ts'
import { dumpOf, emptyTables, foldInto } from './testing/in-postgres.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await freshDatabase()
})

afterAll(() => database.drop())

test('real tables hold what the same fold makes in memory, however the log is cut', async () => {
  await withClient(database.pool, client =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom(20, 7200).chain(arbitraryLog),
        fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 4 }),
        fc.constantFrom(roomy, cramped),
        async (events, sizes, capacity) => {
          const store = logOf(events)
          const expected = (await folded(store, { sizes: [Infinity] })).dump()
          await foldInto(client, store, { sizes, capacity, reopen: page => page % 3 === 2 })
          expect(textOf(await dumpOf(client))).toEqual(textOf(expected))
        },
      ),
      { numRuns: 40 },
    ),
  )
})

test('the view that adds up visits says the same as the fold that keeps quarters', async () => {
  const sums = counters.map(({ column }) => `sum(${column})::bigint as ${column}`).join(', ')
  await withClient(database.pool, client =>
    fc.assert(
      fc.asyncProperty(arbitraryLog(7200), async events => {
        await foldInto(client, logOf(events), { sizes: [50] })
        const { rows: added } = await client.query(
          `select entered_us / 900000000 * 900000000 as start_us, site, queue, called_number, ${sums}, max(wait_us) as max_wait_us
           from addition where not excluded group by 1, 2, 3, 4 order by 1, 2, 3, 4`,
        )
        const { rows: kept } = await client.query(
          `select start_us, site, queue, called_number, ${counters.map(({ column }) => column).join(', ')}, max_wait_us
           from quarter order by 1, 2, 3, 4`,
        )
        expect(added).toEqual(kept)
      }),
      { numRuns: 25 },
    ),
  )
})

test('every table and column says what it holds', async () => {
  const { rows } = await withClient(database.pool, async client => {
    await emptyTables(client)
    return client.query(
      `select c.relname, a.attname from pg_class c
       join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'queue_visits'
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
       where c.relkind = 'r' and (col_description(c.oid, a.attnum) is null or obj_description(c.oid) is null)`,
    )
  })
  expect(rows).toEqual([])
})
