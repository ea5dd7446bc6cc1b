import type { Identity } from '../../domain/access/identity.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import type { Reports } from '../ports/reports.ts'
import type { People } from './people.ts'

/** What somebody may do and see at this moment; undefined: his token or session has ended. */
export type RightsNow = (identity: Identity) => Promise<Pick<Identity, 'role' | 'scope'> | undefined>

/** @param tokens with the rights that they have now */
export const rightsNow =
  (tokens: Pick<Reports, 'tokenById'>, people: Pick<People, 'now'>, clock: () => Micros): RightsNow =>
  async ({ tokenId, session }) => {
    if (session) return people.now(session)
    const token = await tokens.tokenById(tokenId)
    const isValid = token?.revokedAt === null && (token.expiresAt === null || token.expiresAt > clock())
    return isValid ? token : undefined
  }
