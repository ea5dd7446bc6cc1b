import type { Queryable } from '../../domain/kernel/projection.ts'
import type { Attribution, QueueFigures, WaitHistogram } from '../../domain/metrics/figures.ts'
import {
  arrivals,
  byGroup,
  events,
  figuresOfRecord,
  groupColumns,
  groupKey,
  parameters,
  sums,
  type FiguresRecord,
  type Parameters,
  type Question,
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

export interface GroupedRequest extends Question {
  readonly attribution: Attribution
  /** The periodic tables that fit the intervals and groups. */
  readonly calendar: Calendar
  readonly withHistograms: boolean
  /** Groups behind this key only. */
  readonly after?: GroupKey
  readonly limit?: number
}

/** The groups for which there is anything, in the order of their keys. */
export async function groupedFigures(db: Queryable, request: GroupedRequest): Promise<readonly GroupedFigures[]> {
  const given = parameters()
  const source = sourceOf(request, given)
  const text = `
    select * from (
      select ${groupColumns(request, given)}, ${sums}
      from (${source}) as row
      ${byGroup}
    ) as figures
    ${between(request.after, undefined, given)}
    order by ${groupKey}
    ${request.limit === undefined ? '' : `limit ${given.add(request.limit, 'bigint')}`}`
  const { rows } = await db.query<FiguresRecord>(text, given.values)
  const found = rows.map(record => ({ key: keyOfRecord(record), figures: figuresOfRecord(record) }))
  const last = found.at(-1)
  return request.withHistograms && last ? withWaits(db, request, found, last.key) : found
}

function sourceOf(request: GroupedRequest, given: Parameters): string {
  const { attribution, bounds, calendar } = request
  const pieces = piecesOfPeriod({ from: bounds[0] ?? 0, to: bounds.at(-1) ?? 0 }, calendar)
  return attribution === 'ARRIVAL' ? arrivals(pieces, request, given) : events(attribution, pieces, request, given)
}

async function withWaits(
  db: Queryable,
  request: GroupedRequest,
  found: readonly GroupedFigures[],
  last: GroupKey,
): Promise<readonly GroupedFigures[]> {
  const given = parameters()
  const source = sourceOf(request, given)
  const columns = groupColumns(request, given)
  const waits = ['answered', 'abandoned'].map(
    kind =>
      `select ${columns}, '${kind}' as kind, unnest(${kind}_wait_buckets) as bucket, unnest(${kind}_wait_counts) as count
       from (${source}) as row`,
  )
  const text = `
    select ${groupKey}, kind, array_agg(bucket) as buckets, array_agg(visits) as counts
    from (
      select ${groupKey}, kind, bucket, sum(count)::bigint as visits
      from (${waits.join(' union all ')}) as wait
      group by ${groupKey}, kind, bucket
    ) as histogram
    ${between(request.after, last, given)}
    group by ${groupKey}, kind`
  type WaitsRecord = FiguresRecord & { kind: string; buckets: readonly number[]; counts: readonly number[] }
  const { rows } = await db.query<WaitsRecord>(text, given.values)
  const histograms = new Map(
    rows.map(record => [
      JSON.stringify([record.kind, keyOfRecord(record)]),
      new Map(record.buckets.map((bucket, index) => [bucket, record.counts[index] ?? 0])),
    ]),
  )
  const none: WaitHistogram = new Map()
  return found.map(row => ({
    ...row,
    answeredWaits: histograms.get(JSON.stringify(['answered', row.key])) ?? none,
    abandonedWaits: histograms.get(JSON.stringify(['abandoned', row.key])) ?? none,
  }))
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

function between(after: GroupKey | undefined, upTo: GroupKey | undefined, given: Parameters): string {
  const row = (key: GroupKey) =>
    `row(${key.map((part, index) => given.add(part, keyTypes[index] ?? 'text') + (typeof part === 'string' ? ' collate "C"' : '')).join(', ')})`
  const conditions = [
    ...(after ? [`row(${groupKey}) > ${row(after)}`] : []),
    ...(upTo ? [`row(${groupKey}) <= ${row(upTo)}`] : []),
  ]
  return conditions.length > 0 ? `where ${conditions.join(' and ')}` : ''
}
