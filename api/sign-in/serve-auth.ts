import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Micros } from '../../domain/kernel/time.ts'
import type { People, SignedIn } from '../auth/people.ts'
import type { Throttle } from '../auth/throttle.ts'
import { isUserToken, userTokenSeconds, type UserTokens } from '../auth/user-token.ts'
import { answerJson } from '../http/answer.ts'
import { jsonBody } from '../http/json-body.ts'
import { bearerIn } from '../http/session.ts'
import { signInRequestIn } from './sign-in-request.ts'
import type { SignIn } from './sign-in.ts'

export const loginPath = '/auth/login'
export const checkPath = '/auth/check'

interface AuthPorts {
  readonly signIn: SignIn
  readonly people: Pick<People, 'now'>
  readonly userTokens: UserTokens
  readonly throttle: Throttle
  readonly clock: () => Micros
}

/** Those of contact-center §18 that can be here, and what we add: TooManyAttempts, SiteRequired, MethodNotAllowed. */
type AuthError =
  | 'InvalidCredentials'
  | 'InvalidJson'
  | 'InvalidToken'
  | 'BearerNotFound'
  | 'AuthorizationHeaderNotFound'
  | 'TokenExpired'
  | 'TooManyAttempts'
  | 'SiteRequired'
  | 'MethodNotAllowed'

type AuthAnswer =
  | { readonly status: 200; readonly login: string; readonly token: string; readonly TTL: number }
  | {
      readonly status: 400 | 401 | 405 | 429
      readonly error: AuthError
      readonly message: string
      readonly headers?: Readonly<Record<string, string>>
    }

/** POST with `{"login", "password"}` answers `{login, token, TTL}`: a token of the person for a program. */
export const serveLogin = ({ signIn, ...tokens }: AuthPorts) =>
  answering('POST', async request => {
    const asked = signInRequestIn(await jsonBody(request))
    if (!asked)
      return {
        status: 400,
        error: 'InvalidJson',
        message: 'Send a JSON object with login and password, and with site where it is needed.',
      }
    const answer = await signIn(asked, addressOf(request))
    if (answer.ok) return tokenOf(answer.person, tokens)
    const { status, fault, message, retryAfterSeconds } = answer
    return { status, error: fault, message, ...(retryAfterSeconds !== undefined && after(retryAfterSeconds)) }
  })

/** GET with such a token answers another one that is valid for the whole time again: so it is renewed while it is in use. */
export const serveCheck = ({ people, throttle, ...tokens }: AuthPorts) =>
  answering('GET', async request => {
    const { userTokens, clock } = tokens
    const bearer = bearerIn(request.headers)
    if (bearer === undefined) return noBearer(request)
    const session = isUserToken(bearer) ? userTokens.read(bearer) : undefined
    if (!session) {
      const wait = throttle.secondsToWait(addressOf(request), clock())
      if (wait > 0)
        return { status: 429, error: 'TooManyAttempts', message: `Try again in ${wait} seconds.`, ...after(wait) }
      throttle.failed(addressOf(request), clock())
      return unauthorized('InvalidToken', `This is no token that POST ${loginPath} gave.`)
    }
    if (session.until !== null && session.until <= clock())
      return unauthorized('TokenExpired', `The token has expired: sign in again with POST ${loginPath}.`)
    const person = await people.now(session)
    if (person) return tokenOf(person, tokens)
    return unauthorized('InvalidToken', 'The login was disabled or removed, or has another password: sign in again.')
  })

const addressOf = (request: IncomingMessage): string => request.socket.remoteAddress ?? ''

const tokenOf = (
  { person, session }: SignedIn,
  { userTokens, clock }: Pick<AuthPorts, 'userTokens' | 'clock'>,
): AuthAnswer => ({
  status: 200,
  login: person?.login ?? '',
  token: userTokens.issue(session, clock()),
  TTL: userTokenSeconds,
})

const unauthorized = (error: AuthError, message: string): AuthAnswer => ({ status: 401, error, message })

function noBearer({ headers }: IncomingMessage): AuthAnswer {
  const isThere = headers.authorization !== undefined || headers['x-auth-token'] !== undefined
  return unauthorized(
    isThere ? 'BearerNotFound' : 'AuthorizationHeaderNotFound',
    'Send the header "Authorization: Bearer ru_...".',
  )
}

const after = (seconds: number) => ({ headers: { 'Retry-After': String(seconds) } })

const answering =
  (method: 'GET' | 'POST', answerOf: (request: IncomingMessage) => Promise<AuthAnswer>) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const answer = request.method === method ? await answerOf(request) : otherMethod(method)
    const { status, ...body } = answer
    if (!('error' in body)) answerJson(response, status, body)
    else answerJson(response, status, { error: body.error, message: body.message }, body.headers)
  }

const otherMethod = (method: string): AuthAnswer => ({
  status: 405,
  error: 'MethodNotAllowed',
  message: `Use ${method}.`,
  headers: { Allow: method },
})
