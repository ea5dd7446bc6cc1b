import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { emptyReports, fakePorts, noon, tokenBook } from '../testing/fakes.ts'
import { bearer, errorIn, post, serve, type Served } from '../testing/serve.ts'

const book = tokenBook()
const token = book.issue('administrator')
const ports = fakePorts(createMemoryEventStore(), { reports: { ...emptyReports, ...book.reports } })
const sessionKey = new Uint8Array(32).fill(7)
let served: Served

beforeAll(async () => void (served = await serve({ ...ports, sessionKey })))
afterAll(() => served.stop())

const question = '{ viewer { label role } }'

describe('a bearer token', () => {
  test('says who asks', async () => {
    const response = await post(served.url, question, bearer(token))
    expect(await response.json()).toEqual({ data: { viewer: { label: 'a administrator', role: 'ADMINISTRATOR' } } })
  })

  test('is needed for every question, and the refusal says where to get one', async () => {
    const response = await post(served.url, '{ __schema { types { name } } }')
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toBe('Bearer realm="ringledger"')
    const error = await errorIn(response)
    expect(error?.extensions.code).toBe('UNAUTHENTICATED')
    expect(error?.message).toContain('ringledger token create')
  })

  test.each([
    ['of another form', 'hunter2'],
    ['with a wrong secret', `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`],
    ['of an id that does not exist', token.replace(/^rl_\w{4}/, 'rl_0000')],
    ['that was revoked', revoked()],
    ['that has expired', book.issue('auditor', { expiresAt: noon })],
  ])('%s is refused, and a stranger is not told why', async (_, wrong) => {
    const response = await post(served.url, question, bearer(wrong))
    expect(response.status).toBe(401)
    expect((await errorIn(response))?.message).toMatch(/^This token is not valid \(mistyped, revoked or expired\)/)
  })

  test('is still valid in its last microsecond', async () => {
    const last = book.issue('auditor', { expiresAt: noon + 1 })
    expect((await post(served.url, question, bearer(last))).status).toBe(200)
  })
})

function revoked(): string {
  const bearerToken = book.issue('administrator')
  book.revoke(bearerToken)
  return bearerToken
}

describe('a session', () => {
  const signIn = (body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${served.url}/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
  const cookieOf = (response: Response) => response.headers.get('set-cookie')?.split(';')[0] ?? ''

  test('is given for a token, in a cookie that scripts and other sites cannot use', async () => {
    const response = await signIn({ token })
    expect(await response.json()).toEqual({
      label: 'a administrator',
      role: 'administrator',
      expiresAt: null,
      rights: ['RECORDING', 'DISSUASION'],
    })
    expect(response.headers.get('set-cookie')).toMatch(
      /^ringledger_session=\S+; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict$/,
    )
    expect(response.headers.get('set-cookie')).not.toContain(token)
    expect((await post(served.url, question, { Cookie: cookieOf(response) })).status).toBe(200)
  })

  test('is marked Secure where the proxy speaks TLS', async () => {
    const response = await signIn({ token }, { 'X-Forwarded-Proto': 'https' })
    expect(response.headers.get('set-cookie')).toMatch(/; Secure$/)
  })

  test('is renewed by itself, forgotten on request, and survives a restart with the same key', async () => {
    const cookie = cookieOf(await signIn({}, bearer(token)))
    const renewed = await fetch(`${served.url}/session`, { method: 'POST', headers: { Cookie: cookie } })
    expect(renewed.headers.get('set-cookie')).toContain('Max-Age=43200')
    const other = await serve({ ...ports, sessionKey })
    expect((await post(other.url, question, { Cookie: cookie })).status).toBe(200)
    await other.stop()
    const forgotten = await fetch(`${served.url}/session`, { method: 'DELETE' })
    expect(forgotten.headers.get('set-cookie')).toContain('Max-Age=0')
  })

  test('is asked for by a page: without credentials nobody is signed in, with wrong ones that is refused', async () => {
    const ask = (headers: Record<string, string>) => fetch(`${served.url}/session`, { headers })
    const nobody = await ask({})
    expect([nobody.status, await nobody.text()]).toEqual([204, ''])
    expect((await ask({ Cookie: 'theme=dark' })).status).toBe(204)
    expect((await ask({ Cookie: 'ringledger_session=x' })).status).toBe(401)
    expect((await ask(bearer('rl_wrong'))).status).toBe(401)
    expect((await ask({ 'X-Auth-Token': 'rl_wrong' })).status).toBe(401)
    expect((await ask({ Cookie: cookieOf(await signIn({ token })) })).status).toBe(200)
  })

  test.each([
    ['forged', 'ringledger_session=WyJhIiw5ZTE1XQ.AAAA'],
    ['signed by another key', `ringledger_session=${'a'.repeat(60)}.${'b'.repeat(43)}`],
    ['cut', 'ringledger_session=x'],
  ])('%s is refused', async (_, cookie) => {
    const response = await post(served.url, question, { Cookie: cookie })
    expect(response.status).toBe(401)
    expect((await errorIn(response))?.message).toContain('sign in again')
  })

  test('ends with its token', async () => {
    const short = book.issue('analyst')
    const cookie = cookieOf(await signIn({ token: short }))
    expect((await post(served.url, question, { Cookie: cookie })).status).toBe(200)
    book.revoke(short)
    expect((await post(served.url, question, { Cookie: cookie })).status).toBe(401)
  })

  test('is begun by no page of another site, which would sign somebody in as who has made it', async () => {
    for (const headers of [
      { 'Sec-Fetch-Site': 'cross-site' },
      { Origin: 'https://elsewhere.example' },
      { Origin: 'null' },
    ]) {
      const response = await signIn({ token }, headers)
      expect(response.status).toBe(403)
      expect(response.headers.get('set-cookie')).toBeNull()
    }
    expect((await signIn({ token }, { Origin: served.url })).status).toBe(200)
  })

  test('counts only for our own pages', async () => {
    const cookie = cookieOf(await signIn({ token }))
    const from = (headers: Record<string, string>) => post(served.url, question, { Cookie: cookie, ...headers })
    expect((await from({ 'Sec-Fetch-Site': 'same-origin' })).status).toBe(200)
    expect((await from({ 'Sec-Fetch-Site': 'same-site' })).status).toBe(403)
    expect((await from({ Origin: 'https://elsewhere.example' })).status).toBe(403)
    expect((await from({ Origin: served.url })).status).toBe(200)
    expect((await from({ Origin: 'https://board.example', 'X-Forwarded-Host': 'board.example' })).status).toBe(200)
  })
})

test('who tries many wrong tokens is slowed down; a right one still passes', async () => {
  const busy = await serve(ports)
  const statuses: number[] = []
  for (let attempt = 0; attempt < 25; attempt++) statuses.push((await post(busy.url, question, bearer('rl_no'))).status)
  expect(statuses.indexOf(429)).toBe(20)
  const refused = await post(busy.url, question, bearer('rl_no'))
  expect(refused.headers.get('retry-after')).toBe('60')
  expect((await errorIn(refused))?.message).toContain('Try again in 60 seconds')
  expect((await post(busy.url, question, bearer(token))).status).toBe(200)
  await busy.stop()
})
