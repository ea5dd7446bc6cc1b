import { afterAll, beforeAll } from 'vitest'
import { createPool } from '../postgres/pool.ts'
import { freshDatabase, type TestDatabase } from '../testing/database.ts'
import { panelIndexContract } from './contract.ts'
import { createPostgresPanelIndex } from './postgres.ts'
import { emptyPanels } from './testing/empty-panels.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase('panels')
})
afterAll(() => database.drop())

panelIndexContract('PostgreSQL', async () => {
  await emptyPanels(database.pool)
  const elsewhere = createPool(database.url, { max: 2 })
  return {
    index: createPostgresPanelIndex(database.pool),
    other: createPostgresPanelIndex(elsewhere),
    refresh: () => Promise.resolve(),
    close: () => elsewhere.end(),
  }
})
