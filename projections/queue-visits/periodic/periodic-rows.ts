import type { Micros } from '../../../domain/kernel/time.ts'
import type { MicrosLength } from '../../../domain/metrics/figures.ts'
import type { WaitCounts } from './wait-counts.ts'

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
  readonly answeredWaits: WaitCounts
  readonly abandonedWaits: WaitCounts
  /** While a page is folded: the longest wait that came in, and whether one as long as maxWait went out. */
  longestAdded: MicrosLength | null
  longestRemoved: boolean
}

export interface EntryKey {
  readonly start: Micros
  readonly site: string
  readonly queue: string
}

/** A row of `entry_count`. */
export interface EntryCount extends EntryKey {
  entered: number
  stored: boolean
}
