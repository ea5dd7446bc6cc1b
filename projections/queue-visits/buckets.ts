import type { Cell, TableWrite } from '../../domain/kernel/projection.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import type { MicrosLength } from '../../domain/metrics/figures.ts'
import { counters } from './counters.ts'
import { rowCache } from './row-cache.ts'
import type { BucketTableName, Stored, VisitKey } from './stored.ts'

export interface BucketKey {
  readonly start: Micros
  readonly site: string
  readonly queue: string
  /** Empty where nobody knows it. */
  readonly calledNumber: string
}

/** A row of `quarter`, `day` or `month`. */
export interface Bucket extends BucketKey {
  stored: boolean
  /** In the order of `counters`. */
  readonly sums: number[]
  maxWait: MicrosLength | null
  readonly answeredWaits: Map<number, number>
  readonly abandonedWaits: Map<number, number>
  /** While a page is folded: the longest wait that came in, and whether one as long as maxWait went out. */
  longestAdded: MicrosLength | null
  longestRemoved: boolean
}

export const emptyBucket = ({ start, site, queue, calledNumber }: BucketKey): Bucket => ({
  start,
  site,
  queue,
  calledNumber,
  stored: false,
  sums: new Array<number>(counters.length).fill(0),
  maxWait: null,
  answeredWaits: new Map(),
  abandonedWaits: new Map(),
  longestAdded: null,
  longestRemoved: false,
})

const key = ['start_us', 'site', 'queue', 'called_number']

export const bucketColumns: readonly string[] = [
  ...key,
  ...counters.map(({ column }) => column),
  'max_wait_us',
  'answered_wait_buckets',
  'answered_wait_counts',
  'abandoned_wait_buckets',
  'abandoned_wait_counts',
]

const nameOf = ({ start, site, queue, calledNumber }: BucketKey): string =>
  `${start}\0${site}\0${queue}\0${calledNumber}`

const keyCells = ({ start, site, queue, calledNumber }: BucketKey): readonly Cell[] => [
  start,
  site,
  queue,
  calledNumber,
]

function cellsOf(bucket: Bucket): readonly Cell[] {
  const answered = [...bucket.answeredWaits].sort(([a], [b]) => a - b)
  const abandoned = [...bucket.abandonedWaits].sort(([a], [b]) => a - b)
  return [
    ...keyCells(bucket),
    ...bucket.sums,
    bucket.maxWait,
    answered.map(([wait]) => wait),
    answered.map(([, count]) => count),
    abandoned.map(([wait]) => wait),
    abandoned.map(([, count]) => count),
  ]
}

type Change = (bucket: Bucket) => void

/** The periodic rows that the fold is working on. */
export interface BucketTable {
  /** To be done to the row of this key when the page is settled. */
  change(key: BucketKey, change: Change): void
  /**
   * Loads what is needed, does the changes, forgets what has not been needed for long.
   * @param gone visits whose stored version counts no more: they must not be found when a longest wait is looked for again.
   */
  settle(gone: readonly VisitKey[]): Promise<TableWrite>
  /** Every row of the site, from the table; for changes that concern them all. */
  ofSite(site: string): Promise<readonly Bucket[]>
}

export interface BucketTableOptions {
  readonly stored: Stored
  /** Start of the newest row in the table. */
  readonly newest: Micros | undefined
  /** End of the interval that begins at the row's start. */
  readonly endOf: (key: BucketKey) => Micros
  /** Rows that are kept in memory from page to page. */
  readonly capacity: number
}

export function bucketTable(
  table: BucketTableName,
  { stored, newest, endOf, capacity }: BucketTableOptions,
): BucketTable {
  const rows = rowCache<BucketKey, Bucket>({
    capacity,
    newest,
    nameOf,
    fresh: emptyBucket,
    load: keys => stored.buckets(table, keys),
  })
  const changes = new Map<string, { readonly key: BucketKey; readonly changes: Change[] }>()

  async function longestWait(bucket: Bucket, gone: readonly VisitKey[]): Promise<MicrosLength | null> {
    const { maxWait, longestAdded } = bucket
    const isOvertaken = longestAdded !== null && longestAdded >= (maxWait ?? 0)
    if (isOvertaken || !bucket.longestRemoved) return isOvertaken ? longestAdded : maxWait
    const left = await stored.longestWait(bucket, endOf(bucket), gone)
    return longestAdded === null ? left : Math.max(left ?? 0, longestAdded)
  }

  return {
    change(key, change) {
      const name = nameOf(key)
      const known = changes.get(name)
      if (known) known.changes.push(change)
      else changes.set(name, { key, changes: [change] })
    },

    async settle(gone) {
      const insert: (readonly Cell[])[] = []
      const replace: (readonly Cell[])[] = []
      const remove: (readonly Cell[])[] = []
      const changed = [...changes.values()]
      const buckets = await rows.fetch(changed.map(({ key }) => key))
      for (const [index, bucket] of buckets.entries()) {
        for (const change of changed[index]?.changes ?? []) change(bucket)
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
      changes.clear()
      rows.trim()
      return { table, columns: bucketColumns, key, insert, replace, remove }
    },

    ofSite: site => stored.bucketsOfSite(table, site),
  }
}
