import { messageOf } from '../../domain/kernel/error-message.ts'
import type { Log } from '../../domain/kernel/log.ts'

/** What runs so far, so that whoever fails in the middle leaves nothing running. */
export interface Begun {
  /** Something runs; `end` ends it. */
  add(end: () => unknown): void
  /** Ends everything, the newest first, each when the one before it is over: it may use what is older. What fails is told, and stops nothing. */
  end(): Promise<void>
}

export function nothingBegun(log: Log): Begun {
  const ends: (() => unknown)[] = []
  return {
    add(end) {
      ends.push(end)
    },
    async end() {
      for (let end = ends.pop(); end; end = ends.pop())
        try {
          await end()
        } catch (error) {
          log('warn', `Something could not be ended in order: ${messageOf(error)}`)
        }
    },
  }
}
