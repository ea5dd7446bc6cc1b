import { expect, test } from 'vitest'
import { commitPages, ownLive } from './build.ts'
import type { ProjectionEngine } from './engine.ts'
import { Fenced } from './errors.ts'
import { openSession } from './session.ts'
import { game, tally } from './testing/tally.ts'
import { contentsOf, eventually, tablesOf, workbench } from './testing/workbench.ts'
import { writtenAlone } from './testing/written-alone.ts'

const bench = workbench({ pageSize: 20 })

async function start(): Promise<ProjectionEngine> {
  const engine = bench.engine()
  await engine.start()
  return engine
}

const holder = async () =>
  (await bench.pool.query<{ holder: string; token: number }>('SELECT holder, token FROM engine.build')).rows[0]!

/** Ends the connection that holds the projection's lock, as a failing network or a killed process does. */
const cutOffOwner = () =>
  bench.pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted AND database =
     (SELECT oid FROM pg_database WHERE datname = current_database())`,
  )

test('of two processes only one writes, the other takes over when the first stops', async () => {
  const first = await start()
  await first.waitUntilProcessed(await bench.append(game(50)))
  const { holder: firstHolder } = await holder()
  const second = await start()
  await second.waitUntilProcessed(await bench.append(game(50, 50)))
  expect((await holder()).holder).toBe(firstHolder)
  await first.stop()
  await second.waitUntilProcessed(await bench.append(game(50, 100)))
  expect((await holder()).holder).not.toBe(firstHolder)
  expect(await contentsOf(bench.pool, 'tally')).toEqual(await tablesOf(game(150)))
})

test('a process that is cut off while the log grows is replaced, and nothing is written twice or left out', async () => {
  const engines = [await start(), await start()]
  const holders = new Set<string>()
  for (let n = 0; n < 300; n += 30) {
    await bench.append(game(30, n))
    if (n % 90 === 60) await cutOffOwner()
    await Promise.all(engines.map(engine => engine.waitUntilProcessed(n + 30)))
    holders.add((await holder()).holder)
  }
  expect(await contentsOf(bench.pool, 'tally')).toEqual(await tablesOf(game(300)))
})

test('a command does not wait for a server of an older release to end: it says what keeps it', async () => {
  const server = await start()
  await server.waitUntilProcessed(await bench.append(game(20)))
  const newer = bench.engine({ projections: [{ ...tally, version: tally.version + 1 }] })
  await expect(newer.catchUp()).rejects.toThrow(
    `Projection tally is kept at version ${tally.version} by a process of another release`,
  )
  await server.stop()
  const [status] = await newer.catchUp()
  expect(status).toMatchObject({ version: tally.version + 1, position: 20 })
})

test('a command that waits for its turn can be ended', async () => {
  const server = await start()
  await server.waitUntilProcessed(await bench.append(game(20)))
  const newer = bench.engine({ projections: [{ ...tally, version: tally.version + 1 }] })
  await expect(newer.catchUp({ signal: AbortSignal.timeout(300) })).rejects.toThrow(/abort|timeout/i)
})

test('who has lost the build to another owner cannot write any more', async () => {
  await bench.append(game(10))
  await bench.engine().catchUp()
  const sleeper = await openSession(bench.pool, 'sleeper', undefined)
  const successor = await openSession(bench.pool, 'successor', undefined)
  const stale = (await ownLive(sleeper, tally, 'sleeper'))!
  const fresh = (await ownLive(successor, tally, 'successor'))!
  const before = await contentsOf(bench.pool, 'tally')
  const everyScore = { table: 'score', columns: ['player'], key: ['player'], insert: [], replace: [] }
  const wipe = writtenAlone([{ ...everyScore, remove: [['player 0'], ['player 1']] }])
  await expect(commitPages(stale, wipe, 11)).rejects.toThrow(Fenced)
  expect(await contentsOf(bench.pool, 'tally')).toEqual(before)
  await commitPages(fresh, [], 11)
  await expect(
    commitPages({ ...fresh, position: 10 }, wipe, 12),
    'a commit from elsewhere than it stands',
  ).rejects.toThrow(Fenced)
  await Promise.all([sleeper.close(), successor.close()])
})

test('a commit that a successor overtakes is finished or refused before the successor reads where it stands', async () => {
  await bench.append(game(10))
  await bench.engine().catchUp()
  const sleeper = await openSession(bench.pool, 'sleeper', undefined)
  const successor = await openSession(bench.pool, 'successor', undefined)
  const stale = (await ownLive(sleeper, tally, 'sleeper'))!
  await sleeper.client.query('BEGIN')
  await sleeper.client.query('UPDATE engine.build SET position = 15 WHERE token = $1', [stale.token])
  const claiming = ownLive(successor, tally, 'successor')
  await eventually(async () => {
    const { rows } = await bench.pool.query(
      `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
    )
    return rows.length > 0
  })
  await sleeper.client.query('COMMIT')
  expect((await claiming)?.position).toBe(15)
  await Promise.all([sleeper.close(), successor.close()])
})
