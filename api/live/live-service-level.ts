import { ratioOf } from '../../domain/metrics/definition.ts'
import type { LiveCounters } from '../../domain/metrics/live.ts'
import type { ServiceLevel } from '../../domain/metrics/service-level.ts'
import { defaultServiceLevelFormula } from '../../domain/metrics/service-level.ts'

/**
 * The counts behind liveServiceLevel of the catalogue: whoever has waited too long is missed while he still waits
 * (products-and-metrics 2.2).
 */
export function liveServiceLevelOf(
  { answered, answeredInTime, abandoned, shortAbandoned, unserved }: LiveCounters,
  waitingTooLong: number,
  thresholdSeconds: number,
): ServiceLevel {
  const denominator = answered + abandoned - shortAbandoned + unserved + waitingTooLong
  return {
    ratio: ratioOf(answeredInTime, denominator),
    numerator: answeredInTime,
    denominator,
    formula: defaultServiceLevelFormula,
    thresholdSeconds,
  }
}
