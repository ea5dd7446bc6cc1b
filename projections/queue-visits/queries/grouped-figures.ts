import type { Queryable } from '../../../domain/kernel/projection.ts'
import type { Attribution, QueueFigures, WaitHistogram } from '../../../domain/metrics/figures.ts'
import { parameters, type Parameters } from '../../parameters.ts'
import {
  arrivals,
  byGroup,
  countersOf,
  events,
  figuresOfRecord,
  groupColumns,
  groupKey,
  sumsOf,
  type FiguresRecord,
  type Question,
  type waitColumns,
} from './figures-sql.ts'
import { piecesOfPeriod, type Calendar } from './pieces-of-period.ts'

/** What rows of a group are told apart by, in the order of `groupKey`; the interval counts from 1. */
export type GroupKey = readonly [
  interval: number,
  site: string,
  queue: string,
  calledNumber: string,
  hour: number,
  day: number,
]

export interface GroupedFigures {
  readonly key: GroupKey
  readonly figures: QueueFigures
  readonly answeredWaits?: WaitHistogram
  readonly abandonedWaits?: WaitHistogram
}

interface GroupedRequest extends Question {
  readonly attribution: Attribution
  /** The periodic tables that fit the intervals and groups. */
  readonly calendar: Calendar
  /** Groups behind this key only. */
  readonly after?: GroupKey
  readonly limit?: number
}

/** The groups for which there is anything, in the order of their keys. */
export async function groupedFigures(db: Queryable, request: GroupedRequest): Promise<readonly GroupedFigures[]> {
  if (request.hours?.length === 0) return []
  const given = parameters()
  const source = sourceOf(request, given)
  const text = `
    select * from (
      select ${groupColumns(request, given)}, ${sumsOf(request)}
      from (${source}) as row
      ${byGroup}
    ) as figures
    ${behind(request.after, given)}
    order by ${groupKey}
    ${request.limit === undefined ? '' : `limit ${given.add(request.limit, 'bigint')}`}`
  const { rows } = await db.query<WaitsRecord>(text, given.values)
  const summed = countersOf(request)
  return rows.map(record => ({
    key: keyOfRecord(record),
    figures: figuresOfRecord(record, summed),
    ...(request.withHistograms && waitsOfRecord(record)),
  }))
}

function sourceOf(request: GroupedRequest, given: Parameters): string {
  const { attribution, bounds, calendar } = request
  const pieces = piecesOfPeriod({ from: bounds[0] ?? 0, to: bounds.at(-1) ?? 0 }, calendar)
  return attribution === 'ARRIVAL' ? arrivals(pieces, request, given) : events(attribution, pieces, request, given)
}

type WaitsRecord = FiguresRecord & Readonly<Record<(typeof waitColumns)[number], string | null>>

const waitsOfRecord = (record: WaitsRecord) => ({
  answeredWaits: histogramOf(record.answered_wait_buckets, record.answered_wait_counts),
  abandonedWaits: histogramOf(record.abandoned_wait_buckets, record.abandoned_wait_counts),
})

/** @param buckets separated by commas, as the counts that belong to them; null: no waits at all */
function histogramOf(buckets: string | null, counts: string | null): WaitHistogram {
  const histogram = new Map<number, number>()
  if (buckets === null || counts === null) return histogram
  const visits = counts.split(',')
  for (const [index, text] of buckets.split(',').entries()) {
    const bucket = Number(text)
    histogram.set(bucket, (histogram.get(bucket) ?? 0) + Number(visits[index]))
  }
  return histogram
}

const keyOfRecord = (record: FiguresRecord): GroupKey => [
  record['interval'] ?? 0,
  record.site,
  record.queue,
  record.called_number,
  record['hour_of_day'] ?? 0,
  record['day_of_week'] ?? 0,
]

const keyTypes = ['int', 'text', 'text', 'text', 'int', 'int']

function behind(after: GroupKey | undefined, given: Parameters): string {
  if (!after) return ''
  const parts = after.map((part, index) => {
    const value = given.add(part, keyTypes[index] ?? 'text')
    return typeof part === 'string' ? `${value} collate "C"` : value
  })
  return `where row(${groupKey}) > row(${parts.join(', ')})`
}
