import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Micros } from '../../domain/kernel/time.ts'

export const sessionCookieName = 'ringledger_session'
const lifetimeSeconds = 12 * 3600

interface Session {
  readonly tokenId: string
  readonly expiresAt: Micros
}

export interface SessionCookies {
  /** @param tokenExpiresAt a session never outlives its token */
  issue(tokenId: string, now: Micros, tokenExpiresAt: Micros | null): { value: string; session: Session }
  /** @returns undefined for a value that is forged, damaged or too old */
  read(value: string, now: Micros): Session | undefined
}

/**
 * A session is a signed statement, not a row: it survives a restart when the key does. It names the token and nothing else,
 * so a token that is revoked takes its sessions with it.
 * @param key 32 random bytes, kept by the server
 */
export function createSessionCookies(key: Uint8Array): SessionCookies {
  const signed = (text: string) => `${text}.${createHmac('sha256', key).update(`session ${text}`).digest('base64url')}`

  return {
    issue(tokenId, now, tokenExpiresAt) {
      const until = now + lifetimeSeconds * 1_000_000
      const expiresAt = tokenExpiresAt === null ? until : Math.min(until, tokenExpiresAt)
      const text = Buffer.from(JSON.stringify([tokenId, expiresAt])).toString('base64url')
      return { value: signed(text), session: { tokenId, expiresAt } }
    },
    read(value, now) {
      const [text = ''] = value.split('.', 1)
      // As texts: base64url can be written in several ways that are read as the same bytes.
      const [given, right] = [Buffer.from(value), Buffer.from(signed(text))]
      if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined
      const [tokenId, expiresAt] = JSON.parse(Buffer.from(text, 'base64url').toString()) as [string, Micros]
      return now < expiresAt ? { tokenId, expiresAt } : undefined
    },
  }
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
