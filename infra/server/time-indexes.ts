import { setTimeout as delay } from 'node:timers/promises'
import type { Pool } from 'pg'
import { messageOf } from '../../domain/kernel/error-message.ts'
import type { Log } from '../../domain/kernel/log.ts'
import { makeTimeIndexes } from '../../projections/report/time-indexes.ts'

/** To make one keeps whoever writes to its table waiting, and a server that begins has enough to do. */
const everyMs = 60_000

/** Has reports in SQL find a stretch of time by indexes, also after a rebuild and for sites in a new zone. What fails is tried again. */
export function keepTimeIndexes(pool: Pool, log: Log): { stop(): Promise<void> } {
  const stop = new AbortController()

  async function run(): Promise<void> {
    let problem: string | undefined
    for (;;) {
      await delay(everyMs, undefined, { signal: stop.signal }).catch(() => undefined)
      if (stop.signal.aborted) return
      try {
        const made = await makeTimeIndexes(pool)
        if (made > 0) log('info', `${made} indexes for reports in SQL were made`)
        problem = undefined
      } catch (error) {
        const message = messageOf(error)
        if (message !== problem)
          log('warn', `Indexes for reports in SQL could not be made, it is tried again: ${message}`)
        problem = message
      }
    }
  }

  const done = run()
  return {
    async stop() {
      stop.abort()
      await done
    },
  }
}
