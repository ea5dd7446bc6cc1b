import fc from 'fast-check'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { NewEvent, RecordedEvent } from '../../domain/kernel/event.ts'
import type { Fold, FoldContext, Projection, RetainedRows, TableWrite } from '../../domain/kernel/projection.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import { recordsPurged, type RecordsPurged } from '../../domain/retention/purge.ts'
import type { RetentionBounds } from '../../domain/retention/retention-bounds.ts'
import { logUpTo } from '../engine/bounded-log.ts'
import { purgingFrom } from '../engine/retention.ts'
import { memoryTables, type MemoryTables, type RecordOf } from '../queue-visits/testing/memory-tables.ts'

/** A purge of the figures before the instant. */
export function purgedBefore(statistics: Micros, site = 'paris'): NewEvent {
  const data: RecordsPurged = { type: recordsPurged, site, before: { statistics }, rows: {}, legalBasis: null }
  return { type: recordsPurged, occurredAt: statistics, site, data: { ...data, rows: {} } }
}

interface InMemory {
  readonly projection: Projection
  readonly open: (tables: MemoryTables, context: Omit<FoldContext, 'sql'>) => Promise<Fold>
}

/** Pages of these sizes, over and over; the fold is opened anew before a page where `reopen` says so. */
interface Pages {
  readonly sizes: readonly number[]
  readonly reopen?: (page: number) => boolean
}

/** Pages of few events, with the fold opened anew never, always, or now and then; as much in memory as there is room for, or hardly anything. */
export const arbitraryPages = <C>(mostEvents: number, ...capacities: readonly C[]) =>
  fc.record({
    sizes: fc.array(fc.integer({ min: 1, max: mostEvents }), { minLength: 1, maxLength: 4 }),
    reopen: fc.constantFrom(
      () => false,
      () => true,
      (page: number) => page % 3 === 0,
    ),
    capacity: fc.constantFrom(...capacities),
  })

/** As the engine folds a log with purges of figures (projections/engine/advance.ts): many small logs in the time of one. */
export async function foldedWithPurges(
  store: EventStore,
  { projection, open: openFold }: InMemory,
  { sizes, reopen }: Pages,
): Promise<MemoryTables> {
  const tables = memoryTables()
  let left: readonly RecordedEvent[] = await eventsFor(projection, store)
  let bound = 0
  let page = 0
  while (left.length > 0) {
    const purging = await purgingFrom(store, projection, bound)
    const { closedBefore } = purging
    const log = logUpTo(store, () => bound, purging.isClosed)
    const open = () => openFold(tables, { log, position: bound, closedBefore })
    const write = (writes: readonly TableWrite[]): void => {
      tables.apply(writes)
      for (const [site, bounds] of purging.overstepped(writes)) removeOver(tables, projection, site, bounds)
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
      if (reopen?.(page)) {
        await complete()
        fold = await open()
      }
      const size = Math.max(1, sizes[page % sizes.length] ?? 1)
      const taken = left.slice(0, size).filter(({ position }) => position < until)
      left = left.slice(taken.length)
      bound = taken.at(-1)?.position ?? bound
      const events = taken.filter(event => !purging.isClosed?.(event))
      if (events.length === 0 || (page % 2 === 0 && fold.putOff?.(events))) continue
      write(fold.keptBack?.() ?? [])
      write(await fold.page(events))
    }
    await complete()
    if (!purge) return tables
    const due = purging.due(purge)
    if (due) removeOver(tables, projection, due.site, due.bounds)
    bound = purge.position
    left = left.slice(1)
  }
  return tables
}

async function eventsFor({ handles }: Projection, store: EventStore): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = []
  for await (const page of store.readAll({ types: handles })) events.push(...page.events)
  return events
}

function removeOver(tables: MemoryTables, { retention }: Projection, site: string, bounds: RetentionBounds): void {
  for (const rows of retention?.rows ?? []) {
    const bound = bounds[rows.data]
    if (bound === undefined) continue
    const isOver = conditionOf(rows, tables, bound)
    tables.removeWhere(rows.table, row => row['site'] === site && isOver(row))
  }
}

/** What the SQL of a condition says. */
function conditionOf({ table, where }: RetainedRows, tables: MemoryTables, bound: Micros): (row: RecordOf) => boolean {
  const [, column, margin = '0'] = /^site = \$1 AND (\w+) < \$2(?: - (\d+))?$/.exec(where) ?? []
  if (column !== undefined) return row => Number(row[column] ?? Infinity) < bound - Number(margin)
  const [, owner = '', instant = ''] =
    /^site = \$1 AND EXISTS \(SELECT FROM (\w+) c .* c\.(\w+) < \$2\)$/.exec(where) ?? []
  if (instant === '') throw new Error(`${table}: rows in memory cannot be asked whether ${where}`)
  const nameOf = (row: RecordOf) => JSON.stringify([row['site'], row['node'], row['call_id']])
  const over = new Set(
    tables
      .rows(owner)
      .filter(row => Number(row[instant]) < bound)
      .map(nameOf),
  )
  return row => over.has(nameOf(row))
}
