import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../testing/database.ts'
import { createClient, createPool, DatabaseUnreachable } from './pool.ts'

let database: TestDatabase
beforeAll(async () => void (database = await freshDatabase()))
afterAll(() => database.drop())

async function failureOf(url: string): Promise<Error> {
  const pool = createPool(url)
  try {
    await pool.query('SELECT 1')
  } catch (error) {
    return error as Error
  } finally {
    await pool.end()
  }
  throw new Error('the query succeeded')
}

const changed = (change: (url: URL) => void) => {
  const url = new URL(database.url)
  url.searchParams.delete('host') // by TCP, where there is a host and a port to get wrong
  change(url)
  return url.href
}

test('bigint and bigint[] come as numbers, exactly', async () => {
  const { rows } = await database.pool.query(
    `SELECT 1795233102123456::bigint AS instant, '{1,NULL,-9007199254740991}'::bigint[] AS many, '{}'::bigint[] AS none, NULL::bigint AS nothing`,
  )
  expect(rows).toEqual([
    { instant: 1_795_233_102_123_456, many: [1, null, -9_007_199_254_740_991], none: [], nothing: null },
  ])
})

test('a bigint that a number cannot hold is an error, not a wrong number', async () => {
  await expect(database.pool.query('SELECT 9007199254740993::bigint')).rejects.toThrow(/9007199254740993/)
})

test('a port where nothing listens is named, with what to do', async () => {
  const error = await failureOf(changed(url => (url.port = '1')))
  expect(error).toBeInstanceOf(DatabaseUnreachable)
  expect(error.message).toMatch(/127\.0\.0\.1:1 does not answer.*DATABASE_URL/)
})

test('a Unix socket that is gone is a database that does not answer', async () => {
  const error = await failureOf('postgres://u:p@127.0.0.1:5432/d?host=%2Fnowhere')
  expect(error).toBeInstanceOf(DatabaseUnreachable)
  expect(error.message).toMatch(/\/nowhere:5432 does not answer/)
})

test('a port that closes every connection is no database, and is said to', async () => {
  const closing = createServer(socket => socket.end()).listen(0, '127.0.0.1')
  await once(closing, 'listening')
  const { port } = closing.address() as AddressInfo
  const error = await failureOf(changed(url => (url.port = String(port))))
  closing.close()
  expect(error).toBeInstanceOf(DatabaseUnreachable)
  expect(error.message).toContain(`127.0.0.1:${port} closed the connection; check DATABASE_URL`)
})

test.each(['', 'mysql://u:p@h/d', 'postgres://u:p@[::bad/d'])('%j is no address of a database', async url => {
  await expect(failureOf(url)).rejects.toThrow(/write postgres:\/\/user:password@host/)
})

test('a host that does not exist is named', async () => {
  expect((await failureOf(changed(url => (url.hostname = 'no-such-host.invalid')))).message).toMatch(
    /no-such-host\.invalid:\d+ cannot be found/,
  )
})

test('a server that closes at once is named', async () => {
  const server = createServer(socket => socket.resetAndDestroy()).listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  const error = await failureOf(`postgres://u:p@127.0.0.1:${port}/d`)
  server.close()
  expect(error.message).toMatch(new RegExp(`127\\.0\\.0\\.1:${port}`))
})

test('a missing database and a wrong password are told apart', async () => {
  expect((await failureOf(changed(url => (url.pathname = '/nowhere')))).message).toMatch(/no database nowhere/)
  expect((await failureOf(changed(url => (url.password = 'guessed')))).message).toMatch(/refuses the password of user/)
})

test('what is not an address of a PostgreSQL database is refused before anything is tried', () => {
  expect(() => createPool('mysql://x')).toThrow(/DATABASE_URL.*postgres:\/\//)
})

test('a statement that takes too long is cancelled', async () => {
  const pool = createPool(database.url, { statementTimeoutMs: 50 })
  await expect(pool.query('SELECT pg_sleep(30)')).rejects.toThrow(/statement timeout/)
  await pool.end()
})

test('an idle connection that breaks is replaced and does not end the process', async () => {
  const pool = createPool(database.url)
  await pool.query('SELECT 1')
  await database.pool.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  )
  await expect.poll(() => pool.totalCount, { timeout: 30_000 }).toBe(0)
  expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
  await pool.end()
})

test('a single client reports and converts as the pool does', async () => {
  const client = createClient(database.url)
  await client.connect()
  expect((await client.query('SELECT 1::bigint AS one')).rows).toEqual([{ one: 1 }])
  await client.end()
  await expect(createClient(changed(url => (url.port = '1'))).connect()).rejects.toThrow(DatabaseUnreachable)
})

test('a borrowed connection that breaks between two statements fails the next one, not the process', async () => {
  const pool = createPool(database.url)
  const client = await pool.connect()
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
  const broken = new Promise(resolve => client.once('end', resolve))
  await database.pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid])
  await broken
  await expect(client.query('SELECT 1')).rejects.toThrow()
  client.release(true)
  await pool.end()
})

test('a question that is given up while it waits for a lock leaves no connection behind', async () => {
  const asking = createPool(database.url, { applicationName: 'asking', answerTimeoutMs: 300 })
  await database.pool.query('CREATE TABLE locked (one int)')
  const analyst = await database.pool.connect()
  await analyst.query('BEGIN; LOCK TABLE locked')
  try {
    await expect(asking.query('SELECT FROM locked')).rejects.toThrow('Query read timeout')
    const left = async () =>
      (await database.pool.query(`SELECT FROM pg_stat_activity WHERE application_name = 'asking'`)).rowCount
    await expect.poll(left, { timeout: 30_000 }).toBe(0)
  } finally {
    await analyst.query('ROLLBACK')
    analyst.release()
    await asking.end()
  }
})

test('no statement is compiled, whatever is set for the database, unless the URL says so', async () => {
  const name = new URL(database.url).pathname.slice(1)
  await database.pool.query(`ALTER DATABASE ${name} SET jit = on`)
  const asked = new URL(database.url)
  asked.searchParams.set('options', '-c jit=on')
  const [pool, other] = [createPool(database.url), createPool(asked.href)]
  try {
    const shown = async (of: typeof pool) => (await of.query<{ jit: string }>('SHOW jit')).rows[0]?.jit
    expect(await shown(pool)).toBe('off')
    expect(await shown(other)).toBe('on')
  } finally {
    await Promise.all([pool.end(), other.end()])
    await database.pool.query(`ALTER DATABASE ${name} RESET jit`)
  }
})

test('a limit that is set for the database does not cancel what takes longer, one of our own does', async () => {
  const name = new URL(database.url).pathname.slice(1)
  await database.pool.query(`ALTER DATABASE ${name} SET statement_timeout = '20ms'`)
  const [free, limited] = [createPool(database.url), createPool(database.url, { statementTimeoutMs: 30 })]
  try {
    const shown = async (pool: typeof free) =>
      (await pool.query<{ statement_timeout: string }>('SHOW statement_timeout')).rows[0]?.statement_timeout
    expect(await shown(free)).toBe('0')
    expect(await shown(limited)).toBe('30ms')
  } finally {
    await Promise.all([free.end(), limited.end()])
    await database.pool.query(`ALTER DATABASE ${name} RESET statement_timeout`)
  }
})
