import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { once } from 'node:events'
import type { Pool } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { publicError } from '../../api/errors.ts'
import { createPool } from '../postgres/pool.ts'
import { freshDatabase, type TestDatabase } from '../testing/database.ts'
import { separateReaders } from './separate-readers.ts'

let database: TestDatabase
let analysts: Pool

beforeAll(async () => {
  database = await freshDatabase()
  analysts = createPool(database.url, { max: 1, statementTimeoutMs: 300 })
})

afterAll(async () => {
  await analysts.end()
  await database.drop()
})

test('a question that takes too long is given up, and says so', async () => {
  const fault: unknown = await analysts.query('select pg_sleep(60)').catch((error: unknown) => error)
  const told = publicError(fault, () => undefined)
  expect(told.extensions['code']).toBe('QUERY_TOO_COSTLY')
  expect(told.message).toMatch(/shorter period/)
})

/** A way to the database on which both sides can be kept from hearing one another, as when a cable is pulled. */
async function cable(url: string) {
  const { hostname, port } = new URL(url)
  const ends: Socket[] = []
  let isPulled = false
  const server = createServer(near => {
    const far = connect(Number(port), hostname)
    ends.push(near, far)
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('data', data => void (isPulled || to.write(data)))
      from.on('close', () => to.destroy())
      from.on('error', () => undefined)
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const through = new URL(url)
  through.searchParams.delete('host')
  through.port = String((server.address() as AddressInfo).port)
  return {
    url: through.href,
    pull: (pulled: boolean) => void (isPulled = pulled),
    close: () => {
      for (const end of ends) end.destroy()
      server.close()
    },
  }
}

test('a database that falls silent is told as away, and asked again by another connection', async () => {
  const way = await cable(database.url)
  const live = createPool(way.url, { max: 1, answerTimeoutMs: 500 })
  const ask = () => live.query('select 1 as one').then(({ rows }) => rows as unknown)
  expect(await ask()).toEqual([{ one: 1 }])
  way.pull(true)
  const fault: unknown = await ask().catch((error: unknown) => error)
  expect(publicError(fault, () => undefined).extensions['code']).toBe('DATABASE_UNREACHABLE')
  way.pull(false)
  expect(await ask()).toEqual([{ one: 1 }])
  way.close()
  await live.end()
})

test('while analysts have all of their connections, boards and who signs in are answered', async () => {
  const reports = separateReaders(database.pool, analysts)
  const held = await analysts.connect()
  let isAnswered = false
  const question = reports.newestRows(['paris']).then(
    () => (isAnswered = true),
    () => (isAnswered = true),
  )
  // There are no read models here: that each is asked is what counts.
  await Promise.allSettled([reports.sites(), reports.tokenById('a'), reports.knownQueues()])
  expect(isAnswered).toBe(false)
  held.release()
  await question
  expect(isAnswered).toBe(true)
})
