import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import type { TLSSocket } from 'node:tls'
import type { Identity } from '../../domain/access/identity.ts'
import { secondsOf, isoOf, type Micros } from '../../domain/kernel/time.ts'
import { notFromOurPage, type Authenticate, type Authenticated, type Refused } from '../auth/authenticate.ts'
import { fromOurPage } from '../auth/from-our-page.ts'
import type { SignInRequest } from '../auth/people.ts'
import { cookieIn, sessionCookieName, setCookieHeader, type SessionCookies } from '../auth/session-cookie.ts'
import { profileOf, rightsOf } from '../rights/right-profile.ts'
import { signInRequestIn } from '../sign-in/sign-in-request.ts'
import type { SignIn } from '../sign-in/sign-in.ts'
import { answerError, answerJson } from './answer.ts'
import { jsonBody } from './json-body.ts'

interface SessionPorts {
  readonly authenticate: Authenticate
  readonly signIn: SignIn
  readonly sessions: SessionCookies
  readonly clock: () => Micros
}

/**
 * POST exchanges a token (header Authorization, or body `{"token": "rl_..."}`), or login and password (`{"login", "password", "site"}`), for a
 * cookie; with the cookie alone it renews it. GET says who is signed in, and that nobody is where it has no credentials at all. DELETE forgets the cookie.
 */
export function serveSession({ authenticate, signIn, sessions, clock }: SessionPorts) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    switch (request.method) {
      case 'DELETE':
        response.setHeader('Set-Cookie', setCookieHeader('', 0, overTls(request)))
        answerJson(response, 200, { signedOut: true })
        break
      case 'POST': {
        // A form of another site could sign somebody in as who has made it, and he would work in that name.
        if (!fromOurPage(request.headers)) {
          answerRefusal(response, notFromOurPage)
          break
        }
        const body = await jsonBody(request)
        const asked = signInRequestIn(body)
        if (asked) await byPassword(request, response, asked)
        else await byToken(request, response, typeof body?.['token'] === 'string' ? body['token'] : undefined)
        break
      }
      case 'GET':
        // A page that asks before anybody has signed in does nothing wrong: a browser would report a 401 as an error of the page.
        if (hasCredentials(request)) await byToken(request, response, undefined)
        else response.writeHead(204, { 'Cache-Control': 'no-store' }).end()
        break
      default:
        answerError(response, 405, 'BAD_USER_INPUT', 'Use POST to sign in, GET to ask, DELETE to sign out.', {
          Allow: 'GET, POST, DELETE',
        })
    }
  }

  async function byToken(request: IncomingMessage, response: ServerResponse, token: string | undefined) {
    const credentials = credentialsOf(request)
    const authorization = token === undefined ? credentials.authorization : `Bearer ${token}`
    const answer = await authenticate({ ...credentials, authorization })
    if (!answer.ok) {
      answerRefusal(response, answer)
      return
    }
    if (request.method === 'POST') setCookie(request, response, answer)
    answerWho(response, answer)
  }

  async function byPassword(request: IncomingMessage, response: ServerResponse, asked: SignInRequest) {
    const answer = await signIn(asked, request.socket.remoteAddress ?? '')
    if (answer.ok) {
      const { person } = answer
      const session = { identity: person, expiresAt: null, holder: { person: person.session } }
      setCookie(request, response, session)
      answerWho(response, session)
      return
    }
    const { status, message, retryAfterSeconds } = answer
    const headers = retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) }
    answerError(response, status, codes[status], message, headers)
  }

  function setCookie(request: IncomingMessage, response: ServerResponse, { holder, expiresAt }: Session) {
    const now = clock()
    const { value, session } = sessions.issue(holder, now, expiresAt)
    const seconds = Math.max(1, Math.floor(secondsOf(session.expiresAt - now)))
    response.setHeader('Set-Cookie', setCookieHeader(value, seconds, overTls(request)))
  }
}

type Session = Omit<Authenticated, 'ok'>

const codes = { 400: 'BAD_USER_INPUT', 401: 'UNAUTHENTICATED', 429: 'TOO_MANY_ATTEMPTS' } as const

function answerWho(response: ServerResponse, { identity, expiresAt }: Session): void {
  const { label, role } = identity
  answerJson(response, 200, {
    label,
    role,
    expiresAt: expiresAt === null ? null : isoOf(expiresAt),
    rights: rightsOf(identity),
    ...(identity.scope.entities && { entities: identity.scope.entities }),
    ...(identity.person && personOf(identity, identity.person)),
  })
}

const personOf = (identity: Identity, { login, name, site }: NonNullable<Identity['person']>) => ({
  login,
  name,
  site,
  profile: profileOf(identity),
})

/** The token of a request: `Authorization: Bearer` or `X-Auth-Token`, as programs that were written for the original send it. */
export function bearerIn(headers: IncomingHttpHeaders): string | undefined {
  const { authorization } = headers
  if (authorization !== undefined) return /^Bearer +(\S+) *$/i.exec(authorization)?.[1]
  const token = headers['x-auth-token']
  return typeof token === 'string' && token !== '' ? token : undefined
}

export const credentialsOf = (request: IncomingMessage) => {
  const { authorization, cookie, 'x-auth-token': token } = request.headers
  return {
    authorization: authorization ?? (typeof token === 'string' ? `Bearer ${token}` : undefined),
    cookie,
    address: request.socket.remoteAddress ?? '',
    fromOurPage: fromOurPage(request.headers),
  }
}

function hasCredentials(request: IncomingMessage): boolean {
  const { authorization, cookie } = credentialsOf(request)
  return authorization !== undefined || cookieIn(cookie, sessionCookieName) !== undefined
}

export function answerRefusal(response: ServerResponse, { status, code, message, retryAfterSeconds }: Refused): void {
  answerError(response, status, code, message, {
    ...(status === 401 && { 'WWW-Authenticate': 'Bearer realm="ringledger"' }),
    ...(retryAfterSeconds !== undefined && { 'Retry-After': String(retryAfterSeconds) }),
  })
}

const overTls = (request: IncomingMessage): boolean =>
  (request.socket as Partial<TLSSocket>).encrypted === true || request.headers['x-forwarded-proto'] === 'https'
