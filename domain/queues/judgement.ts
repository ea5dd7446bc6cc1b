import { microsOfSeconds } from '../kernel/time.ts'
import type { MicrosLength } from '../metrics/figures.ts'
import type { Thresholds } from './thresholds.ts'

/** What a queue's thresholds say about a wait. */
interface Judgement {
  /** wait <= T (products-and-metrics 2.2). */
  readonly inTime: boolean
  /** wait <= s (products-and-metrics 2.3 #7). */
  readonly short: boolean
  /** wait < t1, t1 <= wait < t2, wait >= t2 (contact-center 5.9). */
  readonly band: 'BEFORE_T1' | 'T1_TO_T2' | 'FROM_T2'
}

/** @param thresholds those in force when the visit began */
export function judge(wait: MicrosLength, thresholds: Thresholds): Judgement {
  return {
    inTime: wait <= microsOfSeconds(thresholds.serviceLevelSeconds),
    short: wait <= microsOfSeconds(thresholds.shortAbandonSeconds),
    band:
      wait < microsOfSeconds(thresholds.t1Seconds)
        ? 'BEFORE_T1'
        : wait < microsOfSeconds(thresholds.t2Seconds)
          ? 'T1_TO_T2'
          : 'FROM_T2',
  }
}
