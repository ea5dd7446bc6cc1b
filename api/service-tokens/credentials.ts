import type { IncomingMessage } from 'node:http'
import { jsonBody } from '../http/json-body.ts'

/** What a service sends to get a token. */
export interface TokenRequest {
  readonly login: string
  readonly password: string
  /** Where the login is looked for; undefined: at every site. */
  readonly site: string | undefined
  readonly expirationSeconds: number
}

const defaultSeconds = 7200
const longestSeconds = 30 * 24 * 3600

/** @returns what is wrong with the request, for whoever sent it */
export async function tokenRequestIn(request: IncomingMessage): Promise<TokenRequest | string> {
  const body = await jsonBody(request)
  if (!body) return 'The body must be a small JSON object, e.g. {"expiration": 600}, or empty.'
  const { login, password } = basicIn(request.headers.authorization) ?? body
  const { site, expiration = defaultSeconds } = body
  if (typeof login !== 'string' || typeof password !== 'string')
    return 'Send login and password: as basic authentication, or as "login" and "password" in the body, a JSON object.'
  if (site !== undefined && typeof site !== 'string') return 'site: the short name of a site, or leave it out.'
  if (typeof expiration !== 'number' || !Number.isInteger(expiration) || expiration < 1 || expiration > longestSeconds)
    return `expiration: whole seconds, 1 to ${longestSeconds}; ${defaultSeconds} when left out.`
  return { login, password, site, expirationSeconds: expiration }
}

/** RFC 7617: everything behind the first colon is the password. */
function basicIn(authorization: string | undefined) {
  const [, encoded] = /^Basic +([\w+/=-]+) *$/i.exec(authorization ?? '') ?? []
  if (encoded === undefined) return undefined
  const text = Buffer.from(encoded, 'base64').toString()
  const colon = text.indexOf(':')
  return colon < 0 ? undefined : { login: text.slice(0, colon), password: text.slice(colon + 1) }
}
