import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { createServer, get, type IncomingMessage } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { listen } from '../http/listen.ts'
import { emptyReports, fakeEngine, fakePorts, tokenBook } from '../testing/fakes.ts'
import { bearer, errorIn, post, serve, type Served } from '../testing/serve.ts'

const book = tokenBook()
const token = book.issue('administrator')
const reports = { ...emptyReports, ...book.reports }
const root = mkdtempSync(path.join(os.tmpdir(), 'ringledger-static-'))
const directory = path.join(root, 'dashboards')
let served: Served

beforeAll(async () => {
  mkdirSync(path.join(directory, 'assets'), { recursive: true })
  writeFileSync(path.join(root, 'secret.txt'), 'for nobody')
  writeFileSync(path.join(directory, 'index.html'), '<!doctype html>board')
  const script = 'export const board = 1\n'.repeat(100)
  writeFileSync(path.join(directory, 'assets', 'board-DiwrgTda.js'), script)
  writeFileSync(path.join(directory, 'assets', 'board-DiwrgTda.js.gz'), gzipSync(script))
  served = await serve({ ...fakePorts(createMemoryEventStore(), { reports }), staticDirectory: directory })
})
afterAll(async () => {
  await served.stop()
  rmSync(root, { recursive: true })
})

describe('the dashboards', () => {
  const load = (file: string, headers: Record<string, string> = {}) => fetch(`${served.url}${file}`, { headers })

  test('are the same page under every address of the application', async () => {
    for (const address of ['/', '/board', '/reports/queues?from=1'])
      expect(await (await load(address)).text()).toBe('<!doctype html>board')
    expect((await load('/missing.js')).status).toBe(404)
  })

  test('may be kept for ever where the name tells the content, and are asked for again otherwise', async () => {
    const script = await load('/assets/board-DiwrgTda.js')
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    const page = await load('/')
    expect(page.headers.get('cache-control')).toBe('no-cache')
    const again = await load('/', { 'If-None-Match': page.headers.get('etag') ?? '' })
    expect(again.status).toBe(304)
  })

  test('come compressed to whoever takes that', async () => {
    const packed = await load('/assets/board-DiwrgTda.js', { 'Accept-Encoding': 'gzip' })
    expect(packed.headers.get('content-encoding')).toBe('gzip')
    expect(packed.headers.get('vary')).toBe('Accept-Encoding')
    expect(await packed.text()).toContain('board = 1')
    const plain = await load('/assets/board-DiwrgTda.js', { 'Accept-Encoding': 'identity' })
    expect(plain.headers.get('content-encoding')).toBeNull()
  })

  test('may load nothing from elsewhere and be framed by nobody else', async () => {
    const { headers } = await load('/')
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'self'; .*frame-ancestors 'self'$/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
  })

  test.each(['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/assets/%00', '/%E0%A4%A'])(
    'lead out of their directory by no address: %s',
    async address => {
      const { hostname, port } = new URL(served.url)
      // fetch would resolve the dots itself.
      const asked = get({ hostname, port, path: address })
      const [response] = (await once(asked, 'response')) as [IncomingMessage]
      expect(await text(response)).not.toContain('for nobody')
    },
  )

  test('take no POST', async () => {
    expect((await fetch(`${served.url}/`, { method: 'POST' })).status).toBe(405)
  })

  test('that were never built say how to build them', async () => {
    const unbuilt = await serve({ ...fakePorts(createMemoryEventStore()), staticDirectory: path.join(root, 'none') })
    const response = await fetch(unbuilt.url)
    expect(response.status).toBe(503)
    expect(await response.text()).toContain('npm run build')
    await unbuilt.stop()
  })
})

test('an address with the character U+0000 is refused wherever it leads: no text in the database can have it', async () => {
  for (const address of ['/facts?site=%00&node=pbx1', '/callback-tickets.csv?list=a%00b', '/0.1/token/%00', '/%00']) {
    const response = await fetch(`${served.url}${address}`, { headers: bearer(token) })
    expect(response.status).toBe(400)
    expect(await errorIn(response)).toMatchObject({
      message: expect.stringContaining('U+0000') as string,
      extensions: { code: 'BAD_USER_INPUT' },
    })
  }
})

describe('GraphQL over HTTP', () => {
  const ask = (body: string, headers: Record<string, string> = {}) =>
    fetch(`${served.url}/graphql`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...bearer(token), ...headers },
      body,
    })

  test('takes no batches and no body that is too long', async () => {
    const batch = await ask(JSON.stringify([{ query: '{ viewer { label } }' }, { query: '{ viewer { label } }' }]))
    expect(batch.status).toBe(400)
    expect((await ask(JSON.stringify({ query: `{ viewer { label } } #${'x'.repeat(1_100_000)}` }))).status).toBe(413)
  })

  test('takes a mutation by POST only', async () => {
    const mutation = encodeURIComponent('mutation { stopDemo(input: {}) { position } }')
    const response = await fetch(`${served.url}/graphql?query=${mutation}`, { headers: bearer(token) })
    expect(response.status).toBe(405)
  })

  test.each([
    ['no JSON', '{'],
    ['no query', '{}'],
    ['a field that does not exist', '{"query":"{ nonsense }"}'],
    ['a syntax fault', '{"query":"{ viewer "}'],
    [
      'a wrong instant',
      '{"query":"{ agentTimeline(agent: \\"a\\", period: { from: \\"yesterday\\", to: \\"2026-01-01T00:00:00Z\\" }) { state } }"}',
    ],
  ])('says what is wrong with %s, by one code', async (_, body) => {
    const error = await errorIn(await ask(body))
    expect(error?.extensions.code).toBe('BAD_USER_INPUT')
  })

  test('answers introspection to holders of a token', async () => {
    expect(await (await ask('{"query":"{ __type(name: \\"Query\\") { name } }"}')).json()).toEqual({
      data: { __type: { name: 'Query' } },
    })
  })
})

describe('faults of ours', () => {
  test('are logged under a reference, and the client is given no more than that', async () => {
    const logged: string[] = []
    const broken = await serve({
      ...fakePorts(createMemoryEventStore(), {
        reports: { ...reports, sites: () => Promise.reject(new Error('column "secret" does not exist')) },
        log: (level, message, fields) => logged.push(`${level} ${message} ${JSON.stringify(fields)}`),
      }),
    })
    const error = await errorIn(await post(broken.url, '{ sites { site } }', bearer(token)))
    expect(error?.extensions.code).toBe('INTERNAL')
    const [, reference = 'none'] = /reference (\S+)\.$/.exec(error?.message ?? '') ?? []
    expect(JSON.stringify(error)).not.toContain('secret')
    expect(logged.join('\n')).toContain(reference)
    expect(logged.join('\n')).toContain('column \\"secret\\" does not exist')
    await broken.stop()
  })

  test('a database that does not answer is told apart, before and after authentication', async () => {
    const refuse = () => Promise.reject(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }))
    const halfDown = await serve(fakePorts(createMemoryEventStore(), { reports: { ...reports, sites: refuse } }))
    const inside = await post(halfDown.url, '{ sites { site } }', bearer(token))
    expect((await errorIn(inside))?.extensions.code).toBe('DATABASE_UNREACHABLE')
    await halfDown.stop()
    const down = await serve(fakePorts(createMemoryEventStore(), { reports: { ...reports, tokenById: refuse } }))
    const outside = await post(down.url, '{ sites { site } }', bearer(token))
    expect(outside.status).toBe(503)
    expect((await errorIn(outside))?.extensions.code).toBe('DATABASE_UNREACHABLE')
    await down.stop()
  })
})

describe('health', () => {
  test('is alive without a token', async () => {
    expect(await (await fetch(`${served.url}/healthz`)).json()).toEqual({ status: 'alive', version: 'test' })
  })

  test('is ready while the log answers and no projection has stopped', async () => {
    expect((await fetch(`${served.url}/readyz`)).status).toBe(200)
  })

  test('tells anybody which projections have stopped, and who may read the status of every site why', async () => {
    const engine = fakeEngine().port
    const stopped = { ...engine.projections()[0]!, state: 'STOPPED' as const, problem: 'event 7 cannot be read' }
    const ports = fakePorts(createMemoryEventStore(), { reports, engine: { ...engine, projections: () => [stopped] } })
    const broken = await serve(ports)
    const ready = async (headers: Record<string, string> = {}) => {
      const response = await fetch(`${broken.url}/readyz`, { headers })
      expect(response.status).toBe(503)
      return (await response.json()) as unknown
    }
    const names = { status: 'not ready', stopped: [{ name: 'directory' }] }
    expect(await ready()).toEqual(names)
    expect(await ready(bearer('rl_mistyped'))).toEqual(names)
    expect(await ready(bearer(book.issue('collector')))).toEqual(names)
    expect(await ready(bearer(book.issue('analyst', { scope: { queues: ['paris/*'] } })))).toEqual(names)
    expect(await ready(bearer(token))).toEqual({
      status: 'not ready',
      stopped: [{ name: 'directory', problem: 'event 7 cannot be read' }],
    })
    await broken.stop()
  })
})

describe('listening', () => {
  test('on a port in use says which, and how to choose another', async () => {
    const port = Number(new URL(served.url).port)
    await expect(listen(createServer(), port, '127.0.0.1')).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is in use by another program. Choose another with --port (or RINGLEDGER_PORT), e.g. --port ${port + 1}`,
    )
  })

  test('on what is no port, or no address of this machine, says so', async () => {
    await expect(listen(createServer(), 70_000, '127.0.0.1')).rejects.toThrow('70000 is no port')
    await expect(listen(createServer(), 0, '192.0.2.1')).rejects.toThrow('This machine has no address 192.0.2.1')
  })
})
