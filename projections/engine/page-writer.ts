import type { TableWrite } from '../../domain/kernel/projection.ts'
import type { RetentionBounds } from '../../domain/retention/retention-bounds.ts'
import { commitPages, type OwnedBuild } from './build.ts'
import { createGathering, type Gathering } from './gather.ts'
import { failed, together, type Page } from './page.ts'
import type { Purging } from './retention.ts'

/** Pages are written together until they have so many rows to insert, or so many events: while old events are taken in. */
const gatheredBytes = 4 * 2 ** 20
const gatheredEvents = 50_000

/** Writes what pages have changed, several of them together, while the next ones are being folded. */
export interface PageWriter {
  /** Gathers a page. */
  add(page: Page, writes: readonly TableWrite[]): void
  /** All that is gathered and not being written yet. */
  gathered(): Page | undefined
  /** @param more events that are to be written with what is gathered */
  isFull(more: number): boolean
  /** Begins to write what is gathered; waits for what was begun before, whose errors it throws. */
  begin(): Promise<void>
  /** Waits for what was begun. */
  begun(): Promise<void>
  /** Returns when the tables hold all that was added. */
  finish(): Promise<void>
  /** Moves the checkpoint behind a page without rows, and removes by site what is over then. All that was added is written. */
  pass(page: Page, over?: ReadonlyMap<string, RetentionBounds>): Promise<void>
}

/**
 * @param keptBack what the fold has kept back of the pages gathered: asked for before they are written
 * @param onPage after each commit
 */
export function createPageWriter(
  build: OwnedBuild,
  purging: Purging,
  keptBack: () => readonly TableWrite[],
  onPage: (page: Page) => void,
): PageWriter {
  let gathered = nothingGathered()
  let writing: Promise<void> = Promise.resolve()

  async function write(page: Page, { writes, over }: Pick<Gathered, 'writes' | 'over'>): Promise<void> {
    try {
      await commitPages(build, writes.tables(), page.through, over)
    } catch (error) {
      throw failed(page, error)
    }
    onPage(page)
  }

  function gather(writes: readonly TableWrite[]): void {
    gathered.writes.add(writes)
    for (const [site, bounds] of purging.overstepped(writes)) gathered.over.set(site, bounds)
  }

  async function begin(): Promise<void> {
    await writing
    const whole = gathered
    const { page } = whole
    if (page === undefined) return
    try {
      gather(keptBack())
    } catch (error) {
      throw failed(page, error)
    }
    gathered = nothingGathered()
    writing = write(page, whole)
    // Whoever awaits `writing` next gets the error; until then it is not unhandled.
    writing.catch(() => undefined)
  }

  return {
    add(page, writes) {
      gather(writes)
      gathered.page = together(gathered.page, page)
    },
    gathered: () => gathered.page,
    isFull: more => (gathered.page?.size ?? 0) + more >= gatheredEvents || gathered.writes.bytes() >= gatheredBytes,
    begin,
    begun: () => writing,
    async finish() {
      await begin()
      await writing
    },
    pass: (page, over = new Map()) => write(page, { ...nothingGathered(), over: new Map(over) }),
  }
}

interface Gathered {
  readonly writes: Gathering
  /** Sites that have rows among them which are over already. */
  readonly over: Map<string, RetentionBounds>
  page: Page | undefined
}

const nothingGathered = (): Gathered => ({ writes: createGathering(), over: new Map(), page: undefined })
