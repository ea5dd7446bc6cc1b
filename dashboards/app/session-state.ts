import { currentIdentity, signIn, type Identity } from '../graphql/session.ts'
import type { SignInReason } from '../sign-in/sign-in-page.tsx'

/** Whether somebody is signed in, as the page knows it. */
export type SessionState =
  | { readonly phase: 'asking' }
  | SignedIn
  | { readonly phase: 'signed-out'; readonly reason?: SignInReason; readonly way?: 'token' }

interface SignedIn {
  readonly phase: 'signed-in'
  readonly identity: Identity
  /** The server takes the cookie no more. What is on the page stays, covered, until somebody signs in. */
  readonly ended: boolean
  /** Another number: somebody else sits there, and nothing of the page is his. */
  readonly sitting: number
}

/** @param token  of the address, where there is one */
export async function beginSession(token: string | undefined): Promise<SessionState> {
  if (token === undefined) return sessionOfCookie()
  const result = await signIn({ token })
  return result === 'ok' ? sessionOfCookie() : { phase: 'signed-out', reason: result, way: 'token' }
}

export async function sessionOfCookie(): Promise<SessionState> {
  const identity = await currentIdentity()
  if (identity === 'signed-out') return { phase: 'signed-out' }
  if (identity === 'unreachable') return { phase: 'signed-out', reason: identity }
  return { phase: 'signed-in', identity, ended: false, sitting: 0 }
}

/** The server has refused the cookie: a token has expired or was revoked, a person has been given another password. */
export function sessionEnded(session: SessionState): SessionState {
  return session.phase === 'signed-in' ? { ...session, ended: true } : { phase: 'signed-out', reason: 'ended' }
}

/** After a session that has ended, what the server says of the cookie now. Whoever was there goes on where he was. */
export function sessionAgain(before: SessionState, now: SessionState): SessionState {
  if (before.phase !== 'signed-in') return now
  if (now.phase !== 'signed-in') return before
  const goesOn = isSameReader(before.identity, now.identity)
  return { ...now, sitting: goesOn ? before.sitting : before.sitting + 1 }
}

/** A person by his login; of tokens several may have one label, and then what they may see has to be the same too. */
function isSameReader(one: Identity, other: Identity): boolean {
  if (one.label !== other.label || one.name !== other.name) return false
  if (one.name !== null) return true
  return one.role === other.role && one.recordings === other.recordings && one.limited === other.limited
}
