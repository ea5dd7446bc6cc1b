import type { Queryable } from '../../../domain/kernel/projection.ts'
import type { ZoneName } from '../../../domain/kernel/zone.ts'
import type { QueueFigures } from '../../../domain/metrics/figures.ts'
import { noQueueFigures } from '../../../domain/metrics/sums.ts'
import type { VisitOutcome } from '../../../domain/queues/visit.ts'
import { compareKeys } from '../../cursor.ts'
import { eachInterval, intervalStartOf, type TimeSpan } from '../../periodic/intervals.ts'
import { entriesIn } from './entries-in.ts'
import { extentOf, type Extent } from './extent.ts'
import { groupedFigures } from './grouped-figures.ts'
import { knownQueues, type KnownQueue } from './known-queues.ts'
import { calendarOf } from './statistics-clocks.ts'
import type { ReconciliationRequest, ReconciliationRow } from '../types.ts'

const figureOfOutcome = {
  ANSWERED: 'answered',
  ABANDONED: 'abandoned',
  TIMEOUT: 'timedOut',
  EXIT_KEY: 'exitedWithKey',
  EXIT_EMPTY: 'exitedEmpty',
  WITHDRAWN: 'withdrawn',
  CALLBACK: 'callbackRequested',
  LOST_SYSTEM: 'lostBySystem',
} as const satisfies Record<Exclude<VisitOutcome, 'OPEN'>, keyof QueueFigures>

/**
 * Two ways to the same number (products-and-metrics 2.1, identity): the ENTERQUEUE rows as they came in, with the entries that had to be
 * inferred, against the outcomes of the visits. `difference` is 0, or something is wrong.
 *
 * A row for every interval and queue in which a visit began; for TOTAL a row for every known queue.
 */
export async function reconciliation(
  db: Queryable,
  request: ReconciliationRequest,
): Promise<readonly ReconciliationRow[]> {
  const queues = await knownQueues(db, request.scope)
  const zones = new Set(queues.map(({ timeZone }) => timeZone))
  const extent = await extentOf(db)
  const rows = await Promise.all(
    [...zones].map(zone =>
      ofZone(
        db,
        request,
        extent,
        zone,
        queues.filter(({ timeZone }) => timeZone === zone),
      ),
    ),
  )
  const order = ({ start, site, queue }: ReconciliationRow) => [start, site, queue]
  return rows.flat().sort((a, b) => compareKeys(order(a), order(b)))
}

async function ofZone(
  db: Queryable,
  request: ReconciliationRequest,
  extent: Extent,
  siteZone: ZoneName,
  queues: readonly KnownQueue[],
): Promise<readonly ReconciliationRow[]> {
  const { interval, excluded = 'WITHOUT' } = request
  const zone = request.timeZone ?? siteZone
  const spans = spansOf(request, zone, extent)
  const end = spans.at(-1)?.end
  if (end === undefined) return []
  const bounds = [...spans.map(({ start }) => start), end]
  const found = await groupedFigures(db, {
    queues,
    bounds,
    dimensions: ['QUEUE'],
    offsets: [],
    attribution: 'ARRIVAL',
    calendar: calendarOf({ zone, siteZone }, { interval, groupBy: ['QUEUE'] }),
    withHistograms: false,
    excluded,
  })
  const counted = new Map(
    found.map(({ key: [number, site, queue], figures }) => [`${number} ${site} ${queue}`, figures]),
  )
  const entered = await entriesIn(db, queues, bounds, excluded)
  const inAll = interval === 'TOTAL'
  return spans.flatMap(({ start, end }, index) =>
    queues.flatMap(({ site, queue }) => {
      const name = `${index + 1} ${site} ${queue}`
      const offered = entered.get(name) ?? 0
      const figures = counted.get(name) ?? noQueueFigures
      if (!inAll && offered === 0 && figures.offered === 0) return []
      return [rowOf({ site, queue, start, end, offered }, figures)]
    }),
  )
}

/** Of a period that may be far longer than the recorded history, only the intervals that touch it. */
function spansOf({ period, interval }: ReconciliationRequest, zone: ZoneName, { first, last }: Extent): TimeSpan[] {
  if (interval === 'TOTAL') return [...eachInterval(period, interval, zone)]
  const spans: TimeSpan[] = []
  const from = Math.max(period.from, intervalStartOf(first, interval, zone))
  for (const span of eachInterval({ from, to: period.to }, interval, zone)) {
    if (span.start > last) break
    spans.push(span)
  }
  return spans
}

function rowOf(
  row: Pick<ReconciliationRow, 'site' | 'queue' | 'start' | 'end' | 'offered'>,
  figures: QueueFigures,
): ReconciliationRow {
  const outcomes: Partial<Record<VisitOutcome, number>> = {}
  let closed = 0
  for (const [outcome, name] of Object.entries(figureOfOutcome)) {
    closed += figures[name]
    if (figures[name] > 0) outcomes[outcome as VisitOutcome] = figures[name]
  }
  return { ...row, outcomes, open: figures.open, difference: row.offered - closed - figures.open }
}
