import type { Identity } from '../../domain/access/identity.ts'
import type { Log } from '../../domain/kernel/log.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import { verifyToken } from '../../projections/directory/tokens.ts'
import type { TokenRow } from '../../projections/directory/types.ts'
import type { Reports } from '../ports.ts'
import { cookieIn, sessionCookieName, type SessionCookies } from './session-cookie.ts'
import type { Throttle } from './throttle.ts'

/** What of a request says who asks: header names in lower case. */
interface Credentials {
  readonly authorization: string | undefined
  readonly cookie: string | undefined
  /** Of the connection, for the throttle. */
  readonly address: string
  /** Whether a page of ours sent it; a cookie counts for nobody else. */
  readonly fromOurPage: boolean
}

export interface Authenticated {
  readonly ok: true
  readonly identity: Identity
  /** Of the token; null: it is valid until it is revoked. */
  readonly expiresAt: Micros | null
}

export interface Refused {
  readonly ok: false
  readonly status: 401 | 403 | 429
  readonly code: 'UNAUTHENTICATED' | 'FORBIDDEN' | 'TOO_MANY_ATTEMPTS'
  readonly message: string
  readonly retryAfterSeconds?: number
}

export type Authenticate = (credentials: Credentials) => Promise<Authenticated | Refused>

interface AuthenticatePorts {
  readonly reports: Pick<Reports, 'tokenById'>
  readonly clock: () => Micros
  readonly log: Log
  readonly sessions: SessionCookies
  readonly throttle: Throttle
}

const createOne = 'an administrator creates one with `ringledger token create`'

const unauthenticated = (message: string): Refused => ({ ok: false, status: 401, code: 'UNAUTHENTICATED', message })

const missing = unauthenticated(
  `This needs a token: send the header "Authorization: Bearer rl_..."; ${createOne}. In a browser: sign in on the first page.`,
)
const invalid = unauthenticated(`This token is not valid (mistyped, revoked or expired); ${createOne}.`)
const sessionOver = unauthenticated('Your session has ended: sign in again with your token.')

/** Bearer token first, then the session cookie. The reason of a refusal goes to the log, a stranger learns "not valid". */
export function createAuthenticate({ reports, clock, log, sessions, throttle }: AuthenticatePorts): Authenticate {
  const byBearer = async (bearer: string, address: string): Promise<Authenticated | Refused> => {
    const now = clock()
    let row: TokenRow | undefined
    const verification = await verifyToken(bearer, async id => (row = await reports.tokenById(id)), now)
    if (verification.ok) return { ok: true, identity: verification.identity, expiresAt: row?.expiresAt ?? null }
    const wait = throttle.secondsToWait(address, now)
    if (wait > 0)
      return {
        ok: false,
        status: 429,
        code: 'TOO_MANY_ATTEMPTS',
        message: `Too many tokens from your address were not valid. Try again in ${wait} seconds.`,
        retryAfterSeconds: wait,
      }
    throttle.failed(address, now)
    log('warn', `A token was refused: ${verification.fault}`, { address, fault: verification.fault })
    return invalid
  }

  const byCookie = async (value: string): Promise<Authenticated | Refused> => {
    const now = clock()
    const session = sessions.read(value, now)
    const token = session && (await reports.tokenById(session.tokenId))
    if (!token || token.revokedAt !== null || (token.expiresAt !== null && token.expiresAt <= now)) return sessionOver
    const { tokenId, label, role, scope, expiresAt } = token
    return { ok: true, identity: { tokenId, label, role, scope }, expiresAt }
  }

  return ({ authorization, cookie, address, fromOurPage }) => {
    if (authorization !== undefined) {
      const [, bearer = ''] = /^Bearer +(\S+) *$/i.exec(authorization) ?? []
      return byBearer(bearer, address)
    }
    const session = cookieIn(cookie, sessionCookieName)
    if (!session) return Promise.resolve(missing)
    if (fromOurPage) return byCookie(session)
    return Promise.resolve({
      ok: false,
      status: 403,
      code: 'FORBIDDEN',
      message:
        'A page of another site sent this with your session. Send a token instead: "Authorization: Bearer rl_...". If the page is ours: let the proxy before the server pass on Host or X-Forwarded-Host.',
    })
  }
}
