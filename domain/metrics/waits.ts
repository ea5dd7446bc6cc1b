import type { WaitHistogram } from './figures.ts'

/**
 * How many waits are at most so long: `answeredWithin` and `abandonedWithin` of the API. Exact for whole seconds. A fraction
 * is cut (2.7 counts wait <= 2), because a histogram knows no finer than a second which waits lie between 2 and 3; a
 * queue_log file has none there, its times are whole seconds.
 * @throws RangeError for what is not a number.
 */
export function countWithin(waits: WaitHistogram, seconds: number): number {
  if (Number.isNaN(seconds)) throw new RangeError('seconds: a number is needed, e.g. 20')
  const lastBucket = 2 * Math.floor(seconds)
  let count = 0
  for (const [bucket, visits] of waits) if (bucket <= lastBucket) count += visits
  return count
}

/**
 * The wait in seconds that the given per cent of the visits did not exceed (nearest rank), rounded up to a whole second.
 * @param percentile 0..100, e.g. 90; 50 is the median.
 * @returns null when there is no visit.
 * @throws RangeError outside of 0..100.
 */
export function percentileSeconds(waits: WaitHistogram, percentile: number): number | null {
  if (!(percentile >= 0 && percentile <= 100))
    throw new RangeError(`percentile ${percentile}: give a number from 0 to 100, e.g. 90`)
  const buckets = [...waits].filter(([, visits]) => visits > 0).sort(([a], [b]) => a - b)
  const total = buckets.reduce((sum, [, visits]) => sum + visits, 0)
  // 99.9 % of 1000 is 999.0000000000001 in doubles: without the tolerance the rank would be one too high.
  const rank = Math.max(1, Math.ceil((percentile * total) / 100 - 1e-9))
  let seen = 0
  for (const [bucket, visits] of buckets) {
    seen += visits
    if (seen >= rank) return Math.ceil(bucket / 2)
  }
  return null
}
