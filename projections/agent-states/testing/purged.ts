import type { EventStore } from '../../../domain/kernel/event-store.ts'
import type { NewEvent, RecordedEvent } from '../../../domain/kernel/event.ts'
import type { RetainedRows, TableWrite } from '../../../domain/kernel/projection.ts'
import type { Micros } from '../../../domain/kernel/time.ts'
import { recordsPurged, type RecordsPurged } from '../../../domain/retention/purge.ts'
import type { RetentionBounds } from '../../../domain/retention/retention-bounds.ts'
import { logUpTo } from '../../engine/bounded-log.ts'
import { purgingFrom } from '../../engine/retention.ts'
import { memoryTables, type MemoryTables } from '../../queue-visits/testing/memory-tables.ts'
import { agentStates } from '../agent-states.ts'
import { foldOver } from '../fold.ts'
import { retention } from '../retention.ts'
import { eventsOf, roomy, type Cutting } from './folding.ts'
import { storedInMemory } from './stored-in-memory.ts'

/** A purge of the figures before the instant. */
export function purgedBefore(statistics: Micros, site = 'paris'): NewEvent {
  const data: RecordsPurged = { type: recordsPurged, site, before: { statistics }, rows: {}, legalBasis: null }
  return { type: recordsPurged, occurredAt: statistics, site, data: { ...data, rows: {} } }
}

/** As `folded`, and as the engine with the purges of the log (projections/engine/advance.ts): many small logs in the time of one. */
export async function foldedWithPurges(store: EventStore, cutting: Cutting): Promise<MemoryTables> {
  const tables = memoryTables()
  const sizes = pageSizes(cutting)
  let left: readonly RecordedEvent[] = await eventsOf(store)
  let bound = 0
  let page = 0
  while (left.length > 0) {
    const purging = await purgingFrom(store, agentStates, bound)
    const log = logUpTo(store, () => bound, purging.isClosed)
    const open = () =>
      foldOver(
        storedInMemory(tables),
        log,
        { position: bound, closedBefore: purging.closedBefore },
        cutting.capacity ?? roomy,
      )
    const write = (writes: readonly TableWrite[]): void => {
      tables.apply(writes)
      for (const [site, bounds] of purging.overstepped(writes)) removeOver(tables, site, bounds)
    }
    const purge = purging.first(left)
    const until = purge?.position ?? Infinity
    let fold = await open()
    /** As the engine does before it lets go of a fold. */
    const complete = async (): Promise<void> => {
      write(await fold.page([]))
      write(fold.keptBack?.() ?? [])
    }
    for (; left[0] && left[0].position < until; page++) {
      if (cutting.reopen?.(page)) {
        await complete()
        fold = await open()
      }
      const taken = left.slice(0, sizes(page)).filter(({ position }) => position < until)
      left = left.slice(taken.length)
      bound = taken.at(-1)?.position ?? bound
      const events = taken.filter(event => !purging.isClosed?.(event))
      if (events.length > 0 && !(page % 2 === 0 && fold.putOff?.(events))) write(await fold.page(events))
    }
    await complete()
    if (!purge) return tables
    const due = purging.due(purge)
    if (due) removeOver(tables, due.site, due.bounds)
    bound = purge.position
    left = left.slice(1)
  }
  return tables
}

const pageSizes =
  ({ sizes }: Cutting) =>
  (page: number): number =>
    Math.max(1, sizes[page % sizes.length] ?? 1)

function removeOver(tables: MemoryTables, site: string, bounds: RetentionBounds): void {
  for (const rows of retention.rows) {
    const bound = bounds[rows.data]
    if (bound === undefined) continue
    const { column, margin } = conditionOf(rows)
    tables.removeWhere(rows.table, row => row['site'] === site && Number(row[column] ?? Infinity) < bound - margin)
  }
}

/** What the SQL of a condition says. */
function conditionOf({ table, where }: RetainedRows): { readonly column: string; readonly margin: number } {
  const [, column, margin = '0'] = /^site = \$1 AND (\w+) < \$2(?: - (\d+))?$/.exec(where) ?? []
  if (column === undefined) throw new Error(`${table}: rows in memory cannot be asked whether ${where}`)
  return { column, margin: Number(margin) }
}
