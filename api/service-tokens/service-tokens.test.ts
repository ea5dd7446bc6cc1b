import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { TokenEvent } from '../../domain/access/tokens.ts'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import { microsOfSeconds } from '../../domain/kernel/time.ts'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import type { TokenRow } from '../../projections/directory/types.ts'
import { eventsOf } from '../events/event-type.ts'
import { asker, askOf, holder, type Ask } from '../testing/ask.ts'
import { emptyReports, fakePorts, noon, tokenBook } from '../testing/fakes.ts'
import { bearer, errorIn, post, serve, type Served } from '../testing/serve.ts'

/** What the directory has of a token. */
async function tokenIn(store: EventStore, tokenId: string): Promise<TokenRow | undefined> {
  const [issued, revoked] = await eventsOf(store.readStream(`token/${tokenId}`))
  if (!issued) return undefined
  const event = issued.data as unknown as Extract<TokenEvent, { type: 'TokenIssued' }>
  return {
    ...event,
    issuedAt: issued.occurredAt,
    issuedBy: issued.actor ?? null,
    revokedAt: revoked?.occurredAt ?? null,
    revokedBy: revoked?.actor ?? null,
  }
}

interface Issued {
  readonly token: string
  readonly auth_id: string
  readonly utc_expires_at: string
}

let now = noon
let store: EventStore
let served: Served
let ask: Ask
const book = tokenBook()
const administrator = book.issue('administrator')

beforeEach(async () => {
  now = noon
  store = createMemoryEventStore()
  const lyon = { ...(await emptyReports.sites())[0], site: 'lyon' } as Awaited<ReturnType<typeof emptyReports.sites>>[0]
  const reports = {
    ...emptyReports,
    sites: async () => [...(await emptyReports.sites()), lyon],
    tokenById: async (id: string) => (await book.reports.tokenById(id)) ?? tokenIn(store, id),
  }
  const ports = fakePorts(store, { reports, clock: () => now })
  ask = asker(ports)
  served = await serve(ports)
  await define(
    'site: "paris"',
    'login: "crm", password: "secret12", role: ANALYST, acl: ["calls.#", "confd.users.me.#"]',
  )
})
afterEach(() => served.stop())

async function define(site: string, input: string) {
  const { data } = await ask(
    `mutation { defineServiceAccess(${site}, input: { ${input} }) { rejections { message } } }`,
  )
  expect(data).toEqual({ defineServiceAccess: { rejections: [] } })
}

const basic = (login: string, password: string) => ({
  Authorization: `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}`,
})
const login = (body: object | string, headers: Record<string, string> = basic('crm', 'secret12')) =>
  fetch(`${served.url}/0.1/token`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
const issuedBy = async (response: Response) => ((await response.json()) as { data: Issued }).data
const at = (token: string, method: string, scope?: string) =>
  fetch(`${served.url}/0.1/token/${token}${scope === undefined ? '' : `?scope=${scope}`}`, { method })

describe('a service', () => {
  test('trades login and password for a token, which asks what its access list opens', async () => {
    const response = await login({ backend: 'xivo_service', expiration: 600 })
    expect(response.status).toBe(200)
    const data = await issuedBy(response)
    expect(data).toEqual({
      token: expect.stringMatching(/^rl_/) as string,
      auth_id: 'paris/crm',
      xivo_user_uuid: null,
      role: 'analyst',
      acls: ['calls.#', 'confd.users.me.#'],
      issued_at: '2026-11-21T12:00:00.000000Z',
      expires_at: '2026-11-21T12:10:00.000000Z',
      utc_issued_at: '2026-11-21T12:00:00.000000',
      utc_expires_at: '2026-11-21T12:10:00.000000',
    })
    const seen = await post(served.url, '{ viewer { label acl queues } }', bearer(data.token))
    expect(await seen.json()).toEqual({
      data: { viewer: { label: 'service crm@paris', acl: ['calls.#', 'confd.users.me.#'], queues: ['paris/*'] } },
    })
    expect((await post(served.url, '{ calls { edges { cursor } } }', bearer(data.token))).status).toBe(200)
    const refused = await errorIn(await post(served.url, '{ queueBoard { position } }', bearer(data.token)))
    expect(refused?.message).toContain('does not open boards.queues.read')
  })

  test('may send them in the body, and is believed for two hours when it does not say how long', async () => {
    const response = await login({ login: 'crm', password: 'secret12' }, {})
    expect((await issuedBy(response)).utc_expires_at).toBe('2026-11-21T14:00:00.000000')
    expect((await login('')).status).toBe(200)
  })

  test.each([
    ['a fraction of a second', { expiration: 0.5 }],
    ['seconds in quotes', { expiration: '600' }],
    ['no time at all', { expiration: 0 }],
    ['for ever', { expiration: 1e9 }],
    ['a list', '[1]'],
    ['no JSON', '{'],
    ['a site that is a number', { site: 1 }],
    ['more than anybody has to say', `"${'x'.repeat(5000)}"`],
  ])('is told what is wrong with %s', async (_, body) => {
    const response = await login(body)
    expect(response.status).toBe(400)
    expect((await errorIn(response))?.extensions.code).toBe('BAD_USER_INPUT')
  })

  test('is refused with a wrong password in the same words as with a login that there is not', async () => {
    const wrong = await login({}, basic('crm', 'secret13'))
    const stranger = await login({}, basic('crn', 'secret12'))
    expect([wrong.status, stranger.status]).toEqual([401, 401])
    expect(await wrong.text()).toBe(await stranger.text())
    const refused = await eventsOf(store.readStream('service-access/paris'))
    expect(refused.map(({ type, data }) => ({ type, data }))).toEqual([
      {
        type: 'ServiceAccessRefused',
        data: { type: 'ServiceAccessRefused', site: 'paris', login: 'crm', address: '127.0.0.1' },
      },
    ])
  })

  test('is not listened to any more after twenty wrong passwords: its address for a minute, its login for five, not even with the right one', async () => {
    for (let i = 0; i < 20; i++) expect((await login({}, basic('crm', `wrong-${i}`))).status).toBe(401)
    const late = await login({})
    expect(late.status).toBe(429)
    expect(late.headers.get('retry-after')).toBe('300')
    expect((await login({}, basic('other', 'secret12'))).headers.get('retry-after')).toBe('60')
    expect(await eventsOf(store.readStream('service-access/paris'))).toHaveLength(5)
    now += microsOfSeconds(60)
    expect((await login({})).status).toBe(429)
    expect((await login({}, basic('other', 'secret12'))).status).toBe(401)
    now += microsOfSeconds(240)
    expect((await login({})).status).toBe(200)
  })

  test('says its site where others have the same login and password', async () => {
    await define('site: "lyon"', 'login: "crm", password: "secret12", role: AUDITOR, acl: ["#"]')
    expect((await errorIn(await login({})))?.message).toBe(
      'site: there is such an access at paris and lyon; say which site.',
    )
    expect((await issuedBy(await login({ site: 'lyon' }))).auth_id).toBe('lyon/crm')
  })

  test('issues and ends are in the log, by whom', async () => {
    const { token } = await issuedBy(await login({}))
    await at(token, 'DELETE')
    const [, tokenId] = token.split('_')
    const events = await eventsOf(store.readStream(`token/${tokenId}`))
    expect(events.map(({ type, actor }) => ({ type, actor }))).toEqual([
      { type: 'TokenIssued', actor: 'service crm@paris' },
      { type: 'TokenRevoked', actor: 'service crm@paris' },
    ])
  })
})

describe('the token of a service', () => {
  test('is valid until it expires', async () => {
    const { token } = await issuedBy(await login({ expiration: 1 }))
    expect((await at(token, 'HEAD')).status).toBe(204)
    const shown = await at(token, 'GET')
    expect(shown.status).toBe(200)
    expect((await issuedBy(shown)).auth_id).toBe('paris/crm')
    now += microsOfSeconds(1)
    expect((await at(token, 'HEAD')).status).toBe(404)
    expect((await at(token, 'GET')).status).toBe(404)
    expect((await at('mistyped', 'GET')).status).toBe(404)
  })

  test.each([
    ['calls.history.read', 204],
    ['boards.queues.read', 403],
    ['confd.users.crm.lines.read', 204],
    ['confd.users.other.lines.read', 403],
    ['calls.#', 204],
    ['a..b', 400],
  ])('is asked whether it opens %s: %i', async (scope, status) => {
    const { token } = await issuedBy(await login({}))
    expect((await at(token, 'HEAD', encodeURIComponent(scope))).status).toBe(status)
  })

  test('opens no name of ours that its role may not do', async () => {
    await define('site: "paris"', 'login: "all", password: "secret12", role: ANALYST, acl: ["#"]')
    const { token } = await issuedBy(await login({}, basic('all', 'secret12')))
    expect((await at(token, 'HEAD', 'calls.history.read')).status).toBe(204)
    expect((await at(token, 'HEAD', 'configuration.queues.create')).status).toBe(403)
  })

  test('is checked and ended as well where a header has it: paths end up in logs', async () => {
    const { token } = await issuedBy(await login({}))
    const ask = (method: string, headers: Record<string, string>, scope = '') =>
      fetch(`${served.url}/0.1/token${scope}`, { method, headers })
    expect((await ask('HEAD', bearer(token))).status).toBe(204)
    expect((await ask('HEAD', { 'X-Auth-Token': token }, '?scope=boards.queues.read')).status).toBe(403)
    expect((await ask('HEAD', {})).status).toBe(404)
    expect((await ask('DELETE', bearer(token))).status).toBe(200)
    expect((await ask('HEAD', bearer(token))).status).toBe(404)
  })

  test('is ended once', async () => {
    const { token } = await issuedBy(await login({}))
    expect((await at(token, 'DELETE')).status).toBe(200)
    expect((await at(token, 'DELETE')).status).toBe(404)
    expect((await post(served.url, '{ viewer { label } }', bearer(token))).status).toBe(401)
  })

  test('has the rights of the access as it is, and ends with it', async () => {
    const { token } = await issuedBy(await login({}))
    const change = (input: string) =>
      ask(
        `mutation { changeServiceAccess(site: "paris", input: { login: "crm", ${input} }) { rejections { message } } }`,
      )
    await change('acl: ["boards.#"]')
    expect((await at(token, 'HEAD', 'boards.queues.read')).status).toBe(204)
    expect((await at(token, 'HEAD', 'calls.history.read')).status).toBe(403)
    await change('password: "secret13"')
    expect((await at(token, 'HEAD')).status).toBe(404)
  })

  test('takes what it has opened with it when the access is changed', async () => {
    const { token } = await issuedBy(await login({}))
    await ask(
      'mutation { changeServiceAccess(site: "paris", input: { login: "crm", acl: ["boards.#"] }) { position } }',
    )
    const { token: boards } = await issuedBy(await login({}))
    expect(boards).not.toBe(token)
    const pushed = await post(served.url, 'subscription { queueBoard { position } }', {
      ...bearer(boards),
      Accept: 'text/event-stream',
    })
    expect(pushed.status).toBe(200)
    const ended = pushed.text().then(
      () => 'ended',
      () => 'ended',
    )
    await ask('mutation { changeServiceAccess(site: "paris", input: { login: "crm", acl: ["calls.#"] }) { position } }')
    expect(await ended).toBe('ended')
  })
})

test('what a token with an access list is denied is in the log, a few times a minute', async () => {
  const { token } = await issuedBy(await login({}))
  const [, tokenId] = token.split('_')
  const denied = () => eventsOf(store.readStream(`access-denied/${tokenId}`))
  await post(served.url, '{ queueBoard { position } }', bearer(token))
  await at(token, 'HEAD', 'confd.users.read')
  const csv = await fetch(`${served.url}/callback-tickets.csv`, { headers: bearer(token) })
  expect(csv.status).toBe(403)
  await vi.waitFor(async () => expect(await denied()).toHaveLength(3))
  expect((await denied()).map(({ actor, data }) => [actor, (data as { name: string }).name])).toEqual([
    ['service crm@paris', 'boards.queues.read'],
    ['service crm@paris', 'confd.users.read'],
    ['service crm@paris', 'callbacks.files.read'],
  ])
  for (let i = 0; i < 6; i++) await post(served.url, '{ agentBoard { position } }', bearer(token))
  await vi.waitFor(async () => expect(await denied()).toHaveLength(5))
  await post(served.url, '{ queueBoard { position } }', bearer(administrator))
  expect(await eventsOf(store.readStream(`access-denied/${administrator.split('_')[1]}`))).toEqual([])
})

describe('other tokens', () => {
  test('can be checked, and are not ended here', async () => {
    expect((await at(administrator, 'HEAD', 'access.tokens.create')).status).toBe(204)
    expect((await at(administrator, 'HEAD', 'confd.users.read')).status).toBe(403)
    const response = await at(administrator, 'DELETE')
    expect(response.status).toBe(403)
    expect((await errorIn(response))?.message).toContain('ringledger token revoke')
  })

  test('methods that there are not are refused', async () => {
    expect((await at(administrator, 'POST')).headers.get('allow')).toBe('HEAD, GET, DELETE')
    expect((await at(administrator, 'PUT')).headers.get('allow')).toBe('POST, HEAD, GET, DELETE')
  })
})

test('a list of tokens is not full of those of services that have ended', async () => {
  const service = { site: 'paris', login: 'crm', id: 'serviceAccess:crm', password: '' }
  const row = (tokenId: string, expiresAt: number | null, ofService: boolean): TokenRow => ({
    tokenId,
    label: tokenId,
    role: 'analyst',
    scope: ofService ? { service } : {},
    secretHash: '',
    issuedAt: 0,
    issuedBy: null,
    expiresAt,
    revokedAt: null,
    revokedBy: null,
  })
  const tokens = () =>
    Promise.resolve([row('ended', noon, false), row('over', noon, true), row('valid', noon + 1, true)])
  const labels = async (query: string) => (await askOf({ tokens })(query)).data?.['tokens']
  expect(await labels('{ tokens { label } }')).toEqual([{ label: 'ended' }, { label: 'valid' }])
  expect(await labels('{ tokens(services: true) { label } }')).toHaveLength(3)
})

test('who has an access list lets no service do more than he may', async () => {
  const narrow = holder('administrator', { acl: ['configuration.serviceAccesses.#', 'calls.#'] })
  const send = (command: string) =>
    ask(`mutation { ${command} { rejections { rule } } }`, {}, narrow).then(({ data, errors }) => errors ?? data)
  const within = { rejections: [{ rule: 'within' }] }
  expect(await send('changeServiceAccess(site: "paris", input: { login: "crm", password: "mine1234" })')).toEqual({
    changeServiceAccess: within,
  })
  const wider = 'login: "x", password: "mine1234", role: ADMINISTRATOR, acl: ["#"]'
  expect(await send(`defineServiceAccess(site: "paris", input: { ${wider} })`)).toEqual({ defineServiceAccess: within })
  const person = holder('administrator', { acl: ['configuration.#'] })
  const grant =
    'mutation { grantProfile(site: "paris", input: { login: "x", type: ADMINISTRATOR }) { rejections { rule } } }'
  expect((await ask(grant, {}, person)).data).toEqual({ grantProfile: within })
  const own = 'login: "x", password: "mine1234", role: ADMINISTRATOR, acl: ["calls.*.read"]'
  expect(await send(`defineServiceAccess(site: "paris", input: { ${own} })`)).toEqual({
    defineServiceAccess: { rejections: [] },
  })
})
