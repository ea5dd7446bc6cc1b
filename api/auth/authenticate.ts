import type { Identity } from '../../domain/access/identity.ts'
import type { Log } from '../../domain/kernel/log.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import { verifyToken } from '../../projections/directory/tokens.ts'
import type { TokenRow } from '../../projections/directory/types.ts'
import type { Reports } from '../ports/reports.ts'
import type { People } from './people.ts'
import { cookieIn, sessionCookieName, type SessionCookies, type SessionHolder } from './session-cookie.ts'
import type { Throttle } from './throttle.ts'
import { isUserToken, type UserTokens } from './user-token.ts'

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
  /** Whose a session is that is begun or renewed with it. */
  readonly holder: SessionHolder
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
  readonly userTokens: UserTokens
  readonly people: Pick<People, 'now'>
  readonly throttle: Throttle
}

const createOne = 'an administrator creates one with `ringledger token create`'

const unauthenticated = (message: string): Refused => ({ ok: false, status: 401, code: 'UNAUTHENTICATED', message })

const missing = unauthenticated(
  `This needs a token: send the header "Authorization: Bearer rl_..."; ${createOne}, people get one for their login (POST /auth/login). In a browser: sign in on the first page.`,
)
const invalid = unauthenticated(`This token is not valid (mistyped, revoked or expired); ${createOne}.`)
const sessionOver = unauthenticated('Your session has ended: sign in again.')
const userTokenOver = unauthenticated(
  'This token has ended: it was valid for an hour, or login, password or rights were taken away. Get another one with POST /auth/login.',
)

export const notFromOurPage: Refused = {
  ok: false,
  status: 403,
  code: 'FORBIDDEN',
  message:
    'A page of another site sent this from your browser. Send a token instead: "Authorization: Bearer rl_...". If the page is ours: let the proxy before the server pass on Host or X-Forwarded-Host.',
}

/** Bearer token first, then the session cookie. The reason of a refusal goes to the log, a stranger learns "not valid". */
export function createAuthenticate(ports: AuthenticatePorts): Authenticate {
  const { reports, clock, log, sessions, userTokens, people, throttle } = ports

  const byBearer = async (bearer: string, address: string): Promise<Authenticated | Refused> => {
    const now = clock()
    let row: TokenRow | undefined
    const verification = await verifyToken(bearer, async id => (row = await reports.tokenById(id)), now)
    if (verification.ok) {
      const { identity } = verification
      return { ok: true, identity, expiresAt: row?.expiresAt ?? null, holder: { tokenId: identity.tokenId } }
    }
    return refuse(address, now, verification.fault)
  }

  const refuse = (address: string, now: Micros, fault: string): Refused => {
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
    log('warn', `A token was refused: ${fault}`, { address, fault })
    return invalid
  }

  /** One that was issued and is over is no attempt to guess. */
  const byUserToken = async (bearer: string, address: string): Promise<Authenticated | Refused> => {
    const session = userTokens.read(bearer)
    if (!session) return refuse(address, clock(), 'unknown')
    const identity = await people.now(session)
    return identity ? { ok: true, identity, expiresAt: session.until, holder: { person: session } } : userTokenOver
  }

  const byCookie = async (value: string): Promise<Authenticated | Refused> => {
    const now = clock()
    const session = sessions.read(value, now)
    if (!session) return sessionOver
    const { holder } = session
    if ('person' in holder) {
      const person = await people.now(holder.person)
      return person ? { ok: true, identity: person, expiresAt: holder.person.until, holder } : sessionOver
    }
    const token = await reports.tokenById(holder.tokenId)
    if (!token || token.revokedAt !== null || (token.expiresAt !== null && token.expiresAt <= now)) return sessionOver
    const { tokenId, label, role, scope, expiresAt } = token
    return { ok: true, identity: { tokenId, label, role, scope }, expiresAt, holder }
  }

  return ({ authorization, cookie, address, fromOurPage }) => {
    if (authorization !== undefined) {
      const [, bearer = ''] = /^Bearer +(\S+) *$/i.exec(authorization) ?? []
      return isUserToken(bearer) ? byUserToken(bearer, address) : byBearer(bearer, address)
    }
    const session = cookieIn(cookie, sessionCookieName)
    if (!session) return Promise.resolve(missing)
    return fromOurPage ? byCookie(session) : Promise.resolve(notFromOurPage)
  }
}
