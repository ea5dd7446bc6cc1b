import type { Queryable } from '../../domain/kernel/projection.ts'
import { secondsOf, type Micros } from '../../domain/kernel/time.ts'
import { rounding } from '../../domain/pbx/queue-log-rounding.ts'
import { emptyBucket } from './periodic/buckets.ts'
import { counters } from './periodic/counters.ts'
import type { Bucket, BucketKey, EntryCount } from './periodic/periodic-rows.ts'
import bucketsSql from './sql/buckets.sql'
import callsKnownSql from './sql/calls-known.sql'
import callsNearSql from './sql/calls-near.sql'
import callsWithoutEndSql from './sql/calls-without-end.sql'
import entryCountsSql from './sql/entry-counts.sql'
import judgedWaitsSql from './sql/judged-waits.sql'
import longestWaitSql from './sql/longest-wait.sql'
import writtenExcludedEntriesSql from './sql/written-excluded-entries.sql'
import writtenLooseEndsSql from './sql/written-loose-ends.sql'
import writtenRefusalsSql from './sql/written-refusals.sql'
import writtenUnplacedSql from './sql/written-unplaced.sql'
import writtenVisitsSql from './sql/written-visits.sql'
import type {
  Beginning,
  CallKey,
  ExcludedEntry,
  JudgedWait,
  Stored,
  StoredThresholds,
  WrittenCall,
  WrittenLooseEnd,
} from './stored.ts'
import { refusalOfRecord, visitOfRecord, type VisitRecord } from './visit-rows.ts'

/** The fold's own tables in PostgreSQL. */
export function storedTables(sql: Queryable): Stored {
  const rowsOf = async <R extends object>(text: string, values: readonly unknown[] = []): Promise<readonly R[]> =>
    (await sql.query<R>(text, values)).rows

  return {
    beginning: () => readBeginning(rowsOf),
    callsKnown: calls => rowsOf<CallKey>(callsKnownSql, keysOf(calls)),
    written: calls => readWritten(rowsOf, calls),
    callsWithoutEnd: (site, node) => rowsOf<CallKey>(callsWithoutEndSql, [site, node]),

    callsNear: points =>
      rowsOf<CallKey>(callsNearSql, [
        points.map(({ site }) => site),
        points.map(({ node }) => node),
        points.map(({ queue }) => queue),
        points.map(({ agent }) => agent),
        points.map(({ since }) => since),
        rounding,
      ]),

    async buckets(table, keys) {
      const found = await rowsOf<BucketRecord>(bucketsSql.replaceAll('{table}', table), [
        ...startsOf(keys),
        keys.map(({ calledNumber }) => calledNumber),
      ])
      return found.map(bucketOfRecord)
    },

    bucketsOfSite: async (table, site) =>
      (await rowsOf<BucketRecord>(`select * from ${table} where site = $1`, [site])).map(bucketOfRecord),

    async entryCounts(keys) {
      const found = await rowsOf<Omit<EntryCount, 'stored'>>(entryCountsSql, startsOf(keys))
      return found.map(row => ({ ...row, stored: true }))
    },

    async longestWait({ site, queue, calledNumber, start }, end, without) {
      const [row] = await rowsOf<{ wait: number | null }>(longestWaitSql, [
        site,
        queue,
        calledNumber,
        start,
        end,
        ...keysOf(without),
        without.map(({ visitNumber }) => visitNumber),
      ])
      return row?.wait ?? null
    },

    judgedWaits: (site, queue, from, until) => rowsOf<JudgedWait>(judgedWaitsSql, [site, queue, from, until]),
  }
}

type RowsOf = <R extends object>(text: string, values?: readonly unknown[]) => Promise<readonly R[]>

const keysOf = (calls: readonly CallKey[]): unknown[] => [
  calls.map(({ site }) => site),
  calls.map(({ node }) => node),
  calls.map(({ callId }) => callId),
]

const startsOf = (rows: readonly Pick<BucketKey, 'start' | 'site' | 'queue'>[]): unknown[] => [
  rows.map(({ start }) => start),
  rows.map(({ site }) => site),
  rows.map(({ queue }) => queue),
]

async function readWritten(rowsOf: RowsOf, calls: readonly CallKey[]): Promise<readonly WrittenCall[]> {
  if (calls.length === 0) return []
  const keys = keysOf(calls)
  type Numbered = { readonly callNumber: number }
  type Counted = { readonly excluded: boolean }
  const visits = await rowsOf<VisitRecord & Numbered & Counted>(writtenVisitsSql, keys)
  const refusals = await rowsOf<Parameters<typeof refusalOfRecord>[0] & Numbered & Counted>(writtenRefusalsSql, keys)
  const looseEnds = await rowsOf<WrittenLooseEnd & Numbered>(writtenLooseEndsSql, keys)
  const unplaced = new Set((await rowsOf<Numbered>(writtenUnplacedSql, keys)).map(({ callNumber }) => callNumber))
  const written = calls.map((_, index) => ({
    visits: [] as WrittenCall['visits'][number][],
    refusals: [] as WrittenCall['refusals'][number][],
    looseEnds: [] as WrittenLooseEnd[],
    unplaced: unplaced.has(index + 1),
    excluded: false,
    excludedEntries: [] as ExcludedEntry[],
  }))
  for (const record of visits) written[record.callNumber - 1]?.visits.push(visitOfRecord(record))
  for (const record of refusals) written[record.callNumber - 1]?.refusals.push(refusalOfRecord(record))
  for (const { callNumber, excluded } of [...visits, ...refusals]) {
    const call = written[callNumber - 1]
    if (call && excluded) call.excluded = true
  }
  for (const { callNumber, ...entry } of await rowsOf<ExcludedEntry & Numbered>(writtenExcludedEntriesSql, keys))
    written[callNumber - 1]?.excludedEntries.push(entry)
  for (const { callNumber, ...end } of looseEnds) written[callNumber - 1]?.looseEnds.push(end)
  return written
}

type BucketRecord = Readonly<Record<string, number>> & {
  readonly site: string
  readonly queue: string
  readonly called_number: string
  readonly max_wait_us: number | null
  readonly answered_wait_buckets: number[]
  readonly answered_wait_counts: number[]
  readonly abandoned_wait_buckets: number[]
  readonly abandoned_wait_counts: number[]
}

const bucketOfRecord = (record: BucketRecord): Bucket => ({
  ...emptyBucket({
    start: record['start_us'] ?? 0,
    site: record.site,
    queue: record.queue,
    calledNumber: record.called_number,
  }),
  stored: true,
  sums: counters.map(({ column }) => record[column] ?? 0),
  maxWait: record.max_wait_us,
  answeredWaits: { buckets: record.answered_wait_buckets, counts: record.answered_wait_counts },
  abandonedWaits: { buckets: record.abandoned_wait_buckets, counts: record.abandoned_wait_counts },
})

async function readBeginning(rowsOf: RowsOf): Promise<Beginning> {
  const newest = async (table: string) =>
    (await rowsOf<{ start: Micros | null }>(`select max(start_us) as start from ${table}`))[0]?.start ?? undefined
  return {
    sites: await rowsOf('select site, time_zone as "timeZone" from site'),
    queues: await rowsOf('select site, queue from queue'),
    thresholds: await readThresholds(rowsOf),
    restarts: await rowsOf('select site, node, at_us as at from restart'),
    nodes: await rowsOf('select site, node, newest_call_second as "newestCallSecond" from node'),
    newestLooseEnds: await rowsOf('select site, node, max(since_us) as since from loose_end group by site, node'),
    exclusions: await rowsOf('select site, node, call_id as "callId" from exclusion'),
    newestBuckets: {
      quarter: await newest('quarter'),
      day: await newest('day'),
      month: await newest('month'),
    },
    newestEntryQuarter: await newest('entry_count'),
  }
}

async function readThresholds(rowsOf: RowsOf): Promise<readonly StoredThresholds[]> {
  const rows = await rowsOf<{
    site: string
    queue: string
    from_us: Micros
    service_level_us: number
    short_abandon_us: number
    t1_us: number
    t2_us: number
  }>('select * from threshold')
  return rows.map(row => ({
    site: row.site,
    queue: row.queue,
    from: row.from_us,
    thresholds: {
      serviceLevelSeconds: secondsOf(row.service_level_us),
      shortAbandonSeconds: secondsOf(row.short_abandon_us),
      t1Seconds: secondsOf(row.t1_us),
      t2Seconds: secondsOf(row.t2_us),
    },
  }))
}
