import { afterEach, beforeEach, expect, test } from 'vitest'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { Projection } from '../../domain/kernel/projection.ts'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { freshDatabase, type TestDatabase } from '../../infra/testing/database.ts'
import { counting, game, tally } from './testing/tally.ts'
import { append, contentsOf, engineOn } from './testing/workbench.ts'

let database: TestDatabase
let store: EventStore

beforeEach(async () => {
  database = await freshDatabase('engine')
  store = createMemoryEventStore()
})
afterEach(() => database.drop())

/** It asks its tables at every page, so that each is written before the next is folded. */
const asking: Projection = {
  ...tally,
  async open(context) {
    const fold = await tally.open(context)
    return {
      ...fold,
      async page(events) {
        await context.sql.query('SELECT')
        return fold.page(events)
      },
    }
  },
}
const patient: Projection = { ...counting('patient'), givesWay: true }

test('a projection that gives way takes in old events when the others have them', async () => {
  const end = await append(store, game(3000))
  const commits: [projection: string, position: number][] = []
  const engine = engineOn(database.pool, store, {
    projections: [patient, asking],
    pageSize: 100,
    onCommit: (projection, position) => void commits.push([projection, position]),
  })
  await engine.catchUp()
  const ready = commits.findIndex(([projection, position]) => projection === 'tally' && position >= end - 100)
  expect(ready).toBeGreaterThan(10)
  expect(commits.slice(0, ready).filter(([projection]) => projection === 'patient')).toEqual([])
  expect(commits.at(-1)).toEqual(['patient', end])
})

test('it waits for nobody who has stopped', async () => {
  await append(store, [
    ...game(300),
    { type: 'PointsScored', data: { player: 'a', points: -1 }, occurredAt: 300 },
    ...game(3000, 301),
  ])
  const engine = engineOn(database.pool, store, { projections: [tally, patient], pageSize: 100 })
  await expect(engine.catchUp()).rejects.toThrow('-1 points')
  const { counted = [] } = await contentsOf(database.pool, 'patient')
  expect(counted).not.toEqual([])
  const held = await engine.status()
  expect(held.find(({ name }) => name === 'patient')).toMatchObject({ position: await store.lastPosition() })
})
