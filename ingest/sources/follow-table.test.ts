import { expect, test } from 'vitest'
import { pbxTable } from '../testing/pbx-table.ts'
import { followTable } from './follow-table.ts'
import type { TableCursor } from './gaps.ts'

const pbx = pbxTable('"time" timestamp, callid text, queuename text, agent text, event text, data1 text')

const insert = (client: { query(text: string): Promise<unknown> }, callid: string) =>
  client.query(
    `INSERT INTO queue_log ("time", callid, queuename, agent, event) VALUES ('2026-11-21 10:00:00.123456', '${callid}', 'q', 'NONE', 'ENTERQUEUE')`,
  )

function follower(cursor?: TableCursor, pageRows?: number) {
  const stop = new AbortController()
  const calls: string[] = []
  const seen = { waited: 0, began: 0, problem: undefined as string | undefined }
  let newest = cursor
  const done = (async () => {
    for await (const page of followTable({
      connect: pbx.connect,
      table: 'queue_log',
      cursor,
      signal: stop.signal,
      onProblem: problem => (seen.problem = problem ?? seen.problem),
      pollMs: 10,
      onWaiting: () => (seen.waited += 1),
      ...(pageRows === undefined ? {} : { pageRows }),
    })) {
      calls.push(...page.rows.map(row => row['callid'] ?? ''))
      if (page.startsAnew) seen.began += 1
      newest = page.cursor
    }
  })()
  return {
    calls,
    seen,
    until: (count: number) => expect.poll(() => calls.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(count),
    async end(): Promise<TableCursor | undefined> {
      stop.abort()
      await done
      return newest
    },
  }
}

test('rows come in order, with microseconds and empty text for null', async () => {
  await insert(pbx.pool, 'a')
  await insert(pbx.pool, 'b')
  const following = follower()
  await following.until(2)
  await insert(pbx.pool, 'c')
  await following.until(3)
  expect(following.calls).toEqual(['a', 'b', 'c'])
  await following.end()
})

test('a row that commits late with a lower id is not lost, and no row comes twice', async () => {
  const slow = await pbx.begin()
  await insert(slow, 'slow')
  await insert(pbx.pool, 'quick')
  const following = follower()
  await following.until(1)
  expect(following.calls).toEqual(['quick'])
  await insert(pbx.pool, 'later')
  await following.until(2)
  await slow.query('COMMIT')
  await following.until(3)
  expect(following.calls).toEqual(['quick', 'later', 'slow'])
  await following.end()
  await slow.end()
})

test('a hole that was seen before a restart is still watched after it', async () => {
  const slow = await pbx.begin()
  await insert(slow, 'slow')
  await insert(pbx.pool, 'quick')
  const first = follower()
  await first.until(1)
  const cursor = await first.end()
  await slow.query('COMMIT')
  await insert(pbx.pool, 'after')
  const second = follower(cursor)
  await second.until(2)
  expect([...second.calls].sort()).toEqual(['after', 'slow'])
  await second.end()
  await slow.end()
})

test('more late rows than a page holds are all read, though nobody can write into their hole any more', async () => {
  const slow = await pbx.begin()
  for (let n = 0; n < 7; n++) await insert(slow, `slow${n}`)
  await insert(pbx.pool, 'quick')
  const first = follower()
  await first.until(1)
  const cursor = await first.end()
  if (!cursor) throw new Error('nothing was read')
  await slow.query('COMMIT')
  const longAgo = { ...cursor, gaps: cursor.gaps.map(gap => ({ ...gap, horizon: '1', seenAt: 0 })) }
  const second = follower(longAgo, 3)
  await second.until(7)
  const { gaps } = (await second.end()) ?? longAgo
  expect(second.calls).toEqual([0, 1, 2, 3, 4, 5, 6].map(n => `slow${n}`))
  expect(gaps).toEqual([])
  await slow.end()
})

test('a connection that breaks is made again, and the reading goes on where it was', async () => {
  await insert(pbx.pool, 'a')
  const following = follower()
  await following.until(1)
  await pbx.pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'ringledger' AND datname = current_database()`,
  )
  await insert(pbx.pool, 'b')
  await following.until(2)
  expect(following.calls).toEqual(['a', 'b'])
  await following.end()
})

test('any page size gives every row once', async () => {
  await pbx.pool.query(
    `INSERT INTO queue_log ("time", callid, event) SELECT now(), n::text, 'DID' FROM generate_series(1, 25) AS n;
     DELETE FROM queue_log WHERE id IN (3, 4, 11)`,
  )
  for (const pageRows of [1, 7, 100]) {
    const following = follower(undefined, pageRows)
    await following.until(22)
    expect(new Set(following.calls).size).toBe(22)
    expect(following.calls.length).toBe(22)
    await following.end()
  }
})

test('a table that was emptied and begins again with lower ids is read from its beginning, and said to', async () => {
  for (const callid of ['a', 'b', 'c']) await insert(pbx.pool, callid)
  const following = follower()
  await following.until(3)
  await pbx.pool.query('TRUNCATE queue_log RESTART IDENTITY')
  await insert(pbx.pool, 'new')
  await following.until(4)
  expect(following.calls).toEqual(['a', 'b', 'c', 'new'])
  expect(following.seen.began).toBe(1)
  await following.end()
})

test('a table that has nothing new, or nothing at all, is said to be read to its end', async () => {
  const following = follower()
  await expect.poll(() => following.seen.waited, { timeout: 20_000 }).toBeGreaterThan(1)
  expect(following.seen.began).toBe(0)
  await following.end()
})

test('a table that is not there, or has no ids, is said to be so, with the database that was asked', async () => {
  await pbx.pool.query('ALTER TABLE queue_log DROP COLUMN id')
  const following = follower()
  await expect
    .poll(() => following.seen.problem, { timeout: 20_000 })
    .toMatch(/^the table queue_log in database test_\w+ at .+:\d+ lacks a column/)
  await following.end()
  await pbx.pool.query('DROP TABLE queue_log')
  const again = follower()
  await expect
    .poll(() => again.seen.problem, { timeout: 20_000 })
    .toMatch(/^database test_\w+ at .+ has no table queue_log/)
  await again.end()
})
