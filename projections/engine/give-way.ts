import { setTimeout as delay } from 'node:timers/promises'
import type { EngineContext } from './context.ts'
import type { Reader } from './feed.ts'

/** When none of the others has moved for so long, they stand still or another process follows them: then it is no use to wait. */
const patienceMs = 5000

/** A reader that takes a page only when the projections that go first are less than a page behind the end of the log. */
export function givingWay(ctx: EngineContext, reader: Reader, first: readonly string[]): Reader {
  /** Those that did not say in time where they stand: another process has them. */
  const elsewhere = new Set<string>()
  const isBehind = (end: number) => (name: string) => {
    if (ctx.progress.failureOf(name) !== undefined) return false
    const position = ctx.progress.positionOf(name)
    return position === undefined ? !elsewhere.has(name) : position < end - ctx.pageSize
  }

  async function othersGo(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      if (!first.some(isBehind(await ctx.store.lastPosition()))) return
      const timer = new AbortController()
      const late = delay(patienceMs, 'late', { signal: timer.signal }).catch(() => undefined)
      const outcome = await Promise.race([ctx.progress.nextMove(), late])
      timer.abort()
      if (outcome !== 'late') continue
      for (const name of first) if (ctx.progress.positionOf(name) === undefined) elsewhere.add(name)
      return
    }
  }

  return {
    ...reader,
    async take(after, max, signal) {
      await othersGo(signal)
      return reader.take(after, max, signal)
    },
  }
}
