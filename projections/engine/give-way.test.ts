import { expect, test } from 'vitest'
import type { Projection } from '../../domain/kernel/projection.ts'
import { counting, game, tally } from './testing/tally.ts'
import { contentsOf, workbench } from './testing/workbench.ts'

const bench = workbench()

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
  const end = await bench.append(game(3000))
  const commits: [projection: string, position: number][] = []
  const engine = bench.engine({
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
  await bench.append([
    ...game(300),
    { type: 'PointsScored', data: { player: 'a', points: -1 }, occurredAt: 300 },
    ...game(3000, 301),
  ])
  const engine = bench.engine({ projections: [tally, patient], pageSize: 100 })
  await expect(engine.catchUp()).rejects.toThrow('-1 points')
  const { counted = [] } = await contentsOf(bench.pool, 'patient')
  expect(counted).not.toEqual([])
  const held = await engine.status()
  expect(held.find(({ name }) => name === 'patient')).toMatchObject({ position: await bench.store.lastPosition() })
})
