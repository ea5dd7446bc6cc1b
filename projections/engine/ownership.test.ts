import { expect, test } from 'vitest'
import { wireTo } from '../../infra/postgres/testing/wire.ts'
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

test('an outage that is over is no problem any more, though nothing new has come, and both are said once', async () => {
  const logged: string[] = []
  const wire = await wireTo(bench.url)
  const engine = bench.engine({
    listenUrl: wire.url,
    log: (level, message, fields) => level !== 'debug' && logged.push(`${level} ${message} ${JSON.stringify(fields)}`),
  })
  await engine.start()
  await engine.waitUntilProcessed(await bench.append(game(50)))
  const problem = async () => (await engine.status())[0]?.error
  wire.down()
  await eventually(async () => (await problem()) !== undefined)
  wire.up()
  await eventually(async () => (await problem()) === undefined)
  await engine.stop()
  await wire.close()
  expect(logged.filter(line => line.startsWith('info'))).toEqual(['info Projection tally goes on undefined'])
  expect(new Set(logged).size).toBe(logged.length)
})

test('a projection that waits for a lock of somebody else says for whom, and goes on when that one has finished', async () => {
  const engine = await start()
  await engine.waitUntilProcessed(await bench.append(game(50)))
  const analyst = await bench.pool.connect()
  await analyst.query(`SET application_name = 'spreadsheet'; BEGIN; LOCK TABLE tally.round`)
  const { rows } = await analyst.query<{ pid: number; user: string }>(
    'SELECT pg_backend_pid() AS pid, current_user AS user',
  )
  const [{ pid, user } = { pid: 0, user: '' }] = rows
  await bench.append(game(50, 50))
  await expect
    .poll(async () => (await engine.status())[0]?.error, { timeout: 60_000 })
    .toMatch(
      new RegExp(
        `^waits since 2\\S+ for a lock of process ${pid} of the database \\(user ${user}, application "spreadsheet"\\): .*${pid}`,
      ),
    )
  await analyst.query('ROLLBACK; RESET application_name')
  analyst.release()
  await engine.waitUntilProcessed(100)
  await eventually(async () => (await engine.status())[0]?.error === undefined)
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

test('a limit that is set for the database does not cancel the work of a session', async () => {
  const name = new URL(bench.url).pathname.slice(1)
  await bench.pool.query(`ALTER DATABASE ${name} SET statement_timeout = '20ms'`)
  const session = await openSession(bench.pool, 'tally', bench.url)
  const { rows } = await session.client.query<{ statement_timeout: string }>('SHOW statement_timeout')
  await session.close()
  expect(rows).toEqual([{ statement_timeout: '0' }])
})
