import { afterAll, beforeAll, expect, test } from 'vitest'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { emptyReports, fakePorts, tokenBook } from '../testing/fakes.ts'
import { bearer, serve, type Served } from '../testing/serve.ts'

/** What browsers and proxies are told with an answer that has figures, names or numbers in it, whatever the way to it. */
const book = tokenBook()
const token = book.issue('administrator')
let served: Served
beforeAll(async () => {
  served = await serve(fakePorts(createMemoryEventStore(), { reports: { ...emptyReports, ...book.reports } }))
})
afterAll(() => served.stop())

const query = '{ viewer { label } }'
const json = { 'Content-Type': 'application/json' }
const period = 'from=2026-11-20T00:00:00Z&to=2026-11-21T00:00:00Z'

interface Asked extends RequestInit {
  readonly headers?: Readonly<Record<string, string>>
}

const asked: readonly (readonly [string, Asked])[] = [
  ['/graphql', { method: 'POST', headers: json, body: JSON.stringify({ query }) }],
  ['/graphql', { method: 'POST', headers: json, body: JSON.stringify({ query: '{ nothing }' }) }],
  ['/graphql', { method: 'POST', headers: json, body: 'no json' }],
  [
    '/graphql',
    {
      method: 'POST',
      headers: { ...json, Accept: 'text/event-stream' },
      body: JSON.stringify({ query: 'subscription { queueBoard { now } }' }),
    },
  ],
  [`/graphql?query=${encodeURIComponent(query)}`, {}],
  [`/graphql?query=${encodeURIComponent('mutation { stopDemo { position } }')}`, {}],
  [
    '/graphql',
    { method: 'OPTIONS', headers: { Origin: 'https://elsewhere.example', 'Access-Control-Request-Method': 'POST' } },
  ],
  [`/calls.csv?${period}`, {}],
  ['/users.csv', {}],
  ['/phonebook.csv', {}],
  [`/qualifications.csv?${period}`, {}],
  [`/callback-tickets.csv?${period}`, {}],
  ['/facts?site=paris&node=pbx1', {}],
  ['/session', { method: 'POST' }],
  ['/metrics', {}],
  ['/healthz', {}],
  ['/readyz', {}],
  ['/nothing', {}],
  ['/auth/check', {}],
  ['/0.1/token', { method: 'POST' }],
]

test.each(asked)('%s is kept by no cache, framed by no other site, and read by none', async (path, init) => {
  for (const authorization of [bearer(token), {}]) {
    const headers = { Accept: 'application/json', ...init.headers, ...authorization }
    const response = await fetch(served.url + path, { ...init, headers })
    await response.body?.cancel()
    const told = Object.fromEntries(response.headers)
    expect([response.status, told]).toEqual([
      expect.any(Number),
      expect.objectContaining({
        'cache-control': expect.stringContaining('no-store') as string,
        'content-security-policy': expect.stringMatching(
          /default-src 'self'.*base-uri 'none'.*frame-ancestors 'self'/,
        ) as string,
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'SAMEORIGIN',
        'referrer-policy': 'no-referrer',
        'cross-origin-resource-policy': 'same-origin',
      }),
    ])
    expect(told['content-security-policy']).not.toMatch(/unsafe|\*/)
    expect(Object.keys(told).filter(name => name.startsWith('access-control'))).toEqual([])
  }
})

test('a change is made by POST alone', async () => {
  const mutation = encodeURIComponent('mutation { stopDemo { position } }')
  const response = await fetch(`${served.url}/graphql?query=${mutation}`, { headers: bearer(token) })
  expect(response.status).toBe(405)
})
