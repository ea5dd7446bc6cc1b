import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import WebSocket from 'ws'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import { microsOfSeconds } from '../../domain/kernel/time.ts'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { eventsOf } from '../events/event-type.ts'
import { asker, type Ask } from '../testing/ask.ts'
import { emptyReports, fakePorts, noon, paris } from '../testing/fakes.ts'
import { bearer, errorIn, post, serve, type Served } from '../testing/serve.ts'

let now = noon
let store: EventStore
let served: Served
let ask: Ask

beforeEach(async () => {
  now = noon
  store = createMemoryEventStore()
  const sites = () => Promise.resolve([paris, { ...paris, site: 'lyon' }])
  const ports = fakePorts(store, { reports: { ...emptyReports, sites }, clock: () => now })
  ask = asker(ports)
  served = await serve({ ...ports, sessionKey: new Uint8Array(32).fill(7) })
  for (const site of ['paris', 'lyon']) {
    await change(site, 'defineContext', { name: 'default', displayName: 'Default' })
    await change(site, 'defineQueue', { name: 'sales', displayName: 'Sales' })
    await change(site, 'defineAgentGroup', { name: 'days', displayName: 'Days' })
    await change(site, 'defineAgent', { number: '8001', firstName: 'A', context: 'default', group: 'days' })
    await change(site, 'defineAgent', { number: '8002', firstName: 'B', context: 'default' })
  }
  await change('paris', 'defineUser', sarah)
  await change('paris', 'grantProfile', { login: 's.doe', ...supervisor })
})
afterEach(() => served.stop())

const sarah = {
  user: 'sarah',
  firstName: 'Sarah',
  lastName: 'Doe',
  ctiEnabled: true,
  ctiLogin: 's.doe',
  ctiPassword: 'secret12',
  ctiProfile: 'Supervisor',
}
const supervisor = { type: 'supervisor', queues: ['sales'], agentGroups: ['days'] }

/** A command of an administrator, which must be accepted. */
async function change(site: string, command: string, input: object): Promise<void> {
  const { data, errors } = await ask(
    `mutation ($input: ${command.charAt(0).toUpperCase()}${command.slice(1)}Input!) { result: ${command}(site: "${site}", input: $input) { rejections { message } } }`,
    { input: inEnums(input) },
  )
  expect({ errors, ...data }).toEqual({ result: { rejections: [] } })
}

/** GraphQL writes choices in capitals. */
const inEnums = (input: object) =>
  Object.fromEntries(
    Object.entries(input).map(([name, value]) => [
      name,
      name === 'type' ? String(value).toUpperCase() : (value as unknown),
    ]),
  )

const send = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(served.url + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
const login = (more: object = {}) => send('/auth/login', { login: 's.doe', password: 'secret12', ...more })
const check = (headers: Record<string, string>) => fetch(`${served.url}/auth/check`, { headers })
const tokenOf = async (response: Response) => ((await response.json()) as { token: string }).token
const cookieOf = (response: Response) => response.headers.get('set-cookie')?.split(';')[0] ?? ''

const whoAmI = '{ viewer { login name site label role profile rights queues agents } }'
const viewer = async (headers: Record<string, string>) => {
  const answer = (await (await post(served.url, whoAmI, headers)).json()) as { data?: { viewer: object } }
  return answer.data?.viewer
}
const status = async (headers: Record<string, string>) => (await post(served.url, whoAmI, headers)).status
const seen = {
  login: 's.doe',
  name: 'Sarah Doe',
  site: 'paris',
  label: 's.doe@paris',
  role: 'SUPERVISOR',
  profile: 'SUPERVISOR',
  rights: ['RECORDING'],
  queues: ['paris/sales'],
  agents: ['paris/Agent/8001'],
}

describe('a person', () => {
  test('gets a token for login and password, and is who the configuration says', async () => {
    const response = await login()
    expect(await response.json()).toEqual({ login: 's.doe', token: expect.stringMatching(/^ru_/) as string, TTL: 3600 })
    expect(await viewer(bearer(await tokenOf(await login())))).toEqual(seen)
    expect(await viewer({ 'X-Auth-Token': await tokenOf(await login()) })).toEqual(seen)
  })

  test('gets a session of the dashboards, which says who it is', async () => {
    const response = await send('/session', { login: 's.doe', password: 'secret12' })
    expect(await response.json()).toEqual({
      label: 's.doe@paris',
      role: 'supervisor',
      expiresAt: null,
      rights: ['RECORDING'],
      login: 's.doe',
      name: 'Sarah Doe',
      site: 'paris',
      profile: 'SUPERVISOR',
    })
    expect(response.headers.get('set-cookie')).toContain('Max-Age=43200; HttpOnly; SameSite=Strict')
    const cookie = { Cookie: cookieOf(response) }
    expect(await viewer(cookie)).toEqual(seen)
    const renewed = await fetch(`${served.url}/session`, { method: 'POST', headers: cookie })
    expect(await viewer({ Cookie: cookieOf(renewed) })).toEqual(seen)
  })

  test('is valid for an hour, and renews it in use', async () => {
    const token = await tokenOf(await login())
    now += microsOfSeconds(3599)
    const renewed = await tokenOf(await check(bearer(token)))
    now += microsOfSeconds(1)
    expect(await status(bearer(token))).toBe(401)
    expect(await (await check(bearer(token))).json()).toMatchObject({ error: 'TokenExpired' })
    expect(await status(bearer(renewed))).toBe(200)
    now += microsOfSeconds(3600)
    expect(await status(bearer(renewed))).toBe(401)
  })

  test('and so long is the session that it was traded for, however often that is renewed', async () => {
    const trade = (headers: Record<string, string>) => fetch(`${served.url}/session`, { method: 'POST', headers })
    const traded = await trade(bearer(await tokenOf(await login())))
    now += microsOfSeconds(3599)
    const renewed = await trade({ Cookie: cookieOf(traded) })
    expect(renewed.headers.get('set-cookie')).toContain('Max-Age=1;')
    expect(await status({ Cookie: cookieOf(renewed) })).toBe(200)
    now += microsOfSeconds(1)
    expect(await status({ Cookie: cookieOf(renewed) })).toBe(401)
  })

  test('acts under his own name', async () => {
    await change('paris', 'defineUser', { user: 'ted', firstName: 'Ted', ...login2('ted') })
    const headers = bearer(await tokenOf(await login()))
    const granting = `mutation { grantProfile(input: { login: "ted", type: TEACHER, queues: ["sales"], period: { from: "2026-11-01", to: "2026-11-30" } }) { rejections { message } rightsProfile { user } } }`
    expect(await (await post(served.url, granting, headers)).json()).toEqual({
      data: { grantProfile: { rejections: [], rightsProfile: { user: 'ted' } } },
    })
    const events = await eventsOf(store.readStream('configuration/paris'))
    expect(events.at(-1)).toMatchObject({ type: 'RightsProfileDefined', actor: 's.doe@paris' })
    const list = '{ profiles { edges { node { login profile queues period { from to } } } } }'
    expect(await (await post(served.url, list, headers)).json()).toEqual({
      data: {
        profiles: {
          edges: [
            {
              node: {
                login: 'ted',
                profile: 'TEACHER',
                queues: ['sales'],
                period: { from: '2026-11-01', to: '2026-11-30' },
              },
            },
          ],
        },
      },
    })
  })

  test('and whoever tries to be him are in the log', async () => {
    await login()
    await login({ password: 'secret13' })
    const events = await eventsOf(store.readStream('sign-ins/paris'))
    expect(events.map(({ type, actor, data }) => ({ type, actor, data }))).toMatchObject([
      { type: 'PersonSignedIn', actor: 's.doe@paris', data: { user: 'sarah', login: 's.doe', address: '127.0.0.1' } },
      { type: 'SignInRefused', actor: 'system', data: { login: 's.doe', address: '127.0.0.1' } },
    ])
    expect(JSON.stringify(events)).not.toContain('secret1')
  })
})

const login2 = (name: string) => ({
  ctiEnabled: true,
  ctiLogin: name,
  ctiPassword: 'secret12',
  ctiProfile: 'Agent',
})

describe('refused is', () => {
  test.each([
    ['a wrong password', { password: 'secret13' }],
    ['a login that there is not', { login: 'nobody' }],
    ['an empty password', { password: '' }],
    ['a login of another site', { site: 'lyon' }],
    ['a login of a site that there is not', { site: 'rome' }],
  ])('%s, in the same words', async (_, more) => {
    const response = await login(more)
    expect(response.status).toBe(401)
    expect(await response.json()).toEqual({
      error: 'InvalidCredentials',
      message: 'There is nobody with this login and password, or the login is disabled.',
    })
    const session = await send('/session', { login: 's.doe', password: 'secret12', ...more })
    expect(session.status).toBe(401)
    expect(session.headers.get('set-cookie')).toBeNull()
  })

  test('a login that is disabled, and one without a password', async () => {
    await change('paris', 'changeUser', { user: 'sarah', ctiEnabled: false })
    expect((await login()).status).toBe(401)
    await change('paris', 'changeUser', { user: 'sarah', ctiPassword: null })
    expect((await login()).status).toBe(401)
    expect((await login({ password: '' })).status).toBe(401)
  })

  test.each([['{'], ['[]'], ['{"login": "s.doe"}'], ['{"login": 1, "password": "x"}'], [`"${'x'.repeat(5000)}"`]])(
    'what is no request: %s',
    async body => {
      const response = await send('/auth/login', body)
      expect(response.status).toBe(400)
      expect(await response.json()).toMatchObject({ error: 'InvalidJson' })
    },
  )

  test('what is no token', async () => {
    const errorOf = async (headers: Record<string, string>) =>
      ((await (await check(headers)).json()) as { error: string }).error
    const token = await tokenOf(await login())
    expect(await errorOf({})).toBe('AuthorizationHeaderNotFound')
    expect(await errorOf({ Authorization: 'Basic abc' })).toBe('BearerNotFound')
    expect(await errorOf(bearer('rl_no'))).toBe('InvalidToken')
    const forged = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`
    expect(await errorOf(bearer(forged))).toBe('InvalidToken')
    expect(await status(bearer(forged))).toBe(401)
    expect((await fetch(`${served.url}/auth/login`)).status).toBe(405)
    expect((await send('/auth/check', {})).status).toBe(405)
  })

  test('whoever has tried twenty times, even with the right password, until the minute is over', async () => {
    const statuses: number[] = []
    for (let attempt = 0; attempt < 22; attempt++)
      statuses.push((await login({ login: `x${attempt}`, password: 'x' })).status)
    expect(statuses.indexOf(429)).toBe(20)
    const refused = await login()
    expect(refused.headers.get('retry-after')).toBe('60')
    expect(await refused.json()).toMatchObject({ error: 'TooManyAttempts' })
    const session = await send('/session', { login: 's.doe', password: 'secret12' })
    expect((await errorIn(session))?.extensions.code).toBe('TOO_MANY_ATTEMPTS')
    now += microsOfSeconds(60)
    expect((await login()).status).toBe(200)
  })

  test('one login after twenty wrong passwords in five minutes, however slowly and from wherever they came', async () => {
    for (let attempt = 0; attempt < 20; attempt++) {
      expect((await login({ password: 'x' })).status).toBe(401)
      now += microsOfSeconds(10)
    }
    expect((await login()).status).toBe(429)
    now += microsOfSeconds(100)
    expect((await login()).status).toBe(200)
  })
})

describe('the same login at two sites', () => {
  const ofLyon = { ...sarah, lastName: 'Lyon' }

  test('is told apart by the password', async () => {
    await change('lyon', 'defineUser', { ...ofLyon, ctiPassword: 'other123' })
    await change('lyon', 'grantProfile', { login: 's.doe', ...supervisor })
    expect(await viewer(bearer(await tokenOf(await login())))).toEqual(seen)
    const other = await viewer(bearer(await tokenOf(await login({ password: 'other123' }))))
    expect(other).toMatchObject({
      site: 'lyon',
      name: 'Sarah Lyon',
      queues: ['lyon/sales'],
      agents: ['lyon/Agent/8001'],
    })
  })

  test('and the same password needs the site', async () => {
    await change('lyon', 'defineUser', ofLyon)
    const response = await login()
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({
      error: 'SiteRequired',
      message: expect.stringContaining('paris and lyon') as string,
    })
    expect((await send('/session', { login: 's.doe', password: 'secret12' })).status).toBe(400)
    expect(await viewer(bearer(await tokenOf(await login({ site: 'lyon' }))))).toMatchObject({ name: 'Sarah Lyon' })
    expect(await viewer(bearer(await tokenOf(await login({ site: 'paris' }))))).toEqual(seen)
  })
})

describe('what ends a session and a token', () => {
  test.each([
    ['another password', 'changeUser', { user: 'sarah', ctiPassword: 'chosen123' }],
    ['a login that is disabled', 'changeUser', { user: 'sarah', ctiEnabled: false }],
    ['the removal of the user', 'removeUser', { user: 'sarah' }],
  ])('%s', async (_, command, input) => {
    const token = await tokenOf(await login())
    const cookie = { Cookie: cookieOf(await send('/session', { login: 's.doe', password: 'secret12' })) }
    await change('paris', command, input)
    expect(await status(bearer(token))).toBe(401)
    expect(await status(cookie)).toBe(401)
    expect(await (await check(bearer(token))).json()).toMatchObject({ error: 'InvalidToken' })
  })

  test('a user who is defined anew under the same name is somebody else, though the password is the same', async () => {
    const token = await tokenOf(await login())
    await change('paris', 'removeUser', { user: 'sarah' })
    await change('paris', 'defineUser', sarah)
    expect(await status(bearer(token))).toBe(401)
  })

  test('another login does not', async () => {
    const token = await tokenOf(await login())
    await change('paris', 'changeUser', { user: 'sarah', ctiLogin: 'sarah' })
    expect(await viewer(bearer(token))).toEqual({ ...seen, login: 'sarah', label: 'sarah@paris' })
  })
})

describe('rights follow the configuration', () => {
  test('of groups, of the profile, and of the agent that he is without one', async () => {
    const headers = bearer(await tokenOf(await login()))
    await change('paris', 'changeAgent', { number: '8002', group: 'days' })
    expect(await viewer(headers)).toMatchObject({ agents: ['paris/Agent/8001', 'paris/Agent/8002'] })
    await change('paris', 'updateProfileScope', { login: 's.doe', recordingAccess: false, dissuasionAccess: true })
    expect(await viewer(headers)).toMatchObject({ rights: ['DISSUASION'] })
    await change('paris', 'revokeProfile', { login: 's.doe' })
    expect(await viewer(headers)).toMatchObject({ role: 'NONE', profile: 'NONE', queues: [], agents: [], rights: [] })
    expect((await errorIn(await post(served.url, '{ status { version } }', headers)))?.message).toContain(
      's.doe@paris has no profile and may not read status',
    )
  })

  test('who let see what on which day is answered', async () => {
    const before = await store.lastPosition()
    await change('paris', 'changeAgent', { number: '8001', group: 'default' })
    await change('paris', 'updateProfileScope', { login: 's.doe', dissuasionAccess: true })
    const asOf = (position: number) =>
      ask(
        `{ profiles(site: "paris", asOf: { position: "${position}" }) { edges { node { login firstName name profile agentGroups agents dissuasionAccess } } } }`,
      )
    const node = {
      login: 's.doe',
      firstName: 'Sarah',
      name: 'Sarah Doe',
      profile: 'SUPERVISOR',
      agentGroups: ['days'],
    }
    expect((await asOf(before)).data).toEqual({
      profiles: { edges: [{ node: { ...node, agents: ['Agent/8001'], dissuasionAccess: false } }] },
    })
    expect((await asOf(await store.lastPosition())).data).toEqual({
      profiles: { edges: [{ node: { ...node, agents: [], dissuasionAccess: true } }] },
    })
  })

  test.each([
    ['a profile that is taken away', 4205, 'revokeProfile', { login: 's.doe' }],
    ['a profile that is changed', 4205, 'updateProfileScope', { login: 's.doe', dissuasionAccess: true }],
    ['an agent who leaves the group', 4205, 'changeAgent', { number: '8001', group: 'default' }],
    ['another password', 4401, 'changeUser', { user: 'sarah', ctiPassword: 'chosen123' }],
    ['a login that is disabled', 4401, 'changeUser', { user: 'sarah', ctiEnabled: false }],
    ['the removal of the user', 4401, 'removeUser', { user: 'sarah' }],
  ])('and %s closes his connections', async (_, code, command, input) => {
    const payload = { authorization: `Bearer ${await tokenOf(await login())}` }
    const socket = new WebSocket(`${served.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws')
    const closed = new Promise<number>(resolve => socket.once('close', resolve))
    const acknowledged = new Promise(resolve => socket.once('message', resolve))
    socket.once('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload })))
    await acknowledged
    await change('paris', command, input)
    expect(await closed).toBe(code)
  })
})
