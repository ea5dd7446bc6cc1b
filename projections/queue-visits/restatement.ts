import { thresholdsAt, type ThresholdHistory } from '../../domain/queues/thresholds.ts'
import type { BucketTable } from './periodic/buckets.ts'
import { addJudgedWait } from './periodic/contribution.ts'
import type { Bucket } from './periodic/periodic-rows.ts'
import { endOfTime, type Sites } from './sites.ts'
import { bucketTableNames, type BucketTableName, type Stored } from './stored.ts'
import { addWaitCounts, forgetWaits } from './periodic/wait-counts.ts'

type PeriodicTables = Readonly<Record<BucketTableName, BucketTable>>

export interface ThresholdChange {
  readonly site: string
  readonly queue: string
  readonly effectiveFrom: number
  readonly before: ThresholdHistory
  readonly after: ThresholdHistory
}

/**
 * Judges again the visits that a change of thresholds concerns: those that entered from its effective date on. Earlier ones keep the
 * limits of their time (contact-center 5.9).
 */
export async function restateThresholds(
  change: ThresholdChange,
  periodic: PeriodicTables,
  sites: Sites,
  stored: Stored,
): Promise<void> {
  const { site, queue, effectiveFrom, before, after } = change
  const next = after.find(later => later.effectiveFrom > effectiveFrom)?.effectiveFrom ?? endOfTime
  for (const { enteredAt, calledNumber, outcome, wait } of await stored.judgedWaits(site, queue, effectiveFrom, next)) {
    const starts = sites.startsOf(site, enteredAt)
    const judgeAgain = ({ sums }: Bucket) => {
      addJudgedWait(sums, outcome, wait, thresholdsAt(before, enteredAt), -1)
      addJudgedWait(sums, outcome, wait, thresholdsAt(after, enteredAt), 1)
    }
    for (const table of bucketTableNames)
      periodic[table].change({ start: starts[table], site, queue, calledNumber }, judgeAgain)
  }
}

/** Cuts the days and months of a site anew, from its quarters: facts came before the site was registered with its zone. */
export async function restateCalendar(site: string, periodic: PeriodicTables, sites: Sites): Promise<void> {
  const quarters = await periodic.quarter.ofSite(site)
  for (const table of ['day', 'month'] as const) {
    for (const bucket of await periodic[table].ofSite(site)) periodic[table].change(bucket, empty)
    for (const quarter of quarters)
      periodic[table].change({ ...quarter, start: sites.startsOf(site, quarter.start)[table] }, bucket =>
        addUp(bucket, quarter),
      )
  }
}

function empty(bucket: Bucket): void {
  bucket.sums.fill(0)
  bucket.maxWait = null
  forgetWaits(bucket.answeredWaits)
  forgetWaits(bucket.abandonedWaits)
}

function addUp(bucket: Bucket, quarter: Bucket): void {
  for (const [index, sum] of quarter.sums.entries()) bucket.sums[index] = (bucket.sums[index] ?? 0) + sum
  if (quarter.maxWait !== null) bucket.maxWait = Math.max(bucket.maxWait ?? 0, quarter.maxWait)
  addWaitCounts(bucket.answeredWaits, quarter.answeredWaits)
  addWaitCounts(bucket.abandonedWaits, quarter.abandonedWaits)
}
