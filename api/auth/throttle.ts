import type { Micros } from '../../domain/kernel/time.ts'

export interface Throttle {
  /** Seconds that the address must still wait; 0: it may try. */
  secondsToWait(address: string, now: Micros): number
  failed(address: string, now: Micros): void
}

interface Failures {
  count: number
  since: Micros
}

/**
 * Counts refused tokens per address. Only refusals are slowed down: a valid token is never locked out by the failures of a
 * neighbour behind the same proxy.
 * @param most failures per window
 */
export function createThrottle(most = 20, windowSeconds = 60, mostAddresses = 10_000): Throttle {
  const window = windowSeconds * 1_000_000
  const failures = new Map<string, Failures>()

  const current = (address: string, now: Micros): Failures | undefined => {
    const known = failures.get(address)
    if (!known || now - known.since < window) return known
    failures.delete(address)
    return undefined
  }

  return {
    secondsToWait(address, now) {
      const known = current(address, now)
      return known && known.count >= most ? Math.max(1, Math.ceil((known.since + window - now) / 1_000_000)) : 0
    },
    failed(address, now) {
      const known = current(address, now)
      if (known) {
        known.count++
        return
      }
      const [oldest] = failures.keys()
      // An attacker with many addresses costs bounded memory.
      if (oldest !== undefined && failures.size >= mostAddresses) failures.delete(oldest)
      failures.set(address, { count: 1, since: now })
    },
  }
}
