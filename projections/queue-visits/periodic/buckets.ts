import type { Cell, TableWrite } from '../../../domain/kernel/projection.ts'
import type { Micros } from '../../../domain/kernel/time.ts'
import type { MicrosLength } from '../../../domain/metrics/figures.ts'
import { counters } from './counters.ts'
import type { Bucket, BucketKey } from './periodic-rows.ts'
import { rowCache } from './row-cache.ts'
import type { RowNames } from './row-names.ts'
import type { BucketTableName, Stored, VisitKey } from '../stored.ts'
import { noWaits } from './wait-counts.ts'

const noSums: readonly number[] = counters.map(() => 0)

export const emptyBucket = ({ start, site, queue, calledNumber }: BucketKey): Bucket => ({
  start,
  site,
  queue,
  calledNumber,
  stored: false,
  sums: noSums.slice(),
  maxWait: null,
  answeredWaits: noWaits(),
  abandonedWaits: noWaits(),
  longestAdded: null,
  longestRemoved: false,
})

const key = ['start_us', 'site', 'queue', 'called_number']

const bucketColumns: readonly string[] = [
  ...key,
  ...counters.map(({ column }) => column),
  'max_wait_us',
  'answered_wait_buckets',
  'answered_wait_counts',
  'abandoned_wait_buckets',
  'abandoned_wait_counts',
]

const keyCells = ({ start, site, queue, calledNumber }: BucketKey): readonly Cell[] => [
  start,
  site,
  queue,
  calledNumber,
]

/** Copies: the next page may change the bucket while this one is being written. */
function cellsOf(bucket: Bucket): readonly Cell[] {
  const { start, site, queue, calledNumber, sums, maxWait, answeredWaits, abandonedWaits } = bucket
  const cells: Cell[] = [start, site, queue, calledNumber]
  for (const sum of sums) cells.push(sum)
  cells.push(
    maxWait,
    answeredWaits.buckets.slice(),
    answeredWaits.counts.slice(),
    abandonedWaits.buckets.slice(),
    abandonedWaits.counts.slice(),
  )
  return cells
}

type Change = (bucket: Bucket) => void

/** The periodic rows that the fold is working on. */
export interface BucketTable {
  /** To be done to the row of this key, by when the page is settled. */
  change(key: BucketKey, change: Change): void
  /**
   * Loads what is needed, finishes the changes, forgets what has not been needed for long.
   * @param gone visits whose stored version counts no more: they must not be found when a longest wait is looked for again.
   */
  settle(gone: readonly VisitKey[]): Promise<TableWrite>
  /** Every row of the site, from the table; for changes that concern them all. */
  ofSite(site: string): Promise<readonly Bucket[]>
}

interface BucketTableOptions {
  readonly stored: Stored
  /** Start of the newest row in the table. */
  readonly newest: Micros | undefined
  /** End of the interval that begins at the row's start. */
  readonly endOf: (key: BucketKey) => Micros
  /** Rows that are kept in memory from page to page. */
  readonly capacity: number
  readonly names: RowNames
}

export function bucketTable(
  table: BucketTableName,
  { stored, newest, endOf, capacity, names }: BucketTableOptions,
): BucketTable {
  const rows = rowCache<BucketKey, Bucket>({
    capacity,
    newest,
    nameOf: ({ start, site, queue, calledNumber }) => names(start, site, queue, calledNumber),
    fresh: emptyBucket,
    load: keys => stored.buckets(table, keys),
  })

  async function longestWait(bucket: Bucket, gone: readonly VisitKey[]): Promise<MicrosLength | null> {
    const { maxWait, longestAdded } = bucket
    const isOvertaken = longestAdded !== null && longestAdded >= (maxWait ?? 0)
    if (isOvertaken || !bucket.longestRemoved) return isOvertaken ? longestAdded : maxWait
    const left = await stored.longestWait(bucket, endOf(bucket), gone)
    return longestAdded === null ? left : Math.max(left ?? 0, longestAdded)
  }

  return {
    change: (key, change) => rows.change(key, change),

    async settle(gone) {
      const insert: (readonly Cell[])[] = []
      const replace: (readonly Cell[])[] = []
      const remove: (readonly Cell[])[] = []
      for (const bucket of await rows.settle()) {
        bucket.maxWait = await longestWait(bucket, gone)
        bucket.longestAdded = null
        bucket.longestRemoved = false
        if (bucket.sums.some(sum => sum !== 0)) {
          ;(bucket.stored ? replace : insert).push(cellsOf(bucket))
          bucket.stored = true
        } else {
          if (bucket.stored) remove.push(keyCells(bucket))
          rows.forget(bucket)
        }
      }
      rows.trim()
      return { table, columns: bucketColumns, key, insert, replace, remove }
    },

    ofSite: site => stored.bucketsOfSite(table, site),
  }
}
