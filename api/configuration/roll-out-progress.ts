import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { Position } from '../../domain/kernel/event.ts'
import { rollOutEventTypes } from '../../domain/roll-out/events.ts'
import { rollOutAfter, rollOutsIn, type RollOutRow } from '../../domain/roll-out/roll-out-list.ts'

/**
 * The roll-outs of a site, each as it is after every event that tells of it.
 * @param after begins behind this position; undefined: with those that are under way, as they are now
 */
export function rollOutProgress(
  store: Pick<EventStore, 'readAll' | 'subscribe' | 'lastPosition'>,
  site: string,
  after: Position | undefined,
): AsyncIterableIterator<RollOutRow> {
  const abort = new AbortController()

  async function* run() {
    const start = after ?? (await store.lastPosition())
    const rows = new Map((await underWay(store, site, start)).map(row => [row.rollOutId, row]))
    if (after === undefined) yield* [...rows.values()]
    const types = rollOutEventTypes
    for await (const page of store.subscribe({ after: start, types, signal: abort.signal }))
      for (const event of page.events) {
        const row = event.site === site ? rollOutAfter(rows, event) : undefined
        if (!row) continue
        if (row.state === 'RUNNING') rows.set(row.rollOutId, row)
        else rows.delete(row.rollOutId)
        yield row
      }
  }

  const rows = run()
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    next: () => rows.next(),
    // At once, also while it waits for the next event.
    return() {
      abort.abort()
      return rows.return(undefined)
    },
  }
}

async function underWay(
  store: Pick<EventStore, 'readAll'>,
  site: string,
  upTo: Position,
): Promise<readonly RollOutRow[]> {
  const all = []
  for await (const { events } of store.readAll({ types: rollOutEventTypes, upTo }))
    all.push(...events.filter(event => event.site === site))
  return rollOutsIn(all).filter(({ state }) => state === 'RUNNING')
}
