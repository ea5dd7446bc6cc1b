import type { Pool } from 'pg'
import type { EventPage, EventStore, SubscribeOptions } from '../../domain/kernel/event-store.ts'
import type { Position } from '../../domain/kernel/event.ts'
import type { Log } from '../../domain/kernel/log.ts'
import { createBell } from './bell.ts'
import { isPassing } from './failures.ts'
import { listen, type Listener } from './listen.ts'

interface Tail {
  readonly subscribe: EventStore['subscribe']
  /** Somebody in this process knows that the log has come so far. */
  reached(position: Position): void
  close(): Promise<void>
}

const channel = 'ringledger_log'
/** Notifications can be lost (a broken connection, a proxy that does not forward them): the log's end is also asked for. */
const pollMs = 1000
/** So close to the end, subscriptions share what is read; farther away each reads only the types it wants. */
const nearEvents = 2000
const sharedPages = 8

/** Tells subscriptions how far the log has come: one listening connection and one timer for all of them. */
export function createTail(
  store: Pick<EventStore, 'readAll' | 'lastPosition'> & { readonly pool: Pool; readonly log: Log },
): Tail {
  const { pool, log, readAll } = store
  const bell = createBell()
  const shared = new Map<Position, Promise<EventPage | undefined>>()
  let known: Position = 0
  let closed = false
  let users = 0
  let watching: Promise<{ stop: () => Promise<void> }> | undefined

  function reached(position: Position): void {
    if (position <= known) return
    known = position
    bell.ring()
  }

  const look = async () => reached(await store.lastPosition())

  async function watch() {
    const lookAgain = () => void look().catch(() => undefined)
    const handlers = { heard: (payload: string) => reached(Number(payload)), back: lookAgain, log }
    const listener: Listener = await listen(pool, channel, handlers)
    // Only now: what was committed before is seen here, what is committed later is announced.
    await look().catch(async (error: unknown) => {
      await listener.close()
      throw error
    })
    const timer = setInterval(lookAgain, pollMs)
    return {
      stop: () => {
        clearInterval(timer)
        return listener.close()
      },
    }
  }

  async function join(): Promise<void> {
    users++
    watching ??= watch()
    await watching
  }

  async function leave(): Promise<void> {
    users--
    if (users === 0) await stopWatching()
  }

  async function stopWatching(): Promise<void> {
    const last = watching
    watching = undefined
    await last?.then(
      ({ stop }) => stop(),
      () => undefined,
    )
  }

  /** The next page behind a position near the end: whoever stands there gets the same one. */
  function nextPage(after: Position): Promise<EventPage | undefined> {
    const read = shared.get(after)
    if (read) return read
    const page = firstOf(readAll({ after, upTo: known }))
    shared.set(after, page)
    page.catch(() => shared.delete(after))
    for (const old of shared.keys()) if (shared.size > sharedPages) shared.delete(old)
    return page
  }

  async function* near(after: Position, types: readonly string[] | undefined): AsyncGenerator<EventPage> {
    const page = await nextPage(after)
    if (!page) return
    yield types ? { ...page, events: page.events.filter(({ type }) => types.includes(type)) } : page
  }

  async function* subscribe({ after = 0, types, signal }: SubscribeOptions = {}): AsyncGenerator<EventPage> {
    const ended = () => closed || signal?.aborted === true
    if (ended()) return
    let through = after
    // What it waits for is said once, not every second.
    let told: string | undefined
    try {
      await join()
      while (!ended()) {
        if (through >= known) {
          await bell.next(signal)
          continue
        }
        const before = through
        try {
          const pages =
            known - through > nearEvents ? readAll({ after: through, ...(types && { types }) }) : near(through, types)
          for await (const page of pages) {
            if (ended()) return
            yield page
            through = page.through
            told = undefined
            if (ended()) return
          }
          // The log is shorter than it was said to be: somebody put back an older database. Its new events will come here.
          if (through === before) await bell.next(signal, pollMs)
        } catch (error) {
          if (!isPassing(error)) throw error
          const { message } = error as Error
          if (message !== told) log('warn', `A subscription waits for the database: ${message}`)
          told = message
          await bell.next(signal, pollMs)
        }
      }
    } finally {
      await leave()
    }
  }

  return {
    subscribe,
    reached,
    close() {
      closed = true
      bell.ring()
      return stopWatching()
    },
  }
}

async function firstOf(pages: AsyncIterable<EventPage>): Promise<EventPage | undefined> {
  for await (const page of pages) return page
  return undefined
}
