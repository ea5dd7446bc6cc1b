import { quarterOf } from '../../domain/kernel/time.ts'
import { thresholdsAt, type ThresholdHistory } from '../../domain/queues/thresholds.ts'
import type { Bucket, BucketTable } from './buckets.ts'
import { addJudgedWait } from './contribution.ts'
import { endOfTime, type Sites } from './sites.ts'
import type { Stored } from './stored.ts'

export interface PeriodicTables {
  readonly quarters: BucketTable
  readonly days: BucketTable
}

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
  { quarters, days }: PeriodicTables,
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
    quarters.change({ start: quarterOf(enteredAt), site, queue, calledNumber }, judgeAgain)
    days.change({ start: sites.dayOf(site, enteredAt), site, queue, calledNumber }, judgeAgain)
  }
}

/** Cuts the days of a site anew, from its quarters: facts came before the site was registered with its zone. */
export async function restateDays(site: string, { quarters, days }: PeriodicTables, sites: Sites): Promise<void> {
  for (const day of await days.ofSite(site)) days.change(day, empty)
  for (const quarter of await quarters.ofSite(site))
    days.change({ ...quarter, start: sites.dayOf(site, quarter.start) }, day => addUp(day, quarter))
}

function empty(bucket: Bucket): void {
  bucket.sums.fill(0)
  bucket.maxWait = null
  bucket.answeredWaits.clear()
  bucket.abandonedWaits.clear()
}

function addUp(day: Bucket, quarter: Bucket): void {
  for (const [index, sum] of quarter.sums.entries()) day.sums[index] = (day.sums[index] ?? 0) + sum
  if (quarter.maxWait !== null) day.maxWait = Math.max(day.maxWait ?? 0, quarter.maxWait)
  for (const [wait, count] of quarter.answeredWaits)
    day.answeredWaits.set(wait, (day.answeredWaits.get(wait) ?? 0) + count)
  for (const [wait, count] of quarter.abandonedWaits)
    day.abandonedWaits.set(wait, (day.abandonedWaits.get(wait) ?? 0) + count)
}
