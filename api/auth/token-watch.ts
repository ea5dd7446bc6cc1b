import type { Identity } from '../../domain/access/identity.ts'
import type { Log } from '../../domain/kernel/log.ts'
import type { RightsNow } from './rights-now.ts'

/** Why it is over: the token or the session has ended, or it lets do and see something else now. */
type EndOfWatch = 'ended' | 'changed'

/** Ends what somebody has opened when his token is revoked or expires, when his session ends, or when he has got other rights. */
export interface TokenWatch {
  /** @returns how to stop watching; `onEnd` runs once, within seconds of the end */
  watch(identity: Identity, onEnd: (why: EndOfWatch) => void): () => void
  close(): void
}

interface Watched {
  readonly rights: string
  readonly onEnd: (why: EndOfWatch) => void
}

interface WatchedHolder {
  readonly identity: Identity
  readonly connections: Set<Watched>
}

const rightsOf = ({ role, scope }: Pick<Identity, 'role' | 'scope'>): string => JSON.stringify([role, scope])

const holderOf = ({ tokenId, session }: Identity): string => (session ? JSON.stringify(session) : tokenId)

/**
 * Asks again for the rights of whoever is connected. Asking, not being told: a revocation that was stored while a connection
 * was being let in is found too.
 */
export function createTokenWatch(rightsNow: RightsNow, log: Log, everyMs = 2000): TokenWatch {
  const watched = new Map<string, WatchedHolder>()
  let timer: NodeJS.Timeout | undefined

  const check = async (name: string, holder: WatchedHolder) => {
    const now = await rightsNow(holder.identity)
    const rights = now && rightsOf(now)
    const { connections } = holder
    for (const one of [...connections]) {
      if (one.rights === rights) continue
      connections.delete(one)
      one.onEnd(rights === undefined ? 'ended' : 'changed')
    }
    if (connections.size === 0 && watched.get(name) === holder) watched.delete(name)
  }

  const checkAll = async () => {
    try {
      await Promise.all([...watched].map(([name, holder]) => check(name, holder)))
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
      const name = holderOf(identity)
      const holder = watched.get(name) ?? { identity, connections: new Set() }
      watched.set(name, holder)
      const one = { rights: rightsOf(identity), onEnd }
      holder.connections.add(one)
      if (!timer) schedule()
      return () => {
        holder.connections.delete(one)
        if (holder.connections.size === 0 && watched.get(name) === holder) watched.delete(name)
        if (watched.size === 0) schedule()
      }
    },
    close() {
      watched.clear()
      schedule()
    },
  }
}
