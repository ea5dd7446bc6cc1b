import { afterAll, beforeAll, expect, test } from 'vitest'
import { silent } from '../../domain/kernel/log.ts'
import { createPostgresEventStore, type PostgresEventStore } from '../../infra/event-store/postgres.ts'
import { freshDatabase, type TestDatabase } from '../../infra/testing/database.ts'
import { counting, game, tally } from './testing/tally.ts'
import { append, contentsOf, engineOn, tablesOf } from './testing/workbench.ts'

let database: TestDatabase
let here: PostgresEventStore
let elsewhere: PostgresEventStore

beforeAll(async () => {
  database = await freshDatabase('log', 'engine')
  here = createPostgresEventStore({ pool: database.pool, log: silent })
  elsewhere = createPostgresEventStore({ pool: database.pool, log: silent })
})
afterAll(async () => {
  await Promise.all([here.close(), elsewhere.close()])
  await database.drop()
})

test('over the log in PostgreSQL, caught up, followed live, rebuilt: the same tables as over the log in memory', async () => {
  const expected = await tablesOf(game(3000))

  await append(elsewhere, game(1500))
  const engine = engineOn(database.pool, here, { projections: [tally, counting()], pageSize: 400 })
  await engine.start()
  for (let n = 1500; n < 3000; n += 125) {
    const position = await append(n % 2 ? here : elsewhere, game(125, n))
    await engine.waitUntilProcessed(position)
  }
  expect(await contentsOf(database.pool, 'tally')).toEqual(expected)
  await engine.rebuild('tally')
  await engine.stop()
  expect(await contentsOf(database.pool, 'tally')).toEqual(expected)
  expect(await engine.status()).toMatchObject([
    { name: 'tally', build: 2, position: 3000, lag: 0 },
    { name: 'counting', build: 1, position: 3000, lag: 0 },
  ])
})
