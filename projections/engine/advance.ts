import { setImmediate, setTimeout as delay } from 'node:timers/promises'
import type { EventPage, EventStore } from '../../domain/kernel/event-store.ts'
import type { Position, RecordedEvent } from '../../domain/kernel/event.ts'
import type { Log } from '../../domain/kernel/log.ts'
import { commitDeadLetter, type OwnedBuild } from './build.ts'
import { ProjectionStopped } from './errors.ts'
import type { Reader } from './feed.ts'
import { openFolding } from './folding.ts'
import { createPace } from './pace.ts'
import { PageFailed, type Page } from './page.ts'
import { purgingFrom } from './retention.ts'

interface Advance {
  readonly store: EventStore
  readonly log: Log
  readonly build: OwnedBuild
  readonly reader: Reader
  /** Events of a page at most; any size gives the same tables. */
  readonly pageSize: number
  /** Return when the tables hold at least this much; without it, stay until the signal. */
  readonly until?: Position
  /** Ends after the page in hand. */
  readonly signal: AbortSignal
  /** After each commit, with how many events were folded. */
  readonly committed: (position: Position, events: number) => void
  /** Called whenever there is nothing left to take, before waiting for more. */
  readonly idle?: () => Promise<void>
}

/** How much is taken at once. Where a bad event is looked for, each page is written by itself. */
interface Cut {
  readonly size: number
  readonly isAlone: boolean
}

/**
 * A live page costs its statements whether it has one event or a hundred: under a constant flow a page is taken every 100 ms at most,
 * which nobody sees on a board (they are pushed every 200). What comes after a quiet while, a command and what follows from it, is taken
 * at once.
 */
const liveTurnMs = 100
const liveTurnsAtOnce = 10

/** More events in a row than this are not bad events but a broken projection. */
const maxDeadLettersInARow = 1000

/**
 * Takes a build forward through the log. A page that fails is cut in halves until the event is found that cannot be taken.
 * @throws ProjectionStopped, Fenced, or what the store or the database threw: then try again with a new session
 */
export async function advance(options: Advance): Promise<void> {
  const { build, log, pageSize } = options
  const { projection } = build
  let limit = pageSize
  let suspect: Position = 0
  let deadInARow = 0
  const cutAt = (position: Position): Cut =>
    position < suspect ? { size: limit, isAlone: true } : { size: pageSize, isAlone: false }
  const onPage = (page: Page) => {
    if (page.events > 0) deadInARow = 0
    options.committed(page.through, page.events)
  }
  for (;;) {
    try {
      if ((await followPages(options, cutAt, onPage)) === 'done') return
      continue
    } catch (error) {
      if (!(error instanceof PageFailed)) throw error
      const { first: event, events, size, through } = error.page
      if (!event) throw error.cause
      if (events > 1) {
        limit = Math.min(pageSize, Math.max(1, Math.ceil(size / 2)))
        suspect = Math.max(suspect, through)
        continue
      }
      const what = `event ${event.position} (${event.type} of ${event.stream}) could not be taken: ${error.message}`
      if (projection.onError === 'stop') throw new ProjectionStopped(projection.name, what, { cause: error.cause })
      if (++deadInARow > maxDeadLettersInARow)
        throw new ProjectionStopped(projection.name, `${maxDeadLettersInARow} events in a row failed; last: ${what}`)
      log('error', `Projection ${projection.name} leaves out an event`, { position: event.position, error: what })
      await commitDeadLetter(build, event, error.message)
    }
  }
}

/**
 * Folds page after page until the end that is asked for.
 * @returns purged: rows are gone that the fold may hold in memory; go on with a new one
 */
async function followPages(
  options: Advance,
  cutAt: (position: Position) => Cut,
  onPage: (page: Page) => void,
): Promise<'done' | 'purged'> {
  const { store, build, reader, until, signal } = options
  let folded = build.position
  const isThere = () => until !== undefined && folded >= until
  if (isThere()) return 'done'
  const purging = await purgingFrom(store, build.projection, folded)
  const folding = await openFolding(store, build, purging, onPage)
  const handled = new Set(build.projection.handles)
  const isOurs = (event: RecordedEvent) => handled.has(event.type) && !purging.isClosed?.(event)
  const pace = createPace(liveTurnMs, liveTurnsAtOnce)
  let isLive = false
  while (!signal.aborted && !isThere()) {
    if (isLive) await rest(pace(performance.now()), signal)
    if (!(await reader.hasMore(folded))) {
      await folding.settle(folded)
      await options.idle?.()
    }
    const { size, isAlone } = cutAt(folded)
    const taken = await reader.take(folded, size, signal)
    if (!taken) break
    const purge = purging.first(taken.events)
    const { events: now, through, caughtUp } = purge ? before(purge, taken) : taken
    isLive = caughtUp && until === undefined
    const events = now.filter(isOurs)
    const page: Page = { first: events[0], events: events.length, size: now.length, through }
    if (events.length > 0) await folding.take(events, page, !caughtUp && !isAlone)
    folded = through
    if (purge) {
      await folding.purge(purge)
      return 'purged'
    }
    // What is being written takes a dozen answers of the database: they are heard between two pages.
    await setImmediate()
  }
  await folding.settle(folded)
  return 'done'
}

/** What was taken before the purge: it is not the end of the log. */
const before = ({ position }: RecordedEvent, { events }: EventPage) => ({
  events: events.filter(event => event.position < position),
  through: position - 1,
  caughtUp: false,
})

const rest = async (milliseconds: number, signal: AbortSignal): Promise<void> => {
  if (milliseconds > 0) await delay(milliseconds, undefined, { signal }).catch(() => undefined)
}
