import type { SessionOfPerson } from '../../domain/access/identity.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import { signedStatements } from './signed-statement.ts'

/** contact-center §18, `AUTH_EXPIRES`. */
export const userTokenSeconds = 3600

const prefix = 'ru_'

export interface UserTokens {
  /** @returns what the client sends: `ru_...` */
  issue(session: SessionOfPerson, now: Micros): string
  /** Also of one that has expired; undefined for what was never issued. */
  read(bearer: string): SessionOfPerson | undefined
}

export const isUserToken = (bearer: string): boolean => bearer.startsWith(prefix)

/** Tokens of people, for programs that act for them: signed statements as the cookies of the dashboards are, and valid for an hour. */
export function createUserTokens(key: Uint8Array): UserTokens {
  const statements = signedStatements(key, 'user token')
  return {
    issue: ({ site, user, id, password }, now) =>
      prefix + statements.sign({ site, user, id, password, until: now + userTokenSeconds * 1_000_000 }),
    read: bearer => statements.read(bearer.slice(prefix.length)) as SessionOfPerson | undefined,
  }
}
