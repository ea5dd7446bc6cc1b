import type { EventPage, EventStore } from '../../domain/kernel/event-store.ts'
import type { Position, RecordedEvent } from '../../domain/kernel/event.ts'
import type { Queryable } from '../../domain/kernel/projection.ts'
import type { PanelCheckpoint, PanelIndex, PanelWriting } from '../../domain/panels/panel-index.ts'
import { panelChanges, panelEvents } from './changes.ts'
import { documentsOver } from './documents-over.ts'
import { configuredNames } from './names.ts'
import readModelsSql from './sql/read-models.sql'

/** Raised when documents are made differently: the index is then made anew. */
export const documentsVersion = 3

interface PanelWriterOptions {
  readonly index: PanelIndex
  readonly store: Pick<EventStore, 'readAll' | 'readTagged'>
  readonly sql: Queryable
}

interface PanelProgress {
  readonly position: Position
  readonly end: Position
}

interface WriteOptions {
  readonly signal?: AbortSignal
  /**
   * Events of the next page; 5,000 when left out. Rows of calls that a page cuts are read from the log again, so larger pages are cheaper; while one
   * is worked on, its process answers nobody.
   */
  readonly eventsAtOnce?: () => number
  /** Called between two pages with how long the one before took: it may rest. */
  readonly rest?: (workedMs: number) => Promise<void>
  readonly onProgress?: (progress: PanelProgress) => void
}

export interface PanelWriter {
  /** Up to where both read models are: no document tells of what is behind. */
  readModels(): Promise<PanelCheckpoint>
  /**
   * Writes what the read models hold and the index does not. When the index was made by other rules, it is made anew beside.
   * @returns where the index stands then: the read models may be behind the log
   */
  catchUp(options?: WriteOptions): Promise<PanelCheckpoint>
  /** Makes the index anew from the whole log, beside the one that is read, and switches. */
  rebuild(options?: WriteOptions): Promise<PanelCheckpoint>
  /** Writes the documents once more that the events behind `after` up to `upTo` have a say in: for an index that lost some. */
  rewrite(range: { readonly after: Position; readonly upTo: Position }, options?: WriteOptions): Promise<void>
}

/**
 * Follows the log behind the read models and writes documents (docs/adr/0008-panels-follow-the-read-models.md). A page is written before the
 * index is moved on: after a crash in between it is written once more, to the same effect.
 */
export function createPanelWriter({ index, store, sql }: PanelWriterOptions): PanelWriter {
  const names = configuredNames(store)

  async function write(
    to: PanelWriting,
    from: Position,
    end: Position,
    written: (position: Position) => Promise<void>,
    { signal, onProgress, rest, eventsAtOnce = () => 5000 }: WriteOptions,
  ): Promise<void> {
    if (from >= end) return
    const changes = await panelChanges({ sql, log: store, names, held: (kind, ids) => to.held(kind, ids) }, from)
    const over = await documentsOver(store, from)
    await names.readUpTo(end)
    let began = performance.now()
    for await (const page of pagesOf(eventsAtOnce, store.readAll({ after: from, upTo: end, types: panelEvents }))) {
      signal?.throwIfAborted()
      const purged = over.take(page.events)
      await to.write((await changes.page(page.events, page.through)).filter(change => !over.has(change)))
      for (const [site, bound] of purged) await to.removeBefore(site, bound)
      await written(page.through)
      onProgress?.({ position: page.through, end })
      await rest?.(performance.now() - began)
      began = performance.now()
    }
  }

  async function fill(to: PanelWriting, options: WriteOptions): Promise<PanelCheckpoint> {
    const { position, meaning } = await readModels(sql)
    const { position: from } = await to.checkpoint()
    await write(to, from, position, through => to.moveTo({ position: through, meaning }), options)
    return to.checkpoint()
  }

  async function rebuild(options: WriteOptions = {}): Promise<PanelCheckpoint> {
    const build = await index.beside()
    try {
      // While it was filled the other one may have moved on.
      do await fill(build, options)
      while (!(await build.switch()))
    } catch (error) {
      await build.drop()
      throw error
    }
    return index.checkpoint()
  }

  return {
    readModels: () => readModels(sql),

    async catchUp(options = {}) {
      const models = await readModels(sql)
      const written = await index.checkpoint()
      const isOther = written.position > models.position || written.meaning !== models.meaning
      if (written.position > 0 && models.position > 0 && isOther) return rebuild(options)
      return fill(index, options)
    },

    rebuild,

    async rewrite({ after, upTo }, options = {}) {
      const { position } = await index.checkpoint()
      await write(index, after, Math.min(upTo, position), () => Promise.resolve(), options)
    },
  }
}

/** The same events in pages of the size that is asked for each, whatever pages they come in. */
async function* pagesOf(size: () => number, pages: AsyncIterable<EventPage>): AsyncGenerator<EventPage> {
  let events: RecordedEvent[] = []
  let through: Position | undefined
  let next = size()
  for await (const page of pages) {
    events.push(...page.events)
    through = page.through
    let from = 0
    while (events.length - from >= next) {
      const part = events.slice(from, from + next)
      from += next
      yield { events: part, through: part.at(-1)?.position ?? page.through }
      next = size()
    }
    events = events.slice(from)
  }
  if (through !== undefined) yield { events, through }
}

/** Up to where both read models are, and by which rules they and the documents are made. */
async function readModels(sql: Queryable): Promise<PanelCheckpoint> {
  const { rows } = await sql.query<PanelCheckpoint & { readModels: number }>(readModelsSql)
  const [found] = rows
  if (!found || found.readModels < 2) return { position: 0, meaning: '' }
  return { position: found.position, meaning: `panels ${documentsVersion}, ${found.meaning}` }
}
