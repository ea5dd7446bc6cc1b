import { setTimeout as delay } from 'node:timers/promises'
import type { Log } from '../../domain/kernel/log.ts'
import { createTalkEndFinder } from './find.ts'

/** An agent who counts as talking is free at the latest so long after queue_log or the clock has shown that no row of it comes. */
const usualEveryMs = 5000

/** Finds the ends of conversations that queue_log does not tell, until it is stopped. What fails is tried again. */
export function followTalkEnds(
  options: Parameters<typeof createTalkEndFinder>[0] & { readonly log: Log; readonly everyMs?: number },
): { stop(): Promise<void> } {
  const { log, everyMs = usualEveryMs } = options
  const finder = createTalkEndFinder(options)
  const stop = new AbortController()
  const isOver = () => stop.signal.aborted

  async function run(): Promise<void> {
    let problem: string | undefined
    while (!isOver()) {
      try {
        const found = await finder.look()
        if (found > 0) log('info', `${found} ends of conversations, missing in queue_log, were taken from CEL`)
        problem = undefined
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error)
        if (message !== problem && !isOver())
          log('warn', `Ends of conversations could not be looked for in CEL, it is tried again: ${message}`)
        problem = message
      }
      await delay(everyMs, undefined, { signal: stop.signal }).catch(() => undefined)
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
