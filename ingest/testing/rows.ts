import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { RecordedEvent } from '../../domain/kernel/event.ts'
import { factStream, type FactKind, type QueueLogFact } from '../../domain/pbx/facts.ts'
import { sourceClock } from '../../domain/pbx/source-time.ts'
import { createFactWriter, type FactWriterOptions, type WriteCounts } from '../fact-writer.ts'
import { rowDecoder, type Row, type RowForm } from '../row-decoder.ts'

/** A clock for the store in memory: every append has a time of its own, as separate imports have. */
export function tickingClock(): () => number {
  let now = 1_800_000_000_000_000
  return () => (now += 1000)
}

export const place = { site: 'lab', node: 'pbx1' }

/** Lines of a native queue_log, or of the form given, as rows of one input. */
export function rowsOf(lines: readonly string[], form: RowForm = { kind: 'queue_log', form: 'native' }): Row[] {
  const rows: Row[] = []
  const decoder = rowDecoder(form, sourceClock('UTC'), 'the-file')
  lines.forEach((line, index) => decoder.line(line, index + 1, rows))
  decoder.end(rows)
  return rows
}

/** Writes the lines as one input, in batches. */
export async function write(
  store: EventStore,
  lines: readonly string[],
  options: Partial<FactWriterOptions> & { readonly batch?: number } = {},
): Promise<WriteCounts> {
  const { batch = 1000, ...more } = options
  const writer = createFactWriter({ store, ...place, kind: 'queue_log', ...more })
  const rows = rowsOf(lines)
  let counts = await writer.write([])
  for (let from = 0; from < rows.length; from += batch) {
    const { read, appended, duplicates, quarantined, ...positions } = await writer.write(rows.slice(from, from + batch))
    counts = {
      read: counts.read + read,
      appended: counts.appended + appended,
      duplicates: counts.duplicates + duplicates,
      quarantined: counts.quarantined + quarantined,
      ...positions,
    }
  }
  return counts
}

export async function eventsOf(
  store: EventStore,
  kind: FactKind | 'quarantine' = 'queue_log',
): Promise<RecordedEvent[]> {
  const all: RecordedEvent[] = []
  for await (const { events } of store.readStream(factStream(place.site, place.node, kind))) all.push(...events)
  return all
}

/** Raw lines of the queue_log facts in the order of the log. */
export const rawLines = async (store: EventStore): Promise<string[]> =>
  (await eventsOf(store)).map(({ data }) => (data as unknown as QueueLogFact).raw)
