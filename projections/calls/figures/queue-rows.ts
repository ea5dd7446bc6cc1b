import type { Queryable } from '../../../domain/kernel/projection.ts'
import type { Micros } from '../../../domain/kernel/time.ts'
import type { ZoneName } from '../../../domain/kernel/zone.ts'
import type { Interval, MicrosLength, Period } from '../../../domain/metrics/figures.ts'
import { dayOfWeek, hourOfDay, intervalStartOf, nextIntervalStart, type TimeSpan } from '../../periodic/intervals.ts'
import { hoursAsked, type HoursOfQueues } from '../../queue-visits/queries/hours.ts'
import { knownQueues } from '../../queue-visits/queries/known-queues.ts'
import type { QueueStatisticsRequest, QueueStatisticsRow } from '../../queue-visits/types.ts'
import type { VisitAddition } from './visit-additions.ts'

/** Which part of queueStatistics is asked about. */
export type QueueRowsRequest = Pick<
  QueueStatisticsRequest,
  'period' | 'groupBy' | 'interval' | 'timeZone' | 'scope' | 'attribution' | 'excluded' | 'openingHours'
>

/**
 * Of each row of queueStatistics the length with what its visits add: whole, in the interval that the visit belongs to.
 * @param rows of the answer to the same request, and of those only the ones that are shown
 * @param lengths of the rows, by queue_log
 */
export async function addToQueueRows(
  db: Queryable,
  request: QueueRowsRequest,
  rows: readonly QueueStatisticsRow[],
  lengths: readonly MicrosLength[],
  visits: readonly VisitAddition[],
): Promise<readonly MicrosLength[]> {
  if (visits.length === 0) return lengths
  const { groupBy, scope, timeZone, interval, openingHours } = request
  const queues = await knownQueues(db, scope)
  const zones = new Map(queues.map(({ site, queue, timeZone: zone }) => [nameOf(site, queue), timeZone ?? zone]))
  const { hours } = await hoursAsked(db, queues, [request.period.from, request.period.to], openingHours)
  const places = new Map(rows.map((row, index) => [keyOfRow(row), index]))
  const has = (dimension: QueueStatisticsRequest['groupBy'][number]) => groupBy.includes(dimension)
  const added = [...lengths]
  for (const visit of visits) {
    const { site, queue, calledNumber, at, more } = visit
    const zone = zones.get(nameOf(site, queue))
    if (zone === undefined || !counts(visit, request, hours)) continue
    const place = places.get(
      JSON.stringify([
        ...spanOf(at, request.period, interval, zone),
        has('QUEUE') || has('SITE') ? site : null,
        has('QUEUE') ? queue : null,
        has('CALLED_NUMBER') && calledNumber !== '' ? calledNumber : null,
        has('HOUR_OF_DAY') ? hourOfDay(at, zone) : null,
        has('DAY_OF_WEEK') ? dayOfWeek(at, zone) : null,
      ]),
    )
    if (place !== undefined) added[place] = (added[place] ?? 0) + more
  }
  return added
}

const nameOf = (site: string, queue: string): string => `${site}/${queue}`

const keyOfRow = ({ start, end, site, queue, calledNumber, hourOfDay: hour, dayOfWeek: day }: QueueStatisticsRow) =>
  JSON.stringify([start, end, site, queue, calledNumber, hour, day])

function counts(
  visit: VisitAddition,
  { excluded }: QueueRowsRequest,
  hours: readonly HoursOfQueues[] | undefined,
): boolean {
  if (visit.excluded && excluded !== 'WITH') return false
  if (!hours) return true
  const own = hours.find(({ queues }) => queues.some(each => each.site === visit.site && each.queue === visit.queue))
  return own?.hours.some(({ from, to }) => from <= visit.enteredAt && visit.enteredAt < to) ?? false
}

/** From the first row to the last. */
export function hullOf(rows: readonly TimeSpan[]): Period {
  let [from, to] = [Infinity, -Infinity]
  for (const { start, end } of rows) {
    from = Math.min(from, start)
    to = Math.max(to, end)
  }
  return rows.length > 0 ? { from, to } : { from: 0, to: 0 }
}

/** The interval of the zone's clock that holds the instant, cut to the period. */
export function spanOf(at: Micros, period: Period, interval: Interval, zone: ZoneName): readonly [Micros, Micros] {
  if (interval === 'TOTAL') return [period.from, period.to]
  return [
    Math.max(period.from, intervalStartOf(at, interval, zone)),
    Math.min(period.to, nextIntervalStart(at, interval, zone)),
  ]
}
