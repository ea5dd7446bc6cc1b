import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { NewEvent } from '../../domain/kernel/event.ts'
import { createPool } from '../postgres/pool.ts'
import { wireTo, type Wire } from '../postgres/testing/wire.ts'
import { freshDatabase, type TestDatabase } from '../testing/database.ts'
import { verifyLog } from './audit.ts'
import { dataOf, noted } from './contract/helpers.ts'
import { createPostgresEventStore, type PostgresEventStore } from './postgres.ts'
import { emptyLog } from './testing/empty-log.ts'

let database: TestDatabase
let wire: Wire
let direct: PostgresEventStore

beforeAll(async () => {
  database = await freshDatabase()
  wire = await wireTo(database.url)
})
beforeEach(async () => {
  await emptyLog(database.pool)
  direct = createPostgresEventStore({ pool: database.pool })
})
afterAll(async () => {
  await wire.close()
  await database.drop()
})

/** The server notices a lost client only when it next writes to it; until then it may still commit. */
async function othersGone(): Promise<void> {
  for (;;) {
    const { rows } = await database.pool.query<{ others: number }>(
      `SELECT count(*)::int AS others FROM pg_stat_activity WHERE application_name = 'crashing' AND datname = current_database()`,
    )
    if (rows[0]?.others === 0) return
    await delay(5)
  }
}

/** Alternating types make a page of each event: more pages than one statement takes, so they go by COPY. */
const few = [noted('new 1'), noted('new 2')]
const many = Array.from({ length: 200 }, (_, i) => noted(`new ${i}`, { type: i % 2 ? 'A' : 'B' }))

describe.each<[string, readonly NewEvent[]]>([
  ['an append by one statement', few],
  ['an append by COPY', many],
])('%s whose connection is cut', (_, events) => {
  test.each(['before', 'after'] as const)(
    'at any moment, %s the database answers: all or nothing is stored, and repeating it stores it once',
    async when => {
      const old = [noted('old')]
      let cuts = 0
      for (let piece = 1; ; piece++) {
        await emptyLog(database.pool)
        await direct.append([{ stream: 's', expected: 'no-stream', events: old }])
        const append = { stream: 's', expected: 0, events, cursor: 'new' } as const

        const pool = createPool(wire.url, { applicationName: 'crashing', max: 2 })
        const store = createPostgresEventStore({ pool })
        wire.cutAt(piece, when)
        const outcome = await store.append([append]).then(
          result => result.ok,
          (error: unknown) => error as Error,
        )
        const { cut } = wire
        wire.cutAt(Infinity, 'before')
        await store.close()
        await pool.end()
        await othersGone()

        const stored = (await direct.lastPosition()) - old.length
        expect([0, events.length]).toContain(stored)
        expect(await direct.readCursor('s')).toBe(stored > 0 ? 'new' : undefined)
        expect(await verifyLog(database.pool)).toMatchObject({ ok: true, events: old.length + stored })
        if (!cut) {
          expect(outcome).toBe(true)
          break
        }
        cuts++
        expect(outcome).toBeInstanceOf(Error)
        expect((await direct.append([append])).ok).toBe(stored === 0)
        const all = [...old, ...events].map(event => event.data)
        expect(await dataOf(direct.readAll())).toEqual(all)
      }
      expect(cuts).toBeGreaterThan(1)
    },
  )
})

test('a writer that dies while it holds the log does not keep it', async () => {
  const pool = createPool(database.url, { applicationName: 'crashing', max: 2 })
  const client = await pool.connect()
  client.on('error', () => undefined)
  await client.query('BEGIN; SELECT position FROM log.head FOR UPDATE')
  const waiting = direct.append([{ stream: 's', expected: 'no-stream', events: few }])
  await delay(50)
  await database.pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'crashing'`,
  )
  expect((await waiting).ok).toBe(true)
  client.release(true)
  await pool.end()
})

describe('a subscription', () => {
  async function subscribed(store: PostgresEventStore, count: number, log: unknown[]): Promise<unknown[]> {
    for await (const page of store.subscribe()) {
      log.push(...page.events.map(event => event.data))
      if (log.length >= count) break
    }
    return log
  }

  test('goes on when the connection that listens is killed', async () => {
    const pool = createPool(database.url, { applicationName: 'listening' })
    const store = createPostgresEventStore({ pool })
    const seen: unknown[] = []
    const reading = subscribed(store, 3, seen)
    await direct.append([{ stream: 's', expected: 'any', events: [noted(1)] }])
    while (seen.length < 1) await delay(5)
    await database.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'listening' AND query LIKE 'LISTEN%'`,
    )
    await direct.append([{ stream: 's', expected: 'any', events: [noted(2)] }])
    while (seen.length < 2) await delay(5)
    await delay(1200)
    await direct.append([{ stream: 's', expected: 'any', events: [noted(3)] }])
    expect(await reading).toEqual([1, 2, 3])
    await store.close()
    await pool.end()
  })

  test('outlives a database that is away, and misses nothing', async () => {
    const pool = createPool(wire.url, { applicationName: 'listening' })
    const said: string[] = []
    const store = createPostgresEventStore({ pool, log: (_, message) => said.push(message) })
    const seen: unknown[] = []
    const reading = subscribed(store, 4, seen)
    await direct.append([{ stream: 's', expected: 'any', events: [noted(1)] }])
    while (seen.length < 1) await delay(5)
    wire.down()
    await direct.append([{ stream: 's', expected: 'any', events: [noted(2), noted(3)] }])
    await expect(store.append([{ stream: 's', expected: 'any', events: few }])).rejects.toThrow(
      /check that it runs|reachable/,
    )
    await delay(1500)
    wire.up()
    while (seen.length < 3) await delay(5)
    await direct.append([{ stream: 's', expected: 'any', events: [noted(4)] }])
    expect(await reading).toEqual([1, 2, 3, 4])
    expect(said.join()).toMatch(/connection that announces new events broke/)
    await store.close()
    await pool.end()
  })

  test('ends when the store is closed', async () => {
    const store = createPostgresEventStore({ pool: database.pool })
    const seen: unknown[] = []
    const reading = subscribed(store, 99, seen)
    await direct.append([{ stream: 's', expected: 'any', events: few }])
    while (seen.length < 2) await delay(5)
    await store.close()
    expect(await reading).toEqual(['new 1', 'new 2'])
  })
})
