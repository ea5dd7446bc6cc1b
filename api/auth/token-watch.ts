import type { Identity } from '../../domain/access/identity.ts'
import type { Log } from '../../domain/kernel/log.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import type { Reports } from '../ports.ts'

/** Ends what a token has opened when the token is revoked or expires, or when it has got other rights. */
export interface TokenWatch {
  /** @returns how to stop watching; `onEnd` runs once, within seconds of the token's end */
  watch(identity: Identity, onEnd: () => void): () => void
  close(): void
}

interface Watched {
  readonly rights: string
  readonly onEnd: () => void
}

const rightsOf = ({ role, scope }: Pick<Identity, 'role' | 'scope'>): string => JSON.stringify([role, scope])

/**
 * Asks again for the tokens of whoever is connected. Asking, not being told: a revocation that was stored while a connection
 * was being let in is found too.
 */
export function createTokenWatch(
  reports: Pick<Reports, 'tokenById'>,
  clock: () => Micros,
  log: Log,
  everyMs = 2000,
): TokenWatch {
  const watched = new Map<string, Set<Watched>>()
  let timer: NodeJS.Timeout | undefined

  const check = async (tokenId: string) => {
    const token = await reports.tokenById(tokenId)
    const valid = token?.revokedAt === null && (token.expiresAt === null || token.expiresAt > clock())
    const rights = valid ? rightsOf(token) : undefined
    const ofToken = watched.get(tokenId)
    for (const one of [...(ofToken ?? [])]) {
      if (one.rights === rights) continue
      ofToken?.delete(one)
      one.onEnd()
    }
    if (ofToken?.size === 0 && watched.get(tokenId) === ofToken) watched.delete(tokenId)
  }

  const checkAll = async () => {
    try {
      await Promise.all([...watched.keys()].map(check))
    } catch (error) {
      log('warn', 'Tokens of open connections could not be checked; trying again', { error: String(error) })
    }
    schedule()
  }

  const schedule = () => {
    clearTimeout(timer)
    timer = watched.size > 0 ? setTimeout(() => void checkAll(), everyMs) : undefined
  }

  return {
    watch(identity, onEnd) {
      const { tokenId } = identity
      const ofToken = watched.get(tokenId) ?? new Set()
      const one = { rights: rightsOf(identity), onEnd }
      watched.set(tokenId, ofToken.add(one))
      if (!timer) schedule()
      return () => {
        ofToken.delete(one)
        if (ofToken.size === 0 && watched.get(tokenId) === ofToken) watched.delete(tokenId)
        if (watched.size === 0) schedule()
      }
    },
    close() {
      watched.clear()
      schedule()
    },
  }
}
