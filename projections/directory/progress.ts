import type { RecordedEvent } from '../../domain/kernel/event.ts'
import type { Queryable, TableWrite } from '../../domain/kernel/projection.ts'
import {
  amiEventRecorded,
  celRowRecorded,
  queueLogRowRecorded,
  quarantinedRowReleased,
  rowQuarantined,
  type FactKind,
  type QuarantinedRow,
  type QueueLogFact,
} from '../../domain/pbx/facts.ts'
import { holdTable, type TableShape } from './held-table.ts'

/** Rows of CEL are counted beside the history of calls (projections/cel-progress), which has to read all of them anyway. */
export const factTypes = [queueLogRowRecorded, amiEventRecorded, rowQuarantined, quarantinedRowReleased] as const

const progressTable = {
  table: 'source_progress',
  key: ['site', 'node', 'kind'],
  columns: ['site', 'node', 'kind', 'row_count', 'quarantined', 'unknown_events', 'last_event_us', 'last_recorded_us'],
} as const satisfies TableShape<string>

interface Counted {
  readonly site: string
  readonly node: string
  readonly kind: FactKind
  rows: number
  quarantined: number
  unknownEvents: number
  lastEventAt: number | null
  lastRecordedAt: number
}

/** What a page adds to a source is summed first: a page of a million facts is still one row a source. */
interface Progress {
  count(event: RecordedEvent): void
  takeWrites(): TableWrite | undefined
}

/** @param see what a row names besides */
export async function openProgress(
  sql: Queryable,
  see: (fact: Partial<QueueLogFact>, site: string) => void,
): Promise<Progress> {
  const table = await holdTable(sql, progressTable)
  const ofPage: Record<FactKind, Map<string, Counted>> = { queue_log: new Map(), cel: new Map(), ami: new Map() }

  const countedOf = (event: RecordedEvent, kind: FactKind): Counted => {
    let counted = ofPage[kind].get(event.stream)
    if (!counted) {
      const { site = '', node = '' } = event
      counted = { site, node, kind, rows: 0, quarantined: 0, unknownEvents: 0, lastEventAt: null, lastRecordedAt: 0 }
      ofPage[kind].set(event.stream, counted)
    }
    counted.lastRecordedAt = Math.max(counted.lastRecordedAt, event.recordedAt)
    return counted
  }

  const countRow = (event: RecordedEvent, kind: FactKind) => {
    const counted = countedOf(event, kind)
    const fact = event.data as Partial<QueueLogFact>
    counted.rows += 1
    counted.lastEventAt = Math.max(counted.lastEventAt ?? event.occurredAt, event.occurredAt)
    if (fact.flags?.includes('unknownEvent')) counted.unknownEvents += 1
    see(fact, counted.site)
  }

  const addToTable = (page: Counted) => {
    const before = table.get(page.site, page.node, page.kind)
    const added = (column: 'row_count' | 'quarantined' | 'unknown_events', more: number) =>
      Number(before?.[column] ?? 0) + more
    const lastBefore = before?.last_event_us ?? null
    const lastOfBoth =
      page.lastEventAt === null ? lastBefore : Math.max(Number(lastBefore ?? page.lastEventAt), page.lastEventAt)
    table.put({
      site: page.site,
      node: page.node,
      kind: page.kind,
      row_count: added('row_count', page.rows),
      quarantined: added('quarantined', page.quarantined),
      unknown_events: added('unknown_events', page.unknownEvents),
      last_event_us: lastOfBoth,
      last_recorded_us: Math.max(Number(before?.last_recorded_us ?? 0), page.lastRecordedAt),
    })
  }

  return {
    count(event) {
      if (event.type === queueLogRowRecorded) countRow(event, 'queue_log')
      else if (event.type === celRowRecorded) countRow(event, 'cel')
      else if (event.type === amiEventRecorded) countRow(event, 'ami')
      else countedOf(event, kindOf(event)).quarantined += event.type === rowQuarantined ? 1 : -1
    },
    takeWrites() {
      for (const pages of [ofPage.queue_log, ofPage.cel, ofPage.ami]) {
        for (const page of pages.values()) addToTable(page)
        pages.clear()
      }
      return table.takeWrites()
    },
  }
}

const kindOf = (event: RecordedEvent): FactKind => (event.data as unknown as QuarantinedRow).kind
