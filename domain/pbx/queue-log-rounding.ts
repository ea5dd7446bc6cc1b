import { microsPerSecond, type Micros } from '../kernel/time.ts'
import type { MicrosLength } from '../metrics/figures.ts'

/**
 * How far two instants that rows of queue_log tell of one thing may lie apart: their clock has whole seconds, lengths in their data are
 * differences of whole seconds, and a row is written after the fact (products-and-metrics 4.4).
 */
export const rounding: MicrosLength = 2 * microsPerSecond

export const withinRounding = (one: Micros, other: Micros): boolean => Math.abs(one - other) <= rounding
