import { setImmediate, setTimeout as delay } from 'node:timers/promises'
import { messageOf } from '../../domain/kernel/error-message.ts'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { Position, RecordedEvent } from '../../domain/kernel/event.ts'
import type { Fold, FoldContext, Queryable, TableWrite } from '../../domain/kernel/projection.ts'
import type { Log } from '../../domain/kernel/log.ts'
import type { RetentionBounds } from '../../domain/retention/retention-bounds.ts'
import { logUpTo } from './bounded-log.ts'
import { commitDeadLetter, commitPages, type OwnedBuild } from './build.ts'
import { isPassing, ProjectionStopped } from './errors.ts'
import type { Reader } from './feed.ts'
import { createGathering, type Gathering } from './gather.ts'
import { createPace } from './pace.ts'
import { purgingFrom } from './retention.ts'

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
  /** After each commit, with how many events were folded. */
  readonly committed: (position: Position, events: number) => void
  /** Called whenever there is nothing left to take, before waiting for more. */
  readonly idle?: () => Promise<void>
}

/** Events that were folded and are to be written together. */
interface Page {
  /** The first of those that the projection handles. */
  readonly first: RecordedEvent | undefined
  readonly events: number
  /** Of all types. */
  readonly size: number
  readonly through: Position
}

/** How much is taken at once. Where a bad event is looked for, each page is written by itself. */
interface Cut {
  readonly size: number
  readonly isAlone: boolean
}

/** An error that comes back whenever these events are folded. */
class PageFailed extends Error {
  readonly page: Page

  constructor(page: Page, cause: unknown) {
    super(messageOf(cause), { cause })
    this.page = page
  }
}

/** Pages are written together until they have so many rows to insert, or so many events: while old events are taken in. */
const gatheredBytes = 4 * 2 ** 20
const gatheredEvents = 50_000

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
 * Opens the fold where the build stands and folds page after page. The next pages are folded while those before are being written;
 * when the fold asks its tables it waits until they hold all that it has folded.
 * @returns purged: rows are gone that the fold may hold in memory; go on with a new one
 */
async function followPages(
  options: Advance,
  cutAt: (position: Position) => Cut,
  onPage: (page: Page) => void,
): Promise<'done' | 'purged'> {
  const { build, reader, until, signal } = options
  let folded = build.position
  if (until !== undefined && folded >= until) return 'done'
  const purging = await purgingFrom(options.store, build.projection, folded)
  const { isClosed, closedBefore } = purging
  const handled = new Set(build.projection.handles)
  let writing: Promise<void> = Promise.resolve()
  let gathered = nothingGathered()
  /** What the fold has put off: it is behind everything that is gathered. */
  let later: Page | undefined

  const write = async (page: Page, { writes, over }: Pick<Gathered, 'writes' | 'over'>): Promise<void> => {
    try {
      await commitPages(build, writes.tables(), page.through, over)
    } catch (error) {
      throw failed(page, error)
    }
    onPage(page)
  }
  const gather = (writes: readonly TableWrite[]): void => {
    gathered.writes.add(writes)
    for (const [site, bounds] of purging.overstepped(writes)) gathered.over.set(site, bounds)
  }
  const flush = async (): Promise<void> => {
    await writing
    const whole = gathered
    const { page } = whole
    if (page === undefined) return
    try {
      gather(fold.keptBack?.() ?? [])
    } catch (error) {
      throw failed(page, error)
    }
    gathered = nothingGathered()
    writing = write(page, whole)
    // Whoever awaits `writing` next gets the error; until then it is not unhandled.
    writing.catch(() => undefined)
  }
  const written = async (): Promise<void> => {
    await flush()
    await writing
  }
  /** Pages without an event for this projection move the checkpoint only now: one write for all of them. */
  const settle = async (): Promise<void> => {
    await complete()
    await written()
    if (folded > build.position)
      await write({ first: undefined, events: 0, size: 0, through: folded }, nothingGathered())
  }
  /** What a purge says holds for what is written after it: it is carried out between what was folded before and what comes. */
  const purge = async (event: RecordedEvent): Promise<void> => {
    await complete()
    await written()
    const due = purging.due(event)
    const page: Page = { first: event, events: 1, size: 1, through: event.position }
    await write(page, { ...nothingGathered(), over: new Map(due ? [[due.site, due.bounds]] : []) })
  }

  let bound = folded
  const query = async (text: string, values: unknown[] = []) => {
    await written()
    return build.session.client.query(text, values)
  }
  const sql: Queryable = { query: query as Queryable['query'] }
  const seen = logUpTo(options.store, () => bound, isClosed)
  const fold = await openFold(options, { sql, log: seen, position: folded, closedBefore })

  const foldPage = async (events: readonly RecordedEvent[], page: Page): Promise<void> => {
    try {
      gather(await fold.page(events))
      gathered.page = together(gathered.page, page)
    } catch (error) {
      if (fold.keptBack) {
        // What it has kept back of the pages before is lost with it: they are tried again with this one.
        await writing
        throw failed(together(gathered.page, page), error)
      }
      // What was folded before is written, so that the page is tried again by itself. When that fails, that is what went wrong.
      await written()
      throw failed(page, error)
    }
  }

  const complete = async (): Promise<void> => {
    if (later === undefined) return
    const page = later
    later = undefined
    await foldPage([], page)
  }

  /** @returns whether the page is folded, or will be with a later one */
  const isPutOff = (events: readonly RecordedEvent[], page: Page): boolean => {
    try {
      return fold.putOff?.(events) ?? false
    } catch (error) {
      throw failed(together(later, page), error)
    }
  }

  const pace = createPace(liveTurnMs, liveTurnsAtOnce)
  let isLive = false
  while (!signal.aborted && !(until !== undefined && folded >= until)) {
    if (isLive) await rest(pace(performance.now()), signal)
    if (!(await reader.hasMore(folded))) {
      await settle()
      await options.idle?.()
    }
    const { size, isAlone } = cutAt(folded)
    const taken = await reader.take(folded, size, signal)
    if (!taken) break
    const purged = purging.first(taken.events)
    const { through, caughtUp } = purged ? { through: purged.position - 1, caughtUp: false } : taken
    isLive = caughtUp && until === undefined
    const now = purged ? taken.events.filter(({ position }) => position < purged.position) : taken.events
    const events = now.filter(event => handled.has(event.type) && !isClosed?.(event))
    const page: Page = { first: events[0], events: events.length, size: now.length, through }
    if (events.length > 0) {
      bound = through
      const mayWait = !caughtUp && !isAlone
      const whole = together(later, page)
      if (mayWait && isPutOff(events, page)) later = whole
      else {
        later = undefined
        await foldPage(events, whole)
      }
      const size = (gathered.page?.size ?? 0) + (later?.size ?? 0)
      if (!mayWait || size >= gatheredEvents || gathered.writes.bytes() >= gatheredBytes) {
        await complete()
        await flush()
      }
    }
    folded = through
    if (purged) {
      await purge(purged)
      return 'purged'
    }
    // What is being written takes a dozen answers of the database: they are heard between two pages.
    await setImmediate()
  }
  await settle()
  return 'done'
}

const rest = async (milliseconds: number, signal: AbortSignal): Promise<void> => {
  if (milliseconds > 0) await delay(milliseconds, undefined, { signal }).catch(() => undefined)
}

interface Gathered {
  readonly writes: Gathering
  /** Sites that have rows among them which are over already. */
  readonly over: Map<string, RetentionBounds>
  page: Page | undefined
}

const nothingGathered = (): Gathered => ({ writes: createGathering(), over: new Map(), page: undefined })

const together = (before: Page | undefined, page: Page): Page =>
  before === undefined
    ? page
    : { ...before, events: before.events + page.events, size: before.size + page.size, through: page.through }

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

/** Fenced, a lost connection and the like pass by themselves or with a new session; everything else is about the events. */
const failed = (page: Page, error: unknown): Error =>
  error instanceof Error && (isPassing(error) || error.name === 'Fenced') ? error : new PageFailed(page, error)
