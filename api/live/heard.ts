import { microsOfSeconds, type Micros } from '../../domain/kernel/time.ts'
import type { SourceHealth } from '../source-health.ts'

/** What was imported and is not followed is as old as the rest of the board; after a day it tells of nobody's telephone. */
const longestSilence = microsOfSeconds(86_400)

/**
 * Whether the manager interface of the PBX is heard now: otherwise what it said last is not shown, for it would look live. LATE without a
 * lag: the source has begun and not connected yet.
 */
export function isHeard({ kind, state, lagSeconds, lastEventAt }: SourceHealth, now: Micros): boolean {
  if (kind !== 'ami') return false
  if (state === 'FINISHED') return lastEventAt !== null && now - lastEventAt <= longestSilence
  return state === 'LIVE' || (state === 'LATE' && lagSeconds !== null)
}
