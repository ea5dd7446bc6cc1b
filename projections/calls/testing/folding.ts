import type { Fold, TableWrite } from '../../../domain/kernel/projection.ts'
import { memoryTables, type MemoryTables } from '../../queue-visits/testing/memory-tables.ts'
import type { TestLog } from './log.ts'
import { foldOver, type Capacity } from '../fold.ts'
import { storedInMemory } from './stored-in-memory.ts'
import type { Stored } from '../stored.ts'

/** How a log is folded: pages of these sizes, over and over; opening the fold anew before a page where `reopen` says so. */
export interface Cutting {
  readonly sizes: readonly number[]
  /** So many pages are written together, as the engine does while it catches up; 1 when left out. */
  readonly together?: number
  readonly reopen?: (page: number) => boolean
  readonly capacity?: Capacity
}

export const roomy: Capacity = { rows: { ofContactsGoingOn: 1e9, ofContactsOver: 1e9 } }
/** Nothing stays in memory from one page to the next. */
export const cramped: Capacity = { rows: { ofContactsGoingOn: 0, ofContactsOver: 0 } }

export async function folded(log: TestLog, cutting: Cutting): Promise<MemoryTables> {
  const tables = memoryTables()
  const { events } = log
  const gathered: (readonly TableWrite[])[] = []
  let fold: Fold | undefined
  const written = (): void => {
    if (gathered.length === 0) return
    for (const writes of [...gathered.splice(0), fold?.keptBack?.() ?? []]) tables.apply(writes)
  }
  const open = () => foldOver(behind(storedInMemory(tables), written), log, cutting.capacity ?? roomy)
  for (let from = 0, page = 0; from < events.length; page++) {
    if (!fold || cutting.reopen?.(page)) {
      written()
      fold = await open()
    }
    const size = Math.max(1, cutting.sizes[page % cutting.sizes.length] ?? 1)
    gathered.push(await fold.page(events.slice(from, from + size)))
    if ((page + 1) % (cutting.together ?? 1) === 0) written()
    from += size
  }
  written()
  return tables
}

/** Tables that are asked only when they hold what was folded before. */
const behind = (stored: Stored, written: () => void): Stored => {
  const after = <R>(ask: () => Promise<R>): Promise<R> => {
    written()
    return ask()
  }
  return {
    beginning: () => after(() => stored.beginning()),
    contactsOf: keys => after(() => stored.contactsOf(keys)),
    written: contacts => after(() => stored.written(contacts)),
    openAt: (site, node, at) => after(() => stored.openAt(site, node, at)),
  }
}
