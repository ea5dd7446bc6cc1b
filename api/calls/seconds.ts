import { secondsOf } from '../../domain/kernel/time.ts'
import type { MicrosLength } from '../../domain/metrics/figures.ts'

/** What is not known stays unknown. */
export const secondsOrNull = (length: MicrosLength | null): number | null =>
  length === null ? null : secondsOf(length)
