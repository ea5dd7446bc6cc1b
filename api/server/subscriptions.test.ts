import { createClient, type Client } from 'graphql-ws'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import WebSocket from 'ws'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import { microsOfSeconds } from '../../domain/kernel/time.ts'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { resultsIn } from '../testing/event-stream.ts'
import { emptyReports, fakeEngine, fakePorts, knownQueues, noon, tokenBook, type FakeEngine } from '../testing/fakes.ts'
import { bearer, errorIn, post, serve, type Served } from '../testing/serve.ts'

const board = 'subscription { queueBoard { now position queues { queue } } }'
let store: EventStore
let engine: FakeEngine
let served: Served
let book = tokenBook()
let now = noon
let delayNames = () => Promise.resolve()
let delayTokens = Promise.resolve()
let tokensAsked: string[] = []
const clients: Client[] = []

beforeEach(async () => {
  store = createMemoryEventStore()
  engine = fakeEngine()
  book = tokenBook()
  now = noon
  delayNames = () => Promise.resolve()
  delayTokens = Promise.resolve()
  tokensAsked = []
  const reports = {
    ...emptyReports,
    ...book.reports,
    tokenById: async (tokenId: string) => {
      tokensAsked.push(tokenId)
      await delayTokens
      return book.reports.tokenById(tokenId)
    },
    knownQueues: async () => {
      await delayNames()
      return knownQueues
    },
  }
  served = await serve({
    ...fakePorts(store, { reports, engine: engine.port }),
    clock: () => now,
    heartbeatMs: 500,
  })
})

afterEach(async () => {
  for (const client of clients.splice(0)) await client.dispose()
  await served.stop()
})

interface Closed {
  readonly code: number
  readonly reason: string
}

function connect(connectionParams: Record<string, unknown> | undefined, headers: Record<string, string> = {}) {
  let close: (event: Closed) => void = () => undefined
  const closed = new Promise<Closed>(resolve => (close = resolve))
  let pings = 0
  class WithHeaders extends WebSocket {
    constructor(address: string, protocols: string | string[]) {
      super(address, protocols, { headers })
      this.on('ping', () => pings++)
    }
  }
  const client = createClient({
    url: `${served.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WithHeaders,
    retryAttempts: 0,
    ...(connectionParams ? { connectionParams } : {}),
    on: {
      closed: event => {
        const { code, reason } = event as Closed
        close({ code, reason })
      },
    },
  })
  clients.push(client)
  return { client, closed, pings: () => pings }
}

const authorized = (token: string) => connect({ authorization: `Bearer ${token}` })

async function first(client: Client, query: string) {
  for await (const result of client.iterate({ query })) return result
  return undefined
}

const append = (type: string, stream = 'site/paris', data = {}) =>
  store.append([{ stream, expected: 'any', events: [{ type, data, occurredAt: noon, site: 'paris' }] }])

const asksFor = (token: string): number => tokensAsked.filter(id => token.startsWith(`rl_${id}_`)).length

const until = (isSo: () => boolean) => vi.waitFor(() => expect(isSo()).toBe(true), { timeout: 30_000, interval: 5 })
const nothingIsWatched = () => until(() => served.api.watchedBoards() === 0)

describe('graphql-transport-ws', () => {
  test('takes the token from connectionParams and pushes the board', async () => {
    const { client } = authorized(book.issue('analyst'))
    expect(await first(client, board)).toEqual({
      data: { queueBoard: { now: '2026-11-21T12:00:00.000000Z', position: '42', queues: [] } },
    })
  })

  test('takes the cookie of a session, from our own page only', async () => {
    const response = await fetch(`${served.url}/session`, { method: 'POST', headers: bearer(book.issue('analyst')) })
    const Cookie = response.headers.get('set-cookie')?.split(';')[0] ?? ''
    expect(await first(connect(undefined, { Cookie, Origin: served.url }).client, board)).toHaveProperty('data')
    const foreign = connect(undefined, { Cookie, Origin: 'https://elsewhere.example' })
    await expect(first(foreign.client, board)).rejects.toMatchObject({
      code: 4403,
      reason: expect.stringContaining('X-Forwarded-Host') as string,
    })
  })

  test.each([
    ['no token', undefined],
    ['a wrong one', { authorization: 'Bearer rl_no' }],
    ['something else', { authorization: 42 }],
  ])('closes with 4401 and what to do for %s', async (_, params) => {
    const { client, closed } = connect(params)
    await expect(first(client, board)).rejects.toBeDefined()
    expect(await closed).toMatchObject({ code: 4401, reason: expect.stringContaining('Send a valid token') as string })
  })

  test('who connects while the database is away is told to come again, and is let in then', async () => {
    const token = book.issue('analyst')
    const away = Promise.reject(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }))
    away.catch(() => undefined)
    delayTokens = away
    const { client, closed } = authorized(token)
    await expect(first(client, board)).rejects.toBeDefined()
    expect(await closed).toMatchObject({ code: 1013, reason: expect.stringContaining('connect again') as string })
    delayTokens = Promise.resolve()
    expect(await first(authorized(token).client, board)).toHaveProperty('data')
  })

  test('answers queries too, and says what is wrong with a document', async () => {
    const { client } = authorized(book.issue('analyst'))
    expect(await first(client, '{ viewer { label } }')).toEqual({ data: { viewer: { label: 'a analyst' } } })
    await expect(first(client, '{ nonsense }')).rejects.toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
    await expect(first(client, 'query A { viewer { label } } query B { viewer { label } }')).rejects.toMatchObject([
      { extensions: { code: 'BAD_USER_INPUT', argument: 'operationName' } },
    ])
    await expect(first(client, 'subscription { queueBoard {')).rejects.toMatchObject([
      { extensions: { code: 'BAD_USER_INPUT' } },
    ])
    expect(await first(client, 'subscription { queueBoard(queues: ["salse"]) { now } }')).toMatchObject({
      errors: [{ message: expect.stringContaining('there is no queue "salse"') as string }],
    })
    const refused = await first(client, 'subscription { events { type } }')
    expect(refused?.errors?.[0]?.extensions).toEqual({ code: 'FORBIDDEN' })
  })

  test('has a hundred operations on one connection without a warning of the runtime', async () => {
    const warnings: string[] = []
    const hear = (warning: Error) => warnings.push(warning.message)
    process.on('warning', hear)
    const { client } = authorized(book.issue('analyst'))
    const boards = Array.from({ length: 100 }, () => client.iterate({ query: board }))
    const answers = await Promise.all(boards.map(each => each.next()))
    process.off('warning', hear)
    for (const answer of answers) expect(answer).toMatchObject({ value: { data: { queueBoard: {} } } })
    expect(warnings).toEqual([])
  })

  test('keeps a silent connection open by pings, and cuts one that answers none', async () => {
    const { client, pings } = authorized(book.issue('administrator'))
    const events = client.iterate({ query: 'subscription { events { type } }' })
    const next = events.next()
    const deaf = new WebSocket(`${served.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
      autoPong: false,
    })
    const cut = new Promise(resolve => deaf.once('close', resolve))
    await cut
    const before = pings()
    // At the second one the answer to the first has been looked for.
    await until(() => pings() >= before + 2)
    await append('SiteRegistered')
    expect((await next).value).toEqual({ data: { events: { type: 'SiteRegistered' } } })
  })

  test('ends what a token has opened within seconds of its revocation or expiry', async () => {
    const token = book.issue('analyst')
    const expiring = book.issue('analyst', { expiresAt: noon + microsOfSeconds(60) })
    const [one, two] = [authorized(token), authorized(expiring)]
    const watching = [one, two].map(({ client }) => client.iterate({ query: board }))
    await Promise.all(watching.map(each => each.next()))
    book.revoke(token)
    now += microsOfSeconds(60)
    for (const { closed } of [one, two])
      expect(await closed).toMatchObject({
        code: 4401,
        reason: expect.stringContaining('revoked or has expired') as string,
      })
    await nothingIsWatched()
  })

  test('leaves nothing behind when the client goes', async () => {
    const { client } = authorized(book.issue('analyst'))
    const boards = client.iterate({ query: board })
    await boards.next()
    expect(served.api.watchedBoards()).toBe(1)
    expect(engine.listeners()).toBe(1)
    client.terminate()
    await nothingIsWatched()
    expect(engine.listeners()).toBe(0)
  })

  test('asks no more for the token of one who goes while he is let in', async () => {
    let release: () => void = () => undefined
    delayTokens = new Promise(resolve => (release = resolve))
    const token = book.issue('analyst')
    const socket = new WebSocket(`${served.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws')
    await new Promise(resolve => socket.once('open', resolve))
    socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }))
    await until(() => asksFor(token) === 1)
    const closed = new Promise(resolve => socket.once('close', resolve))
    socket.close()
    await closed
    release()
    const other = book.issue('analyst')
    const { client } = authorized(other)
    await first(client, board)
    const { client: still } = authorized(other)
    await still.iterate({ query: board }).next()
    const before = asksFor(other)
    await until(() => asksFor(other) >= before + 2)
    expect(asksFor(token)).toBe(1)
  })

  test('refuses another protocol, another path, and a message that is too long', async () => {
    const address = served.url.replace('http', 'ws')
    const refused = (url: string, protocol: string) =>
      new Promise(resolve => {
        const socket = new WebSocket(url, protocol)
        socket.once('error', resolve)
        socket.once('close', resolve)
      })
    expect(String(await refused(`${address}/other`, 'graphql-transport-ws'))).toContain('404')
    const socket = new WebSocket(`${address}/graphql`, 'graphql-transport-ws')
    await new Promise(resolve => socket.once('open', resolve))
    socket.send('x'.repeat(1_100_000))
    expect(await new Promise(resolve => socket.once('close', resolve))).toBe(1009)
  })
})

type Results = ReturnType<typeof resultsIn>

const dataOf = async (results: Results) => {
  const { value } = await results.next()
  return value ? value.data : undefined
}

async function toEnd(results: Results) {
  while (!(await results.next()).done);
}

describe('server-sent events', () => {
  const listen = async (query: string, token: string) =>
    resultsIn(await post(served.url, query, { ...bearer(token), Accept: 'text/event-stream' }))

  test('push a board after every commit', async () => {
    const results = await listen(board, book.issue('analyst'))
    expect(await dataOf(results)).toMatchObject({ queueBoard: { now: '2026-11-21T12:00:00.000000Z' } })
    now += microsOfSeconds(1)
    engine.commit()
    expect(await dataOf(results)).toMatchObject({ queueBoard: { now: '2026-11-21T12:00:01.000000Z' } })
    await results.return(undefined)
    await nothingIsWatched()
  })

  test('can be had by EventSource: a GET with the cookie', async () => {
    const signedIn = await fetch(`${served.url}/session`, { method: 'POST', headers: bearer(book.issue('analyst')) })
    const response = await fetch(`${served.url}/graphql?query=${encodeURIComponent(board)}`, {
      headers: { Accept: 'text/event-stream', Cookie: signedIn.headers.get('set-cookie')?.split(';')[0] ?? '' },
    })
    const results = resultsIn(response)
    expect((await results.next()).value).toHaveProperty('data.queueBoard')
    await results.return(undefined)
  })

  test('are the only answer over HTTP: who takes JSON only leaves nothing open', async () => {
    const response = await post(served.url, board, bearer(book.issue('analyst')))
    expect(response.status).toBe(406)
    expect(await errorIn(response)).toMatchObject({
      message: expect.stringContaining('Accept: text/event-stream') as string,
      extensions: { code: 'BAD_USER_INPUT' },
    })
    expect(served.api.watchedBoards()).toBe(0)
  })

  test('leave nothing open for a client who goes before they begin', async () => {
    let release: () => void = () => undefined
    const held = new Promise<void>(resolve => (release = resolve))
    const asked = vi.fn(() => held)
    delayNames = asked
    const abort = new AbortController()
    const ofSales = 'subscription { queueBoard(queues: ["sales"]) { now } }'
    const gone = fetch(`${served.url}/graphql?query=${encodeURIComponent(ofSales)}`, {
      headers: { ...bearer(book.issue('analyst')), Accept: 'text/event-stream' },
      signal: abort.signal,
    }).catch((error: unknown) => error)
    await until(() => asked.mock.calls.length > 0)
    abort.abort()
    await gone
    await answersAnother()
    release()
    await answersAnother()
    await nothingIsWatched()
  })

  test('end when the token is revoked', async () => {
    const token = book.issue('analyst')
    const results = await listen(board, token)
    await results.next()
    book.revoke(token)
    await expect(toEnd(results)).rejects.toThrow()
    await nothingIsWatched()
  })
})

/** Whatever the server had to do for those before it is done. */
async function answersAnother() {
  const response = await post(served.url, '{ viewer { label } }', bearer(book.issue('analyst')))
  expect(await response.json()).toHaveProperty('data.viewer')
}

describe('events', () => {
  const listen = async (args: string) =>
    resultsIn(
      await post(served.url, `subscription { events${args} { position type stream site } }`, {
        ...bearer(book.issue('auditor')),
        Accept: 'text/event-stream',
      }),
    )
  const next = async (results: AsyncGenerator<{ data?: Record<string, unknown> }>) =>
    ((await results.next()).value as { data: { events: unknown } }).data.events

  test('begin now, or behind a position with nothing left out', async () => {
    await append('One')
    await append('Two')
    const beginning = vi.spyOn(store, 'lastPosition')
    const [live, all] = [await listen(''), await listen('(after: "0")')]
    expect(await next(all)).toMatchObject({ position: '1', type: 'One' })
    expect(await next(all)).toMatchObject({ position: '2', type: 'Two' })
    const soon = next(live)
    await until(() => beginning.mock.results.length > 0)
    await append('Three')
    expect(await soon).toEqual({ position: '3', type: 'Three', stream: 'site/paris', site: 'paris' })
    expect(await next(all)).toMatchObject({ position: '3' })
    await Promise.all([live.return(undefined), all.return(undefined)])
  })

  test('pass a filter', async () => {
    await append('One')
    await append('QueueLogRowRecorded', 'facts/paris/pbx1/queue_log', { callid: '1.1' })
    await append('QueueLogRowRecorded', 'facts/paris/pbx1/queue_log', { callid: '1.2' })
    await append('Two', 'site/lyon')
    const ofCall = await listen('(after: "0", filter: { callId: "1.2" })')
    const ofStream = await listen('(after: "0", filter: { streams: ["site/lyon"], types: ["One", "Two"] })')
    expect(await next(ofCall)).toMatchObject({ position: '3' })
    expect(await next(ofStream)).toMatchObject({ position: '4' })
    await Promise.all([ofCall.return(undefined), ofStream.return(undefined)])
  })
})
