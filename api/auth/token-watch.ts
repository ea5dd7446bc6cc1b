import type { Log } from '../../domain/kernel/log.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import type { Reports } from '../ports.ts'

/** Ends what a token has opened when the token is revoked or expires. */
export interface TokenWatch {
  /** @returns how to stop watching; `onEnd` runs once, within seconds of the token's end */
  watch(tokenId: string, onEnd: () => void): () => void
  close(): void
}

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
  const watched = new Map<string, Set<() => void>>()
  let timer: NodeJS.Timeout | undefined

  const check = async (tokenId: string) => {
    const token = await reports.tokenById(tokenId)
    const valid = token?.revokedAt === null && (token.expiresAt === null || token.expiresAt > clock())
    if (valid) return
    const ends = watched.get(tokenId)
    watched.delete(tokenId)
    for (const end of ends ?? []) end()
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
    watch(tokenId, onEnd) {
      const ends = watched.get(tokenId) ?? new Set()
      watched.set(tokenId, ends.add(onEnd))
      if (!timer) schedule()
      return () => {
        ends.delete(onEnd)
        if (ends.size === 0 && watched.get(tokenId) === ends) watched.delete(tokenId)
        if (watched.size === 0) schedule()
      }
    },
    close() {
      watched.clear()
      schedule()
    },
  }
}
