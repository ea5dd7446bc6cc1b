import { memoryTables, type MemoryTables } from '../../queue-visits/testing/memory-tables.ts'
import type { TestLog } from './log.ts'
import { foldOver, type Capacity } from '../fold.ts'
import { storedInMemory } from './stored-in-memory.ts'

/** How a log is folded: pages of these sizes, over and over; opening the fold anew before a page where `reopen` says so. */
export interface Cutting {
  readonly sizes: readonly number[]
  readonly reopen?: (page: number) => boolean
  readonly capacity?: Capacity
}

export const roomy: Capacity = { rows: { ofContactsGoingOn: 1e9, ofContactsOver: 1e9 }, togetherFrom: 16 }
/** Nothing stays in memory from one page to the next. */
export const cramped: Capacity = { rows: { ofContactsGoingOn: 0, ofContactsOver: 0 }, togetherFrom: 16 }

export async function folded(log: TestLog, cutting: Cutting): Promise<MemoryTables> {
  const tables = memoryTables()
  const { events } = log
  const open = () => foldOver(storedInMemory(tables), log, cutting.capacity ?? roomy)
  let fold = await open()
  for (let from = 0, page = 0; from < events.length; page++) {
    if (cutting.reopen?.(page)) fold = await open()
    const size = Math.max(1, cutting.sizes[page % cutting.sizes.length] ?? 1)
    tables.apply(await fold.page(events.slice(from, from + size)))
    from += size
  }
  return tables
}
