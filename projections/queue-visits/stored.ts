import type { Position } from '../../domain/kernel/event.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import type { MicrosLength } from '../../domain/metrics/figures.ts'
import type { Dangling, LooseEnd } from '../../domain/queues/lineage.ts'
import type { Thresholds } from '../../domain/queues/thresholds.ts'
import type { Refusal, Visit, VisitOutcome } from '../../domain/queues/visit.ts'
import type { Bucket, BucketKey, EntryCount, EntryKey } from './periodic/periodic-rows.ts'

export interface CallKey {
  readonly site: string
  readonly node: string
  readonly callId: string
}

export interface VisitKey extends CallKey {
  readonly visitNumber: number
}

/** What the tables hold of a call. */
export interface WrittenCall {
  readonly visits: readonly Visit[]
  readonly refusals: readonly Refusal[]
  /** Those of the call's own rows, whether or not another call has claimed them. */
  readonly looseEnds: readonly WrittenLooseEnd[]
  /** It has rows that made nothing so far. */
  readonly unplaced: boolean
  /** Its visits and refusals count in no figure. */
  readonly excluded: boolean
  /** Its ENTERQUEUE rows, where it is excluded. */
  readonly excludedEntries: readonly ExcludedEntry[]
}

/** An entry into a queue that does not count. */
export interface ExcludedEntry {
  readonly position: Position
  readonly queue: string
  readonly at: Micros
}

export type WrittenLooseEnd = Pick<LooseEnd, 'queue' | 'agent' | 'since' | 'position'>

/** Where a conversation or wait without an end and an end without a beginning may meet. */
export type MeetingPoint = Pick<Dangling, 'queue' | 'agent' | 'since'> & Pick<CallKey, 'site' | 'node'>

export const bucketTableNames = ['quarter', 'day', 'month'] as const
export type BucketTableName = (typeof bucketTableNames)[number]

/** A wait as far as thresholds judge it. */
export interface JudgedWait {
  readonly enteredAt: Micros
  readonly calledNumber: string
  readonly outcome: VisitOutcome
  readonly wait: MicrosLength
}

/** What a fold must know that stands in no call: read once, when it opens. */
export interface Beginning {
  readonly sites: readonly { readonly site: string; readonly timeZone: string }[]
  readonly queues: readonly { readonly site: string; readonly queue: string }[]
  readonly thresholds: readonly StoredThresholds[]
  readonly restarts: readonly { readonly site: string; readonly node: string; readonly at: Micros }[]
  readonly nodes: readonly { readonly site: string; readonly node: string; readonly newestCallSecond: number }[]
  readonly newestLooseEnds: readonly { readonly site: string; readonly node: string; readonly since: Micros }[]
  readonly exclusions: readonly CallKey[]
  /** Start of the newest row of each periodic table. */
  readonly newestBuckets: Readonly<Record<BucketTableName, Micros | undefined>>
  readonly newestEntryQuarter: Micros | undefined
}

export interface StoredThresholds {
  readonly site: string
  readonly queue: string
  readonly from: Micros
  readonly thresholds: Thresholds
}

/** What the fold asks its own tables. They hold everything up to the page before the one that is being folded. */
export interface Stored {
  beginning(): Promise<Beginning>
  /** Those of the calls that have left a trace in any table. */
  callsKnown(calls: readonly CallKey[]): Promise<readonly CallKey[]>
  /** In the order of the calls. */
  written(calls: readonly CallKey[]): Promise<readonly WrittenCall[]>
  /** Calls of the node with a stay or conversation that no row ends: a restart may be its end. */
  callsWithoutEnd(site: string, node: string): Promise<readonly CallKey[]>
  /** Calls with a conversation or wait without an own end, or an end without a beginning, near one of the points. */
  callsNear(points: readonly MeetingPoint[]): Promise<readonly CallKey[]>
  buckets(table: BucketTableName, keys: readonly BucketKey[]): Promise<readonly Bucket[]>
  bucketsOfSite(table: BucketTableName, site: string): Promise<readonly Bucket[]>
  entryCounts(keys: readonly EntryKey[]): Promise<readonly EntryCount[]>
  /** Of the visits that entered in the bucket's interval, without those named; null: none. */
  longestWait(bucket: BucketKey, end: Micros, without: readonly VisitKey[]): Promise<MicrosLength | null>
  /** Answered and abandoned visits of the queue that entered in [from, until), with a known wait. */
  judgedWaits(site: string, queue: string, from: Micros, until: Micros): Promise<readonly JudgedWait[]>
}
