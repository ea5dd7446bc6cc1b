import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { silent } from '../../domain/kernel/log.ts'
import type { PanelIndex } from '../../domain/panels/panel-index.ts'
import { eventually } from '../../projections/engine/testing/workbench.ts'
import { panelsDatabase, type PanelsDatabase } from '../../projections/panels/testing/panels-database.ts'
import { factsFrom } from '../../projections/queue-visits/testing/folding.ts'
import { followPanels } from './follow.ts'
import { createMemoryPanelIndex } from './memory.ts'

let database: PanelsDatabase
beforeAll(async () => {
  database = await panelsDatabase()
})
afterAll(() => database.close())
beforeEach(() => database.empty())

const rows = factsFrom(`
  time       | callid       | queue | agent      | event      | data
  1795233102 | 1795233102.1 | sales | NONE       | ENTERQUEUE | |0612345678|1
  1795233106 | 1795233102.1 | sales | Agent/8001 | CONNECT    | 4|1795233103.2|3
  1795233170 | NONE         | NONE  | Agent/8001 | PAUSEALL   | lunch`)

const followerOf = (index: PanelIndex) =>
  followPanels({
    databaseUrl: database.url,
    index,
    writer: database.writerTo(index),
    store: database.store(),
    log: silent,
    everyMs: 20,
  })

const standsAt = (index: PanelIndex, position: number) =>
  eventually(async () => (await index.checkpoint()).position === position)

test('documents follow what the read models take in, and status tells where they stand', async () => {
  const index = createMemoryPanelIndex()
  const follower = followerOf(index)
  await database.append(rows.slice(0, 2))
  await database.fold()
  await standsAt(index, 2)
  await database.append(rows.slice(2))
  await database.fold()
  await standsAt(index, 3)
  await eventually(() => follower.health().state === 'UP_TO_DATE' && follower.health().position === 3)
  expect(follower.health()).toMatchObject({ name: 'panels', problem: null, deadLetters: 0 })
  await follower.stop()
})

test('one process writes at a time; when it stops, another goes on', async () => {
  const index = createMemoryPanelIndex()
  await database.append(rows.slice(0, 2))
  await database.fold()
  const first = followerOf(index)
  await standsAt(index, 2)
  const second = followerOf(index)
  await eventually(() => second.health().position === 2)
  await first.stop()
  await database.append(rows.slice(2))
  await database.fold()
  await standsAt(index, 3)
  await second.stop()
})

test('while the index cannot be written the problem is shown, and it goes on when it can', async () => {
  const index = createMemoryPanelIndex()
  let isDown = true
  const unsteady: PanelIndex = {
    ...index,
    write: changes => (isDown ? Promise.reject(new Error('the index does not answer')) : index.write(changes)),
  }
  await database.append(rows)
  await database.fold()
  const follower = followerOf(unsteady)
  await eventually(() => follower.health().problem === 'the index does not answer')
  expect(follower.health()).toMatchObject({ state: 'CATCHING_UP', position: 0 })
  isDown = false
  await standsAt(index, 3)
  await eventually(() => follower.health().problem === null)
  await follower.stop()
})
