import { expect, test } from 'vitest'
import type { NewEvent } from '../../domain/kernel/event.ts'
import type { Projection } from '../../domain/kernel/projection.ts'
import { ProjectionStopped } from './errors.ts'
import { counting, game, hoarding, puttingOff, tally } from './testing/tally.ts'
import { contentsOf, eventually, workbench } from './testing/workbench.ts'

const bench = workbench()

/** `tally` refuses negative points. */
const poison = (n: number): NewEvent => ({ type: 'PointsScored', data: { player: 'x', points: -n }, occurredAt: n })
const skipping: Projection = { ...tally, onError: 'skip' }
const skippingLater: Projection = { ...puttingOff, onError: 'skip' }

const deadLetters = async () =>
  (
    await bench.pool.query<{ position: number; error: string }>(
      'SELECT position, event_type, error FROM engine.dead_letter ORDER BY position',
    )
  ).rows

test.each([1, 3, 10, 1000].flatMap(size => [skipping, skippingLater].map(projection => [size, projection] as const)))(
  'with onError skip, bad events are found in pages of %i, put off or not, recorded, and the others folded',
  async (pageSize, projection) => {
    await bench.append([poison(1), ...game(20), poison(2), poison(3), ...game(30, 20), poison(4)])
    const [status] = await bench.engine({ projections: [projection], pageSize }).catchUp()
    expect(status).toMatchObject({ state: 'live', position: 54, lag: 0, deadLetters: 4 })
    expect(await deadLetters()).toEqual(
      [1, 22, 23, 54].map((position, i) => ({
        position,
        event_type: 'PointsScored',
        error: `${-(i + 1)} points cannot be scored`,
      })),
    )
    const { round } = await contentsOf(bench.pool, 'tally')
    expect(round?.length).toBe(game(50).filter(({ type }) => type === 'PointsScored').length)
  },
)

test.each([1, 3, 10, 1000])(
  'a fold that keeps back what it has changed loses nothing to a bad event in pages of %i',
  async pageSize => {
    const events = [poison(1), ...game(20), poison(2), poison(3), ...game(30, 20), poison(4)]
    await bench.append(events)
    const [status] = await bench.engine({ projections: [hoarding], pageSize }).catchUp()
    expect(status).toMatchObject({ state: 'live', position: 54, lag: 0, deadLetters: 4 })
    const points = new Map<string, number>()
    for (const { type, data } of events) {
      const { player, points: scored } = data as { player: string; points: number }
      if (type === 'PointsScored' && scored >= 0) points.set(player, (points.get(player) ?? 0) + scored)
    }
    const { rows } = await bench.pool.query<{ player: string; points: number }>(
      'SELECT player, points FROM hoarding.total',
    )
    expect(new Map(rows.map(row => [row.player, row.points]))).toEqual(points)
  },
)

test('an event whose row the table refuses is a bad event too', async () => {
  const checked = { ...skipping, tables: `${tally.tables} ALTER TABLE round ADD CHECK (points <> 7)` }
  await bench.append(game(60))
  const [status] = await bench.engine({ projections: [checked], pageSize: 25 }).catchUp()
  const refused = game(60).filter(
    ({ type, data }) => type === 'PointsScored' && (data as { points: number }).points === 7,
  )
  expect(refused.length).toBeGreaterThan(2)
  expect(status).toMatchObject({ state: 'live', deadLetters: refused.length })
})

test('with onError stop, everything before the bad event is there, the event is named, and other projections go on', async () => {
  await bench.append([...game(40), poison(1), ...game(10, 40)])
  const engine = bench.engine({ projections: [tally, counting()] })
  await engine.start()
  await engine.waitUntilProcessed(51, { projections: ['counting'] })
  await eventually(async () => (await engine.status())[0]?.state === 'stopped')
  const [stopped, other] = await engine.status()
  expect(stopped).toMatchObject({ state: 'stopped', position: 40, lag: 11 })
  expect(stopped?.error).toMatch(/event 41 \(PointsScored of game\).*-1 points cannot be scored/)
  expect(other).toMatchObject({ state: 'live', lag: 0 })
  await expect(engine.waitUntilProcessed(51)).rejects.toThrow(ProjectionStopped)
})

test('a catch-up that ends at a bad event is an error, after the others have reached the end', async () => {
  await bench.append([poison(1), ...game(10)])
  const engine = bench.engine({ projections: [tally, counting()] })
  await expect(engine.catchUp()).rejects.toThrow(/event 1 .*-1 points/)
  expect((await engine.status())[1]).toMatchObject({ name: 'counting', lag: 0 })
})

test('a stopped projection that was rebuilt by corrected code goes on by itself', async () => {
  await bench.append([...game(10), poison(1)])
  const engine = bench.engine()
  await engine.start()
  await eventually(async () => (await engine.status())[0]?.state === 'stopped')
  await bench.engine({ projections: [skipping] }).rebuild('tally')
  await engine.waitUntilProcessed(await bench.append(game(10, 10)))
  expect((await engine.status())[0]).toMatchObject({ state: 'live', lag: 0, deadLetters: 1, build: 2 })
})

test('a projection that cannot be opened stops, and says so', async () => {
  await bench.append(game(3))
  const broken: Projection = { ...skipping, open: () => Promise.reject(new Error('no such shift')) }
  await expect(bench.engine({ projections: [broken] }).catchUp()).rejects.toThrow(
    /could not be opened at 0: no such shift/,
  )
})
