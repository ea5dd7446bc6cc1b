import { expect, test } from 'vitest'
import type { NewEvent } from '../../domain/kernel/event.ts'
import type { Projection } from '../../domain/kernel/projection.ts'
import type { EngineOptions } from './context.ts'
import { NotProcessedInTime } from './errors.ts'
import { restatedCalls, restatedFigures, restatementOf } from './restatement.ts'
import { reread, tally } from './testing/tally.ts'
import { contentsOf, eventually, workbench } from './testing/workbench.ts'

const bench = workbench({ pageSize: 3 })

const { engine } = bench
const engineOf = (projection: Projection, options: Partial<EngineOptions> = {}) =>
  engine({ projections: [projection], ...options })

/** Nothing above 10 is believed: what a corrected rule might say. */
const capped = reread(2, points => Math.min(points, 10))

const score = (player: string, points: number): NewEvent => ({
  type: 'PointsScored',
  data: { player, points },
  occurredAt: 0,
})
const threeScores = [score('Ana', 4), score('Ben', 25), score('Ana', 12)]

const builds = async () =>
  (
    await bench.pool.query<{ build: string }>(
      `SELECT build || ' v' || version || ' ' || status AS build FROM engine.build ORDER BY 1`,
    )
  ).rows.map(({ build }) => build)

const leftovers = async () => {
  const { rows } = await bench.pool.query<{ schemas: number; restatements: number; figures: number; calls: number }>(
    `SELECT (SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'tally\\_b%') AS schemas,
            (SELECT count(*) FROM engine.restatement) AS restatements,
            (SELECT count(*) FROM engine.restated_figure) AS figures, (SELECT count(*) FROM engine.restated_call) AS calls`,
  )
  return rows[0]
}
const nothing = { schemas: 0, restatements: 0, figures: 0, calls: 0 }

const whatChanges = {
  versionBefore: 1,
  versionAfter: 2,
  problem: null,
  totals: [
    { name: 'rounds', before: 3, after: 3 },
    { name: 'pointsSeconds', before: 41, after: 24 },
    { name: 'scoring', before: 3, after: 3 },
    { name: 'scoringRate', before: 1, after: 1 },
  ],
  figures: 2,
  calls: 2,
}
const figuresThatChange = [
  { site: 'here', name: 'Ana', start: 0, differences: [{ name: 'pointsSeconds', before: 16, after: 14 }] },
  { site: 'here', name: 'Ben', start: 0, differences: [{ name: 'pointsSeconds', before: 25, after: 10 }] },
]
const changed = (position: number, name: string, before: number, after: number) => ({
  site: 'here',
  node: null,
  callId: `${position}`,
  name,
  at: position,
  change: 'CHANGED',
  differences: [{ name: 'pointsSeconds', before, after }],
})
const callsThatChange = [changed(2, 'Ben', 25, 10), changed(3, 'Ana', 12, 10)]

test('a comparison names the figures that a new rule changes, by how much, and the calls that they change by', async () => {
  await bench.append(threeScores)
  await engine().catchUp()
  const { outcome, restatement } = await engineOf(capped).rebuild('tally', { compare: true, end: 'drop' })
  expect(outcome).toBe('DROPPED')
  expect(restatement).toMatchObject({ ...whatChanges, projection: 'tally', position: 3 })
  expect(restatement?.firstFigures).toEqual(figuresThatChange)
  expect(restatement?.firstCalls).toEqual(callsThatChange)
})

test('a comparison switches nothing, stores nothing and leaves no tables', async () => {
  await bench.append(threeScores)
  await engine().catchUp()
  const before = await contentsOf(bench.pool, 'tally')
  await engineOf(capped).rebuild('tally', { compare: true, end: 'drop' })
  expect(await contentsOf(bench.pool, 'tally')).toEqual(before)
  expect(await builds()).toEqual(['1 v1 live'])
  expect(await leftovers()).toEqual(nothing)
})

test('rows that only one version has are added or removed, with all that they held', async () => {
  await bench.append(threeScores)
  await engine().catchUp()
  await bench.pool.query(`DELETE FROM tally.round WHERE position = 1`)
  await bench.pool.query(`INSERT INTO tally.round VALUES (9, 'Ghost', 7, 'nobody scored it')`)
  const { restatement } = await engine().rebuild('tally', { compare: true, end: 'drop' })
  expect(restatement?.firstCalls).toEqual([
    {
      site: 'here',
      node: null,
      callId: '1',
      name: 'Ana',
      at: 1,
      change: 'ADDED',
      differences: [
        { name: 'scoredAt', before: null, after: '1970-01-01T00:00:01.000000Z' },
        { name: 'pointsSeconds', before: null, after: 4 },
      ],
    },
    {
      site: 'here',
      node: null,
      callId: '9',
      name: 'Ghost',
      at: 9,
      change: 'REMOVED',
      differences: [
        { name: 'note', before: 'nobody scored it', after: null },
        { name: 'scoredAt', before: '1970-01-01T00:00:09.000000Z', after: null },
        { name: 'pointsSeconds', before: 7, after: null },
      ],
    },
  ])
})

test('a build that is kept waits with its comparison, and the log goes on into the old one', async () => {
  const running = engine()
  await running.start()
  await running.waitUntilProcessed(await bench.append(threeScores))
  const kept = await engineOf(capped).rebuild('tally', { end: 'keep' })
  expect(kept).toMatchObject({ outcome: 'KEPT', build: 2, position: 3, restatement: whatChanges })
  await running.waitUntilProcessed(await bench.append([score('Ana', 11)]))
  expect(await builds()).toEqual(['1 v1 live', '2 v2 kept'])
  expect((await running.status())[0]).toMatchObject({ state: 'live', version: 1, kept: { build: 2, version: 2 } })
  const stored = await restatementOf(bench.pool, 'tally')
  expect(stored).toMatchObject({ ...whatChanges, build: 2, position: 3 })
})

test('what waits is read page after page', async () => {
  await bench.append(threeScores)
  await engine().catchUp()
  await engineOf(capped).rebuild('tally', { end: 'keep' })
  const key = { projection: 'tally', build: 2 }
  const first = await restatedCalls(bench.pool, key, { first: 1 })
  expect(first).toMatchObject({ rows: [callsThatChange[0]], hasNextPage: true })
  const rest = await restatedCalls(bench.pool, key, { first: 1, after: first.rows[0]!.cursor })
  expect(rest).toMatchObject({ rows: [callsThatChange[1]], hasNextPage: false })
  expect(await restatedFigures(bench.pool, key, { first: 9 })).toMatchObject({
    rows: figuresThatChange,
    hasNextPage: false,
  })
})

test('a build that waits is brought up to date when it is switched, and its comparison goes', async () => {
  await bench.append(threeScores)
  await engine().catchUp()
  await engineOf(capped).rebuild('tally', { end: 'keep' })
  await bench.append([score('Ana', 11)])
  await engine().catchUp()
  expect(await engineOf(capped).switchKept('tally')).toMatchObject({
    outcome: 'SWITCHED',
    build: 2,
    position: 4,
    events: 1,
  })
  const { rows } = await bench.pool.query(`SELECT points::int FROM tally.score WHERE player = 'Ana'`)
  expect(rows).toEqual([{ points: 24 }])
  expect(await builds()).toEqual(['2 v2 live'])
  expect(await leftovers()).toEqual(nothing)
})

test('one more comparison brings the build that waits up to date instead of filling another', async () => {
  await bench.append(threeScores)
  await engine().catchUp()
  await engineOf(capped).rebuild('tally', { end: 'keep' })
  await bench.append([score('Ana', 11)])
  await engine().catchUp()
  const again = await engineOf(capped).rebuild('tally', { compare: true, end: 'drop' })
  expect(again).toMatchObject({ outcome: 'KEPT', build: 2, events: 1, restatement: { calls: 3, position: 4 } })
  expect(await restatementOf(bench.pool, 'tally')).toMatchObject({ calls: 3, position: 4 })
  expect(await builds()).toEqual(['1 v1 live', '2 v2 kept'])
})

test('a build that is discarded leaves nothing', async () => {
  await bench.append(threeScores)
  await engine().catchUp()
  await engineOf(capped).rebuild('tally', { end: 'keep' })
  expect(await engineOf(capped).discardKept('tally')).toBe(true)
  expect(await builds()).toEqual(['1 v1 live'])
  expect(await leftovers()).toEqual(nothing)
  expect(await engineOf(capped).discardKept('tally')).toBe(false)
})

test('where none waits, a switch says how to make one', async () => {
  await engine().catchUp()
  await expect(engine().switchKept('tally')).rejects.toThrow(
    'No build of tally waits to be switched: make one with ringledger rebuild tally --keep',
  )
  await engineOf(capped).rebuild('tally', { end: 'keep' })
  await expect(engineOf(reread(3, points => points)).switchKept('tally')).rejects.toThrow(
    /that waits was filled by version 2, this Ringledger has version 3/,
  )
})

test('both builds are compared at the same position, however much the log grows meanwhile', async () => {
  const running = engine({ pageSize: 50 })
  await running.start()
  let growing = true
  const growth = (async () => {
    for (let n = 0; growing; n++) {
      await bench.append([score(`player ${n % 3}`, n % 9)])
      await new Promise(resolve => setTimeout(resolve, 5))
    }
  })()
  for (let n = 0; n < 3; n++) {
    const { restatement } = await engine({ pageSize: 50 }).rebuild('tally', { compare: true, end: 'drop' })
    expect(restatement).toMatchObject({ figures: 0, calls: 0 })
    expect(restatement?.tables.filter(({ onlyOld, onlyNew }) => onlyOld + onlyNew > 0)).toEqual([])
  }
  growing = false
  await growth
  await running.waitUntilProcessed(await bench.store.lastPosition())
})

test('tables that are not alike are told, and the build can wait all the same', async () => {
  await bench.append(threeScores)
  await engine().catchUp()
  const { comparison } = tally
  const renamed: Projection = {
    ...capped,
    tables: `${tally.tables} ALTER TABLE round ADD COLUMN worth bigint GENERATED ALWAYS AS (points * 2) STORED`,
    comparison: { ...comparison!, figures: comparison!.figures.replace('sum(points)', 'sum(worth)') },
  }
  const { outcome, restatement } = await engineOf(renamed).rebuild('tally', { end: 'keep' })
  expect(outcome).toBe('KEPT')
  expect(restatement?.problem).toMatch(/the tables of version 1 and of version 2 are not alike.*worth/)
  expect(restatement).toMatchObject({ totals: [], figures: 0, calls: 0 })
})

test('a comparison that breaks off leaves readers what they had, and nothing besides', async () => {
  await bench.append(threeScores)
  await engine().catchUp()
  const before = await contentsOf(bench.pool, 'tally')
  const { comparison } = tally
  const calls = comparison!.calls.replace('points * 1000000', 'points / 0')
  const broken: Projection = { ...capped, comparison: { ...comparison!, calls } }
  await expect(engineOf(broken).rebuild('tally', { end: 'keep' })).rejects.toThrow(/division by zero/)
  expect(await contentsOf(bench.pool, 'tally')).toEqual(before)
  expect(await builds()).toEqual(['1 v1 live'])
  expect(await leftovers()).toEqual(nothing)
})

test('what a process that is gone has left half-built is dropped by the next one; what it kept is not', async () => {
  await bench.append(threeScores)
  await engine().catchUp()
  await engine().rebuild('tally', { end: 'keep' })
  await bench.pool.query(`
    INSERT INTO engine.build (projection, build, version, schema_name, status) VALUES ('tally', 7, 1, 'tally_b7', 'building');
    CREATE SCHEMA tally_b7`)
  await engine().catchUp()
  expect(await builds()).toEqual(['1 v1 live', '2 v1 kept'])
  expect(await leftovers()).toMatchObject({ schemas: 1 })
})

test('where new versions are held back, one is built and compared, and readers keep the old tables until it is switched', async () => {
  await bench.append(threeScores)
  await engine().catchUp()
  const before = await contentsOf(bench.pool, 'tally')
  const held = engineOf(capped, { newVersions: 'keep' })
  await held.start()
  await eventually(async () => (await held.status())[0]?.state === 'waiting')
  expect((await held.status())[0]).toMatchObject({ version: 1, build: 1, kept: { build: 2, version: 2 } })
  expect(await contentsOf(bench.pool, 'tally')).toEqual(before)
  expect(await restatementOf(bench.pool, 'tally')).toMatchObject(whatChanges)
  const position = await bench.append([score('Ana', 11)])
  await expect(held.waitUntilProcessed(position)).rejects.toThrow(NotProcessedInTime)
  await expect(held.waitUntilProcessed(position)).rejects.toThrow(/new version waits for rebuild tally --switch/)
  await engineOf(capped).switchKept('tally')
  await held.waitUntilProcessed(position)
  expect((await held.status())[0]).toMatchObject({ state: 'live', version: 2, build: 2, lag: 0 })
})

test('a command does not switch what waits, and does not wait for it either', async () => {
  await bench.append(threeScores)
  await engine().catchUp()
  await engineOf(capped).rebuild('tally', { end: 'keep' })
  const held = engineOf(capped, { newVersions: 'keep' })
  expect(await engineOf(capped).catchUp()).toMatchObject([{ state: 'waiting', version: 1 }])
  await held.start()
  expect(await engineOf(capped).catchUp()).toMatchObject([{ state: 'waiting', version: 1 }])
  expect(await builds()).toEqual(['1 v1 live', '2 v2 kept'])
})

test('a server that switches new versions by itself takes the build that waits, and does not fill another', async () => {
  await bench.append(threeScores)
  await engine().catchUp()
  await engineOf(capped).rebuild('tally', { end: 'keep' })
  const server = engineOf(capped)
  await bench.append([score('Ana', 11)])
  await server.start()
  await eventually(async () => (await server.status())[0]?.state === 'live')
  await server.waitUntilProcessed(4)
  expect((await server.status())[0]).toMatchObject({ version: 2, build: 2 })
  expect(await leftovers()).toMatchObject({ restatements: 0 })
})

test('a read model without a comparison is not held back', async () => {
  const { comparison: _, ...plain } = tally
  await engineOf(plain).catchUp()
  const held = engineOf({ ...plain, version: 2 }, { newVersions: 'keep' })
  await held.start()
  await held.waitUntilProcessed(await bench.append(threeScores))
  expect((await held.status())[0]).toMatchObject({ state: 'live', version: 2 })
})
