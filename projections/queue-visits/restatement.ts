import { thresholdsAt, type ThresholdHistory } from '../../domain/queues/thresholds.ts'
import type { Bucket, BucketTable } from './buckets.ts'
import { addJudgedWait } from './contribution.ts'
import { endOfTime, type Sites } from './sites.ts'
import { bucketTableNames, type BucketTableName, type Stored } from './stored.ts'

export type PeriodicTables = Readonly<Record<BucketTableName, BucketTable>>

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
    const judgeAgain = ({ sums }: Bucket) => {
      addJudgedWait(sums, outcome, wait, thresholdsAt(before, enteredAt), -1)
      addJudgedWait(sums, outcome, wait, thresholdsAt(after, enteredAt), 1)
    }
    for (const table of bucketTableNames)
      periodic[table].change({ start: sites.startOf(table, site, enteredAt), site, queue, calledNumber }, judgeAgain)
  }
}

/** Cuts the days and months of a site anew, from its quarters: facts came before the site was registered with its zone. */
export async function restateCalendar(site: string, periodic: PeriodicTables, sites: Sites): Promise<void> {
  const quarters = await periodic.quarter.ofSite(site)
  for (const table of ['day', 'month'] as const) {
    for (const bucket of await periodic[table].ofSite(site)) periodic[table].change(bucket, empty)
    for (const quarter of quarters)
      periodic[table].change({ ...quarter, start: sites.startOf(table, site, quarter.start) }, bucket =>
        addUp(bucket, quarter),
      )
  }
}

function empty(bucket: Bucket): void {
  bucket.sums.fill(0)
  bucket.maxWait = null
  bucket.answeredWaits.clear()
  bucket.abandonedWaits.clear()
}

function addUp(bucket: Bucket, quarter: Bucket): void {
  for (const [index, sum] of quarter.sums.entries()) bucket.sums[index] = (bucket.sums[index] ?? 0) + sum
  if (quarter.maxWait !== null) bucket.maxWait = Math.max(bucket.maxWait ?? 0, quarter.maxWait)
  for (const [wait, count] of quarter.answeredWaits)
    bucket.answeredWaits.set(wait, (bucket.answeredWaits.get(wait) ?? 0) + count)
  for (const [wait, count] of quarter.abandonedWaits)
    bucket.abandonedWaits.set(wait, (bucket.abandonedWaits.get(wait) ?? 0) + count)
}
