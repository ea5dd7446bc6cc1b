import { waitBucket, type MicrosLength } from '../../../domain/metrics/figures.ts'

/**
 * Waits by length, as the columns hold them: buckets ascending (domain/metrics/figures.ts), and the visits in each. Most quarters of an
 * hour have one or two, for which a Map is wasteful.
 */
export interface WaitCounts {
  readonly buckets: number[]
  readonly counts: number[]
}

export const noWaits = (): WaitCounts => ({ buckets: [], counts: [] })

export const countWait = (waits: WaitCounts, wait: MicrosLength, sign: 1 | -1): void =>
  addCount(waits, waitBucket(wait), sign)

export function addWaitCounts(waits: WaitCounts, { buckets, counts }: WaitCounts): void {
  for (const [index, bucket] of buckets.entries()) addCount(waits, bucket, counts[index] ?? 0)
}

export function forgetWaits({ buckets, counts }: WaitCounts): void {
  buckets.length = 0
  counts.length = 0
}

/** A bucket that nothing is in any more is no bucket. */
function addCount({ buckets, counts }: WaitCounts, bucket: number, amount: number): void {
  const at = placeOf(buckets, bucket)
  if (buckets[at] !== bucket) {
    buckets.splice(at, 0, bucket)
    counts.splice(at, 0, amount)
    return
  }
  const count = (counts[at] ?? 0) + amount
  if (count !== 0) {
    counts[at] = count
    return
  }
  buckets.splice(at, 1)
  counts.splice(at, 1)
}

/** Where the bucket stands among the ascending ones, or belongs. */
function placeOf(buckets: readonly number[], bucket: number): number {
  let low = 0
  let high = buckets.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((buckets[middle] ?? Infinity) < bucket) low = middle + 1
    else high = middle
  }
  return low
}
