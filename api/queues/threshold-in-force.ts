import { thresholdsAt, type ThresholdHistory, type Thresholds } from '../../domain/queues/thresholds.ts'
import type { Period } from '../../domain/metrics/figures.ts'

/**
 * The thresholds by which every visit of the queues in the period was judged, when the service level's is the same for all.
 * @returns null when they differ, or when there is no queue
 */
export function thresholdsInForce(histories: readonly ThresholdHistory[], { from, to }: Period): Thresholds | null {
  const inForce = histories.flatMap(history => [
    thresholdsAt(history, from),
    ...history
      .filter(({ effectiveFrom }) => effectiveFrom > from && effectiveFrom < to)
      .map(({ thresholds }) => thresholds),
  ])
  const [first] = inForce
  if (!first) return null
  return inForce.every(({ serviceLevelSeconds }) => serviceLevelSeconds === first.serviceLevelSeconds) ? first : null
}
