import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bearer, errorIn } from '../../api/testing/serve.ts'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { Json } from '../../domain/kernel/json.ts'
import { silent } from '../../domain/kernel/log.ts'
import { realTimers } from '../../ingest/ami/timers.ts'
import { place, rawLines, rowsOf, tickingClock } from '../../ingest/testing/rows.ts'
import { factTransportContract, type Way } from '../../ingest/transport/contract.ts'
import { httpsCourier } from '../../ingest/transport/https-courier.ts'
import { intoSpool } from '../../ingest/transport/into-spool.ts'
import { ship } from '../../ingest/transport/ship.ts'
import { openSpool, type Spool } from '../../ingest/transport/spool.ts'
import { createMemoryEventStore } from '../event-store/memory.ts'
import { createPostgresEventStore } from '../event-store/postgres.ts'
import { freshDatabase } from '../testing/database.ts'
import { startServer, temporary } from './testing/node-and-server.ts'

const at = { ...place, timeZone: 'UTC' }

/** A node whose process is killed whenever another one is opened. */
async function wayTo(store: EventStore, end: () => Promise<void>): Promise<Way> {
  const server = await startServer(store)
  const { directory, remove } = temporary()
  const stop = new AbortController()
  let running: { readonly spool: Spool; readonly kill: AbortController; readonly done: Promise<void> } | undefined
  const courier = httpsCourier(server.url, () => Promise.resolve(server.token), stop.signal)
  const gone: Spool[] = []
  const killed = async (): Promise<void> => {
    running?.kill.abort()
    await running?.done
    if (running) gone.push(running.spool)
    running = undefined
  }
  return {
    store,
    async open() {
      await killed()
      const spool = await openSpool({ directory, log: silent, begin: () => courier.cursors(place.site, place.node) })
      const kill = new AbortController()
      const options = { spool, courier, place: at, sources: () => [], onAnswer: () => undefined, log: silent }
      running = { spool, kill, done: ship({ ...options, signal: kill.signal, timers: realTimers }) }
      return intoSpool(spool)
    },
    async arrived() {
      await expect.poll(() => running?.spool.waiting().records, { timeout: 20_000, interval: 2 }).toBe(0)
    },
    async end() {
      await killed()
      stop.abort()
      for (const spool of gone) await spool.close()
      await server.stop()
      await end()
      remove()
    },
  }
}

describe('over HTTPS, by a spool, into a log in memory', () => {
  factTransportContract(() => wayTo(createMemoryEventStore({ now: tickingClock() }), () => Promise.resolve()))
})

describe('over HTTPS, by a spool, into PostgreSQL', () => {
  factTransportContract(async () => {
    const database = await freshDatabase('log')
    const store = createPostgresEventStore({ pool: database.pool })
    return wayTo(store, async () => {
      await store.close()
      await database.drop()
    })
  })
})

describe('the server', () => {
  const store = createMemoryEventStore({ now: tickingClock() })
  let server: Awaited<ReturnType<typeof startServer>>
  beforeAll(async () => void (server = await startServer(store)))
  afterAll(() => server.stop())

  const delivery = (more: Readonly<Record<string, Json>> = {}): Json => ({
    ...at,
    spool: 'a8098c1a-f86e-11da-bd1a-00112444be1e',
    sources: [],
    records: [],
    ...more,
  })
  const recordOf = (more: Readonly<Record<string, Json>> = {}): Json => ({
    seq: 1,
    after: 0,
    kind: 'queue_log',
    anew: true,
    cursor: {},
    rows: JSON.parse(JSON.stringify(rowsOf(['1795233001|1.1|sales|NONE|ABANDON|1|1|1']))) as Json,
    ...more,
  })
  const deliver = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = bearer(server.token)) =>
    fetch(`${server.url}/facts`, { method: 'POST', body, headers })

  test.each([
    ['no token', () => ({}), 401, /ringledger token create/],
    [
      'a token that reads',
      () => bearer(server.book.issue('analyst')),
      403,
      /analyst may not deliver facts: that takes the role administrator or collector/,
    ],
    [
      'a collector of another node',
      () => bearer(server.book.issue('collector', { scope: { nodes: ['paris/pbx2'] } })),
      403,
      /node lab\/pbx1 is not among those/,
    ],
  ] as const)('with %s takes nothing', async (_, headers, status, message) => {
    const response = await deliver(JSON.stringify(delivery({ records: [recordOf()] })), headers())
    expect(response.status).toBe(status)
    expect((await errorIn(response))?.message).toMatch(message)
    expect(await rawLines(store)).toEqual([])
  })

  test('does not read what somebody sends who delivers for no node', async () => {
    const response = await deliver('no JSON', bearer(server.book.issue('analyst')))
    expect(response.status).toBe(403)
  })

  test.each([
    ['no JSON', 'rows', /the body is no JSON/],
    ['a site that is none', JSON.stringify(delivery({ site: '../x' })), /site: text that matches/],
    ['a zone that is none', JSON.stringify(delivery({ timeZone: 'Paris' })), /timeZone: an IANA time zone is needed/],
    [
      'an unknown kind',
      JSON.stringify(delivery({ records: [recordOf({ kind: 'cdr' })] })),
      /records\.0\.kind: one of queue_log, cel, ami/,
    ],
    [
      'a row without its time',
      JSON.stringify(delivery({ records: [recordOf({ rows: [{ fact: {} }] })] })),
      /records\.0\.rows\.0: an instant `at`/,
    ],
    [
      'rows of another kind',
      JSON.stringify(delivery({ records: [recordOf({ kind: 'cel' })] })),
      /records\.0\.rows\.0: text `eventtype` is needed/,
    ],
    [
      'text with NUL',
      JSON.stringify(delivery({ records: [recordOf({ rows: [{ at: 1, fact: { raw: '\0' } }] })] })),
      /text without NUL/,
    ],
  ])('refuses %s and says where', async (_, body, message) => {
    const response = await deliver(body)
    expect(response.status).toBe(400)
    expect((await errorIn(response))?.message).toMatch(message)
    expect(await rawLines(store)).toEqual([])
  })

  test('refuses a body that grows beyond measure when it is unpacked', async () => {
    const response = await deliver(gzipSync(Buffer.alloc(65 * 2 ** 20, 0x20)), {
      ...bearer(server.token),
      'content-encoding': 'gzip',
    })
    expect([response.status, (await errorIn(response))?.message]).toEqual([
      413,
      'a delivery has 67108864 bytes at most',
    ])
  })

  test('takes a delivery once, however often and however much at once it comes, and registers its node', async () => {
    const body = JSON.stringify(
      delivery({
        sources: [{ kind: 'queue_log', state: 'LIVE', lagSeconds: 0, problem: null }],
        records: [recordOf()],
      }),
    )
    const answers = await Promise.all([1, 2, 3].map(async () => (await deliver(body)).json() as Promise<unknown>))
    expect(answers).toEqual(Array(3).fill({ taken: 1, behind: {} }))
    expect(await rawLines(store)).toHaveLength(1)
    const page = []
    for await (const { events } of store.readStream('site/lab')) page.push(...events)
    expect(page.map(({ type, actor }) => [type, actor])).toEqual([
      ['SiteRegistered', 'a collector'],
      ['NodeRegistered', 'a collector'],
      ['SourceConfigured', 'a collector'],
    ])
    const response = await fetch(`${server.url}/facts?site=lab&node=pbx1`, { headers: bearer(server.token) })
    expect(await response.json()).toEqual({ cursors: { queue_log: {} } })
  })
})

test('a server that answers something else is told from one that is away', async () => {
  const { signal } = new AbortController()
  const away = httpsCourier('http://127.0.0.1:1', () => Promise.resolve('x'), signal)
  await expect(away.cursors('lab', 'pbx1')).rejects.toMatchObject({ isRefusal: false, message: /does not answer/ })
  const server = await startServer(createMemoryEventStore())
  const stranger = httpsCourier(server.url, () => Promise.resolve('no token'), signal)
  await expect(stranger.cursors('lab', 'pbx1')).rejects.toMatchObject({ isRefusal: true, message: /answers 401/ })
  const forgetful = httpsCourier(server.url, () => Promise.reject(new Error('the file is gone')), signal)
  await expect(forgetful.cursors('lab', 'pbx1')).rejects.toMatchObject({
    name: 'CourierFailed',
    message: 'the file is gone',
  })
  await server.stop()
})
