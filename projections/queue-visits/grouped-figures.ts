import type { Queryable } from '../../domain/kernel/projection.ts'
import type { Attribution, QueueFigures, WaitHistogram } from '../../domain/metrics/figures.ts'
import type { ZoneName } from '../../domain/kernel/zone.ts'
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
import { partsOfPeriod } from './parts-of-period.ts'

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
  /** Zone whose days may be read from the table of days; undefined: none fits the intervals. */
  readonly daysIn: ZoneName | undefined
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
  const { attribution, bounds, daysIn } = request
  const parts = partsOfPeriod({ from: bounds[0] ?? 0, to: bounds.at(-1) ?? 0 }, daysIn)
  return attribution === 'ARRIVAL' ? arrivals(parts, request, given) : events(attribution, parts, request, given)
}

async function withWaits(
  db: Queryable,
  request: GroupedRequest,
  found: readonly GroupedFigures[],
  last: GroupKey,
): Promise<readonly GroupedFigures[]> {
  const given = parameters()
  const source = sourceOf(request, given)
  const text = `
    select ${groupKey}, kind, array_agg(bucket) as buckets, array_agg(visits) as counts
    from (
      select ${groupColumns(request, given)}, kind, bucket, sum(count)::bigint as visits
      from (${source}) as row
      cross join lateral (
        select 'ANSWERED', * from unnest(answered_wait_buckets, answered_wait_counts)
        union all
        select 'ABANDONED', * from unnest(abandoned_wait_buckets, abandoned_wait_counts)
      ) as waits (kind, bucket, count)
      ${byGroup}, 7, 8
    ) as histogram
    ${between(request.after, last, given)}
    group by ${groupKey}, kind`
  type WaitsRecord = FiguresRecord & { kind: string; buckets: readonly number[]; counts: readonly number[] }
  const { rows } = await db.query<WaitsRecord>(text, given.values)
  const waits = new Map(
    rows.map(record => [
      JSON.stringify([record.kind, keyOfRecord(record)]),
      new Map(record.buckets.map((bucket, index) => [bucket, record.counts[index] ?? 0])),
    ]),
  )
  const none: WaitHistogram = new Map()
  return found.map(row => ({
    ...row,
    answeredWaits: waits.get(JSON.stringify(['ANSWERED', row.key])) ?? none,
    abandonedWaits: waits.get(JSON.stringify(['ABANDONED', row.key])) ?? none,
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
