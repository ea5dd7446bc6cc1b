import { beforeAll, expect, test, vi } from 'vitest'
import type { Projection } from '../../domain/kernel/projection.ts'
import { NotProcessedInTime } from './errors.ts'
import { balance, counting, game, prying, puttingOff, tally } from './testing/tally.ts'
import { contentsOf, eventually, tablesOf, workbench } from './testing/workbench.ts'

const bench = workbench()

const { engine } = bench

/** What 700 events amount to, folded in one page. */
let expected: Record<string, string[]>
beforeAll(async () => {
  expected = await tablesOf(game(700))
})

test('the example says something: it has rows of both tables', () => {
  expect(expected['score']?.length).toBeGreaterThan(5)
  expect(expected['round']?.length).toBeGreaterThan(500)
})

test.each([1, 2, 7, 64, 699, 5000])('pages of %i events give the same tables', async pageSize => {
  await bench.append(game(700))
  await engine({ pageSize }).catchUp()
  expect(await contentsOf(bench.pool, 'tally')).toEqual(expected)
})

test.each([1, 2, 7, 64, 699])('pages of %i events that are put off give the same tables', async pageSize => {
  for (let n = 0; n < 700; n += 140) {
    await bench.append(game(140, n))
    const [status] = await engine({ projections: [puttingOff], pageSize }).catchUp()
    expect(status).toMatchObject({ state: 'live', position: n + 140, lag: 0 })
  }
  expect(await contentsOf(bench.pool, 'tally')).toEqual(expected)
})

test.each([1, 2, 3, 5, 8])('a fold that is lost at its page no. %i gets again what it had put off', async lostAt => {
  await bench.append(game(700))
  let pages = 0
  const losing: Projection = {
    ...puttingOff,
    async open(context) {
      const fold = await puttingOff.open(context)
      return {
        ...fold,
        page: events =>
          ++pages === lostAt
            ? Promise.reject(Object.assign(new Error('the connection is gone'), { code: 'ECONNRESET' }))
            : fold.page(events),
      }
    },
  }
  await engine({ projections: [losing], pageSize: 25 }).catchUp()
  expect(pages).toBeGreaterThan(lostAt)
  expect(await contentsOf(bench.pool, 'tally')).toEqual(expected)
})

test.each([1, 7, 100])(
  'a fold that asks its tables sees its own pages of %i events, written or not',
  async pageSize => {
    await bench.append(game(300))
    await engine({ projections: [balance], pageSize }).catchUp()
    const { rows } = await bench.pool.query<{ total: number }>('SELECT total FROM balance.line ORDER BY position')
    let total = 0
    const totals = game(300).flatMap(({ type, data }) =>
      type === 'PointsScored' ? [(total += (data as { points: number }).points)] : [],
    )
    expect(rows.map(row => row.total)).toEqual(totals)
  },
)

test('a fold that looks into the log never sees what comes behind its page', async () => {
  await bench.append(game(300))
  await engine({ projections: [prying], pageSize: 10 }).catchUp()
  const { rows } = await bench.pool.query<{ position: number; newest: number }>('SELECT * FROM prying.seen')
  expect(rows.length).toBeGreaterThan(20)
  for (const { position, newest } of rows) expect(newest - position).toBeLessThan(10)
})

test('one-shot catch-ups while the log grows give the same tables as one at its end', async () => {
  for (let n = 0; n < 700; n += 70) {
    await bench.append(game(70, n))
    const [status] = await engine({ pageSize: 16 }).catchUp()
    expect(status).toMatchObject({ name: 'tally', state: 'live', version: 1, build: 1, position: n + 70, lag: 0 })
  }
  expect(await contentsOf(bench.pool, 'tally')).toEqual(expected)
})

test('a running engine follows the log, and whoever waits for a position finds its rows', async () => {
  const running = engine()
  await running.start()
  for (let n = 0; n < 700; n += 50) {
    const position = await bench.append(game(50, n))
    await running.waitUntilProcessed(position)
    const { rows } = await bench.pool.query('SELECT max(position) AS at FROM tally.round')
    expect(rows).toEqual([{ at: position - (await trailing(position)) }])
  }
  expect(await contentsOf(bench.pool, 'tally')).toEqual(expected)

  async function trailing(position: number): Promise<number> {
    for (let back = 0; ; back++)
      for await (const { events } of bench.store.readAll({ after: position - back - 1, limit: 1 }))
        if (events[0]?.type === 'PointsScored') return back
  }
})

test('readers have their tables, empty, as soon as the engine has started, and indexes once the log is caught up', async () => {
  await bench.append(game(700))
  const running = engine()
  await running.start()
  await bench.pool.query('SELECT FROM tally.score')
  await running.waitUntilProcessed(700)
  await eventually(async () => {
    const { rows } = await bench.pool.query(`SELECT to_regclass('tally.round_player') AS index`)
    return (rows[0] as { index: string | null }).index !== null
  })
})

test('a position that does not come in time is an error that names who is behind', async () => {
  const running = engine({ projections: [tally, counting()] })
  await running.start()
  await bench.append(game(10))
  const late = running.waitUntilProcessed(11, { projections: ['counting'], timeoutMs: 50 })
  await expect(late).rejects.toThrow(NotProcessedInTime)
  await expect(late).rejects.toThrow(/position 11 is not yet in: counting \(at \d+\)/)
})

test('a process that does not follow the projections can wait for the one that does', async () => {
  const running = engine()
  await running.start()
  const other = engine()
  const waiting = other.waitUntilProcessed(20)
  await bench.append(game(20))
  await waiting
  expect((await other.catchUp())[0]).toMatchObject({ position: 20, lag: 0 })
})

test('listeners hear of each commit with how many events were folded, and a listener that throws disturbs nobody', async () => {
  const heard: [string, number, number][] = []
  const running = engine({
    onCommit: () => {
      throw new Error('a careless listener')
    },
  })
  const stopListening = running.onCommit((name, position, events) => heard.push([name, position, events]))
  await running.start()
  await bench.append(game(5))
  await running.waitUntilProcessed(5)
  stopListening()
  await bench.append(game(5, 5))
  await running.waitUntilProcessed(10)
  expect(heard.map(([name]) => name)).toEqual(heard.map(() => 'tally'))
  expect(heard.reduce((sum, [, , events]) => sum + events, 0)).toBe(5)
  expect(heard.at(-1)?.[1]).toBe(5)
})

test('other processes are notified of commits', async () => {
  const heard: unknown[] = []
  const client = await bench.pool.connect()
  client.on('notification', ({ payload }) => heard.push(JSON.parse(payload ?? '')))
  await client.query('LISTEN ringledger_projection')
  await bench.append(game(3))
  await engine().catchUp()
  await eventually(() => heard.length > 0)
  client.release(true)
  expect(heard).toEqual([{ projection: 'tally', build: 1, position: 3 }])
})

test('events that a projection does not handle move its position on', async () => {
  await bench.append(Array.from({ length: 30 }, (_, n) => ({ type: 'Unrelated', data: n, occurredAt: n })))
  const [status] = await engine({ pageSize: 4 }).catchUp()
  expect(status).toMatchObject({ position: 30, lag: 0 })
})

test('stop waits for the page in hand, and a new engine goes on behind it', async () => {
  const first = engine({ pageSize: 10 })
  await first.start()
  await bench.append(game(350))
  await first.stop()
  await bench.append(game(350, 350))
  await engine({ pageSize: 10 }).catchUp()
  expect(await contentsOf(bench.pool, 'tally')).toEqual(expected)
})

test('a projection that stands ahead of the log was filled from another log, and stops', async () => {
  await bench.append(game(30))
  await engine().catchUp()
  bench.beginAnotherLog()
  await bench.append(game(10))
  const running = engine()
  await running.start()
  await eventually(async () => (await running.status())[0]?.state === 'stopped')
  expect((await running.status())[0]?.error).toMatch(/holds the log up to 30, the log ends at 10.*rebuild tally/)
})

test('a schema of somebody else is not touched, and named', async () => {
  await bench.pool.query('CREATE SCHEMA tally')
  await expect(engine().start()).rejects.toThrow(/already has a schema tally/)
})

test('names that cannot be a schema, or stand for two projections, are refused', () => {
  expect(() => engine({ projections: [{ ...tally, name: 'Tally' }] })).toThrow(/cannot be named/)
  expect(() => engine({ projections: [tally, tally] })).toThrow(/Two projections/)
})

test('a clock that is set back makes nobody wait longer for what he has written', async () => {
  const late = engine({ projections: [tally] })
  await late.catchUp()
  const position = await bench.append(game(10))
  const now = Date.now()
  let looks = 0
  const clock = vi.spyOn(Date, 'now').mockImplementation(() => now - 3_600_000 * looks++)
  try {
    await expect(late.waitUntilProcessed(position, { timeoutMs: 50 })).rejects.toThrow(NotProcessedInTime)
  } finally {
    clock.mockRestore()
  }
})
