import { setTimeout as delay } from 'node:timers/promises'

const lockNotAvailable = '55P03'
const deadlock = '40P01'
const pauseMs = 200

/**
 * Repeats a transaction that gave way to a reader. A long statement that waits for an exclusive lock would make every later
 * reader wait behind it: so it waits briefly, steps back, and comes again.
 */
export async function retryOnLock<T>(transaction: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  for (;;) {
    try {
      return await transaction()
    } catch (error) {
      const { code } = error as { code?: string }
      if (code !== lockNotAvailable && code !== deadlock) throw error
      await delay(pauseMs, undefined, signal ? { signal } : {})
    }
  }
}
