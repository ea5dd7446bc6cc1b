import type { SessionOfPerson } from '../../domain/access/identity.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import { signedStatements } from './signed-statement.ts'

export const sessionCookieName = 'ringledger_session'
const lifetimeSeconds = 12 * 3600

/** Whose the session is: that of a token, or of a person who has signed in. */
export type SessionHolder = { readonly tokenId: string } | { readonly person: SessionOfPerson }

interface Session {
  readonly holder: SessionHolder
  readonly expiresAt: Micros
}

export interface SessionCookies {
  /** @param holderExpiresAt a session never outlives its token */
  issue(holder: SessionHolder, now: Micros, holderExpiresAt: Micros | null): { value: string; session: Session }
  /** @returns undefined for a value that is forged, damaged or too old */
  read(value: string, now: Micros): Session | undefined
}

/** A token is told by its id alone. `until` is left out of who signed in by his password: he may renew the session as long as he likes. */
type Written = readonly [
  holder: string | (Omit<SessionOfPerson, 'until'> & Partial<Pick<SessionOfPerson, 'until'>>),
  expiresAt: Micros,
]

/**
 * A session is a signed statement, not a row: it survives a restart when the key does. It names whose it is and nothing else: a token that
 * is revoked takes its sessions with it, and so does a person whose password is changed.
 * @param key 32 random bytes, kept by the server
 */
export function createSessionCookies(key: Uint8Array): SessionCookies {
  const statements = signedStatements(key, 'session')

  return {
    issue(holder, now, holderExpiresAt) {
      const until = now + lifetimeSeconds * 1_000_000
      const expiresAt = holderExpiresAt === null ? until : Math.min(until, holderExpiresAt)
      return { value: statements.sign([writtenOf(holder), expiresAt]), session: { holder, expiresAt } }
    },
    read(value, now) {
      const written = statements.read(value) as Written | undefined
      if (!written) return undefined
      const [holder, expiresAt] = written
      if (now >= expiresAt) return undefined
      if (typeof holder === 'string') return { holder: { tokenId: holder }, expiresAt }
      return { holder: { person: { until: null, ...holder } }, expiresAt }
    },
  }
}

function writtenOf(holder: SessionHolder) {
  if ('tokenId' in holder) return holder.tokenId
  const { site, user, id, password, until } = holder.person
  return { site, user, id, password, ...(until !== null && { until }) }
}

/** @returns the value of the cookie in a Cookie header */
export function cookieIn(header: string | undefined, name: string): string | undefined {
  for (const part of (header ?? '').split(';')) {
    const [key, value] = part.trim().split('=', 2)
    if (key === name) return value
  }
  return undefined
}

/** Out of the reach of scripts, never sent along from another site, and over TLS only where there is TLS. */
export function setCookieHeader(value: string, maxAgeSeconds: number, overTls: boolean): string {
  const parts = [`${sessionCookieName}=${value}`, 'Path=/', `Max-Age=${maxAgeSeconds}`, 'HttpOnly', 'SameSite=Strict']
  return [...parts, ...(overTls ? ['Secure'] : [])].join('; ')
}
