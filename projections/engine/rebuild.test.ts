import type { PoolClient } from 'pg'
import { expect, test } from 'vitest'
import type { Log } from '../../domain/kernel/log.ts'
import type { Projection } from '../../domain/kernel/projection.ts'
import { runAfterSwitch } from './prepare.ts'
import { counting, game, tally } from './testing/tally.ts'
import { contentsOf, eventually, workbench } from './testing/workbench.ts'

const bench = workbench({ pageSize: 50 })

const { engine } = bench

const schemas = async () =>
  (
    await bench.pool.query<{ name: string }>(
      `SELECT nspname AS name FROM pg_namespace WHERE nspname ~ '^(tally|counting)' ORDER BY 1`,
    )
  ).rows.map(({ name }) => name)

test('a rebuild gives the same tables, byte for byte, as events folded when they came', async () => {
  const running = engine()
  await running.start()
  for (let n = 0; n < 500; n += 37) await bench.append(game(37, n))
  const end = await bench.store.lastPosition()
  await running.waitUntilProcessed(end)
  const before = await contentsOf(bench.pool, 'tally')
  const seen: number[] = []
  const result = await running.rebuild('tally', { compare: true, onProgress: ({ position }) => seen.push(position) })
  expect(await contentsOf(bench.pool, 'tally')).toEqual(before)
  expect(result).toMatchObject({ projection: 'tally', build: 2, position: end, outcome: 'SWITCHED' })
  expect(result.restatement?.tables).toEqual([
    { table: 'round', onlyOld: 0, onlyNew: 0 },
    { table: 'score', onlyOld: 0, onlyNew: 0 },
  ])
  expect(seen).toEqual([...seen].sort((a, b) => a - b))
  expect(await schemas()).toEqual(['tally'])
})

test('a rebuild that is asked to compare says what readers will see change', async () => {
  await bench.append(game(100))
  await engine().catchUp()
  await bench.pool.query(`UPDATE tally.score SET points = points + 1 WHERE player = 'player 1'`)
  await bench.pool.query(`DELETE FROM tally.round WHERE position < 10`)
  const lost = game(9).filter(({ type }) => type === 'PointsScored').length
  const { restatement } = await engine().rebuild('tally', { compare: true })
  expect(restatement?.tables).toEqual([
    { table: 'round', onlyOld: 0, onlyNew: lost },
    { table: 'score', onlyOld: 1, onlyNew: 1 },
  ])
})

test('readers never fail, never see a gap and never see time go back while the log grows and rebuilds follow each other', async () => {
  const afterSwitch = ['CREATE OR REPLACE VIEW public.rounds AS SELECT * FROM tally.round']
  const running = engine({ afterSwitch })
  await running.start()
  await running.waitUntilProcessed(await bench.append(game(300)))
  let stopped = false
  let reads = 0
  const read = async (table: string) => {
    let last = 0
    while (!stopped) {
      const { rows } = await bench.pool.query<{ n: number; at: number }>(
        `SELECT count(*)::int AS n, max(position) AS at FROM ${table}`,
      )
      const [row] = rows
      expect(row!.n).toBeGreaterThanOrEqual(last)
      last = row!.n
      reads++
    }
  }
  const readers = [read('tally.round'), read('tally.round'), read('public.rounds')]
  const writer = (async () => {
    for (let n = 300; !stopped; n += 3) {
      await bench.append(game(3, n))
      await new Promise(resolve => setTimeout(resolve, 5))
    }
  })()
  for (let n = 0; n < 5; n++) {
    await running.rebuild('tally')
    const behind = reads + 10
    await eventually(() => reads >= behind)
  }
  stopped = true
  await Promise.all([...readers, writer])
  const end = await bench.store.lastPosition()
  await running.waitUntilProcessed(end)
  const { rows } = await bench.pool.query('SELECT count(*)::int AS n FROM public.rounds')
  expect(rows).toEqual([{ n: game(end).filter(({ type }) => type === 'PointsScored').length }])
  expect((await running.status())[0]).toMatchObject({ build: 6, state: 'live' })
})

test('a raised version is built beside the old one, which readers keep until it is complete', async () => {
  await bench.append(game(200))
  await engine().catchUp()
  const doubled: Projection = {
    ...tally,
    version: 2,
    tables: `${tally.tables} ALTER TABLE round ADD COLUMN twice bigint GENERATED ALWAYS AS (points * 2) STORED`,
  }
  let letGo: () => void = () => undefined
  const held = new Promise<void>(resolve => (letGo = resolve))
  const slow: Projection = {
    ...doubled,
    async open(context) {
      if (context.position === 0) await held
      return doubled.open(context)
    },
  }
  const running = engine({ projections: [slow] })
  await running.start()
  await eventually(async () => (await running.status())[0]?.rebuild !== undefined)
  expect((await running.status())[0]).toMatchObject({
    state: 'building',
    version: 1,
    build: 1,
    rebuild: { version: 2, build: 2 },
  })
  expect((await bench.pool.query('SELECT * FROM tally.round LIMIT 1')).rows[0]).not.toHaveProperty('twice')
  const position = await bench.append(game(10, 200))
  const waiting = running.waitUntilProcessed(position)
  letGo()
  await waiting
  expect((await running.status())[0]).toMatchObject({ state: 'live', version: 2, build: 2, lag: 0 })
  expect((await bench.pool.query('SELECT * FROM tally.round LIMIT 1')).rows[0]).toHaveProperty('twice')
})

test('an older program does not touch what a newer one has filled', async () => {
  await bench.append(game(20))
  await engine({ projections: [{ ...tally, version: 2 }] }).catchUp()
  const before = await contentsOf(bench.pool, 'tally')
  await bench.append(game(20, 20))
  await expect(engine().catchUp()).rejects.toThrow(/filled by version 2, this Ringledger has version 1/)
  await expect(engine().rebuild('tally')).rejects.toThrow(/filled by version 2/)
  expect(await contentsOf(bench.pool, 'tally')).toEqual(before)
})

test('views that join two projections are made again when the last of them has been switched', async () => {
  const projections = [tally, counting()]
  const afterSwitch = [
    'DROP VIEW IF EXISTS public.both_of_them',
    'CREATE VIEW public.both_of_them AS SELECT (SELECT count(*) FROM tally.round) AS rounds, (SELECT sum(events)::int FROM counting.counted) AS events',
  ]
  await bench.append(game(50))
  await engine({ projections, afterSwitch }).catchUp()
  const raised = [{ ...tally, version: 2 }, counting('counting', 2)]
  await bench.append(game(50, 50))
  await engine({ projections: raised, afterSwitch }).catchUp()
  await bench.append(game(50, 100))
  await engine({ projections: raised, afterSwitch }).catchUp()
  const { rows } = await bench.pool.query<{ events: number }>('SELECT events FROM public.both_of_them')
  expect(rows[0]?.events).toBe(150)
  expect(await schemas()).toEqual(['counting', 'tally'])
})

test('of two projections that are switched at once the one that ends last makes the views again', async () => {
  const afterSwitch = ['CREATE OR REPLACE VIEW public.players AS SELECT player FROM tally.score']
  await engine({ projections: [tally, counting()] }).catchUp()
  const raised = { projections: [{ ...tally, version: 2 }, counting('counting', 2)], afterSwitch }
  const [one, other] = [await bench.pool.connect(), await bench.pool.connect()]
  const switched = async (client: PoolClient, projection: string) => {
    await client.query('BEGIN')
    await client.query('UPDATE engine.build SET version = 2 WHERE projection = $1', [projection])
  }
  await switched(one, 'tally')
  await switched(other, 'counting')
  await runAfterSwitch(raised, one)
  let isOver = false
  const last = runAfterSwitch(raised, other).finally(() => (isOver = true))
  await eventually(async () => isOver || (await isSomebodyWaiting()))
  await one.query('COMMIT')
  await last
  await other.query('COMMIT')
  one.release()
  other.release()
  const { rows } = await bench.pool.query(`SELECT to_regclass('public.players') IS NOT NULL AS made`)
  expect(rows).toEqual([{ made: true }])
})

const isSomebodyWaiting = async (): Promise<boolean> =>
  (await bench.pool.query(`SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`)).rowCount !== 0

test('views that a switch has left to another one are made again at the next start', async () => {
  const afterSwitch = ['CREATE OR REPLACE VIEW public.players AS SELECT player FROM tally.score']
  await bench.append(game(50))
  await engine({ afterSwitch }).catchUp()
  await engine().rebuild('tally')
  expect(await schemas()).toEqual(['tally', 'tally_b1'])
  await engine({ afterSwitch }).catchUp()
  await engine({ afterSwitch }).catchUp()
  expect(await schemas()).toEqual(['tally'])
})

test('during an upgrade nobody is told to mend the views that its last switch makes again', async () => {
  const projections = [tally, counting()]
  const afterSwitch = ['CREATE OR REPLACE VIEW public.players AS SELECT player FROM tally.score']
  await bench.append(game(50))
  await engine({ projections, afterSwitch }).catchUp()
  const told: string[] = []
  const log: Log = (level, message) => (level === 'warn' ? told.push(message) : undefined)
  const raised = [{ ...tally, version: 2 }, counting('counting', 2)]
  await engine({ projections: raised, afterSwitch, log, newVersions: 'keep' }).rebuild('tally')
  expect(await schemas()).toEqual(['counting', 'tally', 'tally_b1'])
  expect(told).toEqual([])
  await engine({ projections: raised, afterSwitch, log }).catchUp()
  await engine({ projections: raised, afterSwitch, log }).catchUp()
  expect(await schemas()).toEqual(['counting', 'tally'])
})

test('a replaced schema that somebody else has a view on is kept until the view is gone, and he is told', async () => {
  const told: string[] = []
  const log: Log = (level, message) => (level === 'warn' ? told.push(message) : undefined)
  await bench.append(game(50))
  await engine().catchUp()
  await bench.pool.query('CREATE VIEW public.my_report AS SELECT player FROM tally.score')
  await engine({ log }).rebuild('tally')
  expect(await schemas()).toEqual(['tally', 'tally_b1'])
  expect(told).toEqual(['Schema tally_b1 was replaced, but views still read from it; create them again'])
  await bench.pool.query('SELECT * FROM public.my_report; DROP VIEW public.my_report')
  await engine().catchUp()
  expect(await schemas()).toEqual(['tally'])
})

test('a report that is still reading the replaced tables finishes, and they are dropped after it', async () => {
  await bench.append(game(50))
  await engine().catchUp()
  const report = await bench.pool.connect()
  await report.query('BEGIN; LOCK TABLE tally.score IN ACCESS SHARE MODE')
  await engine().rebuild('tally')
  expect(await schemas()).toEqual(['tally', 'tally_b1'])
  await report.query('SELECT * FROM tally_b1.score; COMMIT')
  report.release()
  await engine().catchUp()
  expect(await schemas()).toEqual(['tally'])
})

test('an interrupted rebuild leaves nothing behind', async () => {
  await bench.append(game(500))
  await engine().catchUp()
  const before = await contentsOf(bench.pool, 'tally')
  const stop = new AbortController()
  const rebuilding = engine({ pageSize: 10 }).rebuild('tally', {
    signal: stop.signal,
    onProgress: ({ position }) => position >= 100 && stop.abort(new Error('enough')),
  })
  await expect(rebuilding).rejects.toThrow('enough')
  expect(await contentsOf(bench.pool, 'tally')).toEqual(before)
  expect(await schemas()).toEqual(['tally'])
})

test('two rebuilds of one projection do not run at once', async () => {
  await bench.append(game(50))
  await engine().catchUp()
  let letGo: () => void = () => undefined
  const held = new Promise<void>(resolve => (letGo = resolve))
  const slow: Projection = { ...tally, open: async context => held.then(() => tally.open(context)) }
  const first = engine({ projections: [slow] }).rebuild('tally')
  await eventually(async () => (await schemas()).includes('tally_b2'))
  await expect(engine().rebuild('tally')).rejects.toThrow(/being rebuilt already/)
  letGo()
  await first
})

test('a rebuild that meets a bad event fails, and readers keep the tables they have', async () => {
  await bench.append(game(50))
  await engine().catchUp()
  const before = await contentsOf(bench.pool, 'tally')
  const strict: Projection = { ...tally, tables: `${tally.tables} ALTER TABLE round ADD CHECK (points <> 7)` }
  await expect(engine({ projections: [strict] }).rebuild('tally')).rejects.toThrow(/could not be taken/)
  expect(await contentsOf(bench.pool, 'tally')).toEqual(before)
  expect(await schemas()).toEqual(['tally'])
})

test('an unknown projection is named, with the ones there are', async () => {
  await expect(engine().rebuild('taly')).rejects.toThrow('There is no projection taly; there are: tally')
})
