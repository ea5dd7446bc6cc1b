import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { Position, RecordedEvent } from '../../domain/kernel/event.ts'
import type { Fold, FoldContext, Queryable, TableWrite } from '../../domain/kernel/projection.ts'
import type { Log } from '../../domain/kernel/log.ts'
import { logUpTo } from './bounded-log.ts'
import { commitDeadLetter, commitPage, type OwnedBuild } from './build.ts'
import { isPassing, messageOf, ProjectionStopped } from './errors.ts'
import type { Reader } from './feed.ts'

export interface Advance {
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
  /** After each commit, with the events that were folded. */
  readonly committed: (position: Position, events: readonly RecordedEvent[]) => void
  /** Called whenever there is nothing left to take, before waiting for more. */
  readonly idle?: () => Promise<void>
}

/** An error that comes back whenever these events are folded. `size` counts events of all types in the page. */
class PageFailed extends Error {
  readonly events: readonly RecordedEvent[]
  readonly size: number
  readonly through: Position

  constructor(page: Page, cause: unknown) {
    super(messageOf(cause), { cause })
    this.events = page.events
    this.size = page.size
    this.through = page.through
  }
}

interface Page {
  readonly events: readonly RecordedEvent[]
  readonly size: number
  readonly through: Position
}

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
  const sizeAt = (position: Position) => (position < suspect ? limit : pageSize)
  const onPage = (page: Page) => {
    if (page.events.length > 0) deadInARow = 0
    options.committed(page.through, page.events)
  }
  for (;;) {
    try {
      await followPages(options, sizeAt, onPage)
      return
    } catch (error) {
      if (!(error instanceof PageFailed)) throw error
      const [event, ...others] = error.events
      if (!event) throw error.cause
      if (others.length > 0) {
        limit = Math.max(1, Math.ceil(error.size / 2))
        suspect = Math.max(suspect, error.through)
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
 * Opens the fold where the build stands and folds page after page. The next page is folded while the one before is being
 * written; when the fold asks its tables it waits for that write, so it never sees them behind what it has folded.
 */
async function followPages(
  options: Advance,
  sizeAt: (position: Position) => number,
  onPage: (page: Page) => void,
): Promise<void> {
  const { build, reader, until, signal } = options
  let folded = build.position
  if (until !== undefined && folded >= until) return
  const handled = new Set(build.projection.handles)
  let writing: Promise<void> = Promise.resolve()

  const write = async (page: Page, writes: readonly TableWrite[]): Promise<void> => {
    try {
      await commitPage(build, writes, page.through)
    } catch (error) {
      throw failed(page, error)
    }
    onPage(page)
  }
  const begin = (page: Page, writes: readonly TableWrite[]): void => {
    writing = write(page, writes)
    // Whoever awaits `writing` next gets the error; until then it is not unhandled.
    writing.catch(() => undefined)
  }
  /** Pages without an event for this projection move the checkpoint only now: one write for all of them. */
  const settle = async (): Promise<void> => {
    await writing
    if (folded > build.position) await write({ events: [], size: 0, through: folded }, [])
  }

  let bound = folded
  const query = async (text: string, values: unknown[] = []) => {
    await writing
    return build.session.client.query(text, values)
  }
  const sql: Queryable = { query: query as Queryable['query'] }
  const fold = await openFold(options, { sql, log: logUpTo(options.store, () => bound), position: folded })

  while (!signal.aborted && !(until !== undefined && folded >= until)) {
    if (!(await reader.hasMore(folded))) {
      await settle()
      await options.idle?.()
    }
    const taken = await reader.take(folded, sizeAt(folded), signal)
    if (!taken) break
    const { through } = taken
    const page: Page = {
      events: taken.events.filter(event => handled.has(event.type)),
      size: taken.events.length,
      through,
    }
    if (page.events.length > 0) {
      bound = through
      const writes = await foldPage(fold, page, () => writing)
      await writing
      begin(page, writes)
    }
    folded = through
  }
  await settle()
}

async function openFold({ build: { projection } }: Advance, context: FoldContext): Promise<Fold> {
  try {
    return await projection.open(context)
  } catch (error) {
    if (isPassing(error)) throw error
    throw new ProjectionStopped(projection.name, `it could not be opened at ${context.position}: ${messageOf(error)}`, {
      cause: error,
    })
  }
}

async function foldPage(fold: Fold, page: Page, writing: () => Promise<void>): Promise<readonly TableWrite[]> {
  try {
    return await fold.page(page.events)
  } catch (error) {
    // When the page before could not be written, that is what went wrong.
    await writing()
    throw failed(page, error)
  }
}

/** Fenced, a lost connection and the like pass by themselves or with a new session; everything else is about the events. */
const failed = (page: Page, error: unknown): Error =>
  error instanceof Error && (isPassing(error) || error.name === 'Fenced') ? error : new PageFailed(page, error)
