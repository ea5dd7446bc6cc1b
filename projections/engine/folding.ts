import { messageOf } from '../../domain/kernel/error-message.ts'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { Position, RecordedEvent } from '../../domain/kernel/event.ts'
import type { Fold, FoldContext, Projection, Queryable } from '../../domain/kernel/projection.ts'
import { logUpTo } from './bounded-log.ts'
import type { OwnedBuild } from './build.ts'
import { isPassing, ProjectionStopped } from './errors.ts'
import { createPageWriter, type PageWriter } from './page-writer.ts'
import { failed, together, type Page } from './page.ts'
import type { Purging } from './retention.ts'

/** A fold at work: what pages change is written while the next ones are folded. */
interface Folding {
  /**
   * Folds a page.
   * @param mayWait whether it may be written, or even folded, together with later ones
   */
  take(events: readonly RecordedEvent[], page: Page, mayWait: boolean): Promise<void>
  /**
   * Returns when all that was taken is written, and the checkpoint stands at `folded`. Pages without an event for this projection move it
   * only now: one write for all of them.
   */
  settle(folded: Position): Promise<void>
  /** What a purge says holds for what is written after it: it is carried out between what was taken before and what comes. */
  purge(event: RecordedEvent): Promise<void>
}

/**
 * Opens the fold where the build stands. When it asks its tables it waits until they hold all that it has folded.
 * @param onPage after each commit
 * @throws ProjectionStopped when it cannot be opened
 */
export async function openFolding(
  store: EventStore,
  build: OwnedBuild,
  purging: Purging,
  onPage: (page: Page) => void,
): Promise<Folding> {
  let bound = build.position
  const writer: PageWriter = createPageWriter(build, purging, () => fold.keptBack?.() ?? [], onPage)
  const query = async (text: string, values: unknown[] = []) => {
    await writer.finish()
    return build.session.client.query(text, values)
  }
  const sql: Queryable = { query: query as Queryable['query'] }
  const log = logUpTo(store, () => bound, purging.isClosed)
  const { closedBefore } = purging
  const fold = await openFold(build.projection, { sql, log, position: bound, closedBefore })
  /** What the fold has put off: it is behind everything that is gathered. */
  let later: Page | undefined

  async function foldPage(events: readonly RecordedEvent[], page: Page): Promise<void> {
    try {
      writer.add(page, await fold.page(events))
    } catch (error) {
      if (fold.keptBack) {
        // What it has kept back of the pages before is lost with it: they are tried again with this one.
        await writer.begun()
        throw failed(together(writer.gathered(), page), error)
      }
      // What was folded before is written, so that the page is tried again by itself. When that fails, that is what went wrong.
      await writer.finish()
      throw failed(page, error)
    }
  }

  /** @param whole the page with what was put off before it */
  function isPutOff(events: readonly RecordedEvent[], whole: Page): boolean {
    try {
      return fold.putOff?.(events) ?? false
    } catch (error) {
      throw failed(whole, error)
    }
  }

  async function foldLater(): Promise<void> {
    if (later === undefined) return
    const page = later
    later = undefined
    await foldPage([], page)
  }

  return {
    async take(events, page, mayWait) {
      bound = page.through
      const whole = together(later, page)
      if (mayWait && isPutOff(events, whole)) later = whole
      else {
        later = undefined
        await foldPage(events, whole)
      }
      if (mayWait && !writer.isFull(later?.size ?? 0)) return
      await foldLater()
      await writer.begin()
    },

    async settle(folded) {
      await foldLater()
      await writer.finish()
      if (folded > build.position) await writer.pass({ first: undefined, events: 0, size: 0, through: folded })
    },

    async purge(event) {
      await foldLater()
      await writer.finish()
      const due = purging.due(event)
      const page: Page = { first: event, events: 1, size: 1, through: event.position }
      await writer.pass(page, new Map(due ? [[due.site, due.bounds]] : []))
    },
  }
}

async function openFold(projection: Projection, context: FoldContext): Promise<Fold> {
  try {
    return await projection.open(context)
  } catch (error) {
    if (isPassing(error)) throw error
    throw new ProjectionStopped(projection.name, `it could not be opened at ${context.position}: ${messageOf(error)}`, {
      cause: error,
    })
  }
}
