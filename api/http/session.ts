import type { IncomingMessage, ServerResponse } from 'node:http'
import type { TLSSocket } from 'node:tls'
import { secondsOf, isoOf, type Micros } from '../../domain/kernel/time.ts'
import type { Authenticate, Authenticated, Refused } from '../auth/authenticate.ts'
import { fromOurPage } from '../auth/from-our-page.ts'
import { setCookieHeader, type SessionCookies } from '../auth/session-cookie.ts'
import { answerError, answerJson } from './answer.ts'

const mostBytes = 4096

interface SessionPorts {
  readonly authenticate: Authenticate
  readonly sessions: SessionCookies
  readonly clock: () => Micros
}

/**
 * POST exchanges a token (header Authorization, or body `{"token": "rl_..."}`) for a cookie; with the cookie alone it renews it.
 * GET says who is signed in. DELETE forgets the cookie.
 */
export function serveSession({ authenticate, sessions, clock }: SessionPorts) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    switch (request.method) {
      case 'DELETE':
        response.setHeader('Set-Cookie', setCookieHeader('', 0, overTls(request)))
        answerJson(response, 200, { signedOut: true })
        break
      case 'POST':
        await signIn(request, response, await tokenInBody(request))
        break
      case 'GET':
        await signIn(request, response, undefined)
        break
      default:
        answerError(response, 405, 'BAD_USER_INPUT', 'Use POST to sign in, GET to ask, DELETE to sign out.', {
          Allow: 'GET, POST, DELETE',
        })
    }
  }

  async function signIn(request: IncomingMessage, response: ServerResponse, token: string | undefined) {
    const credentials = credentialsOf(request)
    const authorization = token === undefined ? credentials.authorization : `Bearer ${token}`
    const answer = await authenticate({ ...credentials, authorization })
    if (!answer.ok) {
      answerRefusal(response, answer)
      return
    }
    if (request.method === 'POST') setCookie(request, response, answer)
    const { label, role } = answer.identity
    const expiresAt = answer.expiresAt === null ? null : isoOf(answer.expiresAt)
    answerJson(response, 200, { label, role, expiresAt })
  }

  function setCookie(request: IncomingMessage, response: ServerResponse, { identity, expiresAt }: Authenticated) {
    const now = clock()
    const { value, session } = sessions.issue(identity.tokenId, now, expiresAt)
    const seconds = Math.max(1, Math.floor(secondsOf(session.expiresAt - now)))
    response.setHeader('Set-Cookie', setCookieHeader(value, seconds, overTls(request)))
  }
}

export const credentialsOf = (request: IncomingMessage) => ({
  authorization: request.headers.authorization,
  cookie: request.headers.cookie,
  address: request.socket.remoteAddress ?? '',
  fromOurPage: fromOurPage(request.headers),
})

export function answerRefusal(response: ServerResponse, { status, code, message, retryAfterSeconds }: Refused): void {
  answerError(response, status, code, message, {
    ...(status === 401 && { 'WWW-Authenticate': 'Bearer realm="ringledger"' }),
    ...(retryAfterSeconds !== undefined && { 'Retry-After': String(retryAfterSeconds) }),
  })
}

const overTls = (request: IncomingMessage): boolean =>
  (request.socket as Partial<TLSSocket>).encrypted === true || request.headers['x-forwarded-proto'] === 'https'

/** @returns undefined when the body is empty or no such object; what is wrong with the token itself is found later */
async function tokenInBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    // Leaving the loop closes the connection: nobody has so long a token.
    if (size > mostBytes) return undefined
    chunks.push(chunk)
  }
  try {
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString())
    const token = typeof body === 'object' && body !== null ? (body as { token?: unknown }).token : undefined
    return typeof token === 'string' ? token : undefined
  } catch {
    return undefined
  }
}
