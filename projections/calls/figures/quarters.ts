import type { Party } from '../../../domain/calls/call.ts'
import { microsPerQuarter, quarterOf, type Micros } from '../../../domain/kernel/time.ts'
import type { MicrosLength } from '../../../domain/metrics/figures.ts'

/** Talk and hold of one party within one quarter of an hour. */
export interface QuarterTalk {
  talk: MicrosLength
  hold: MicrosLength
}

interface Stretch {
  readonly from: Micros
  readonly to: Micros | null
}

/**
 * A duration that crosses a boundary is split at the boundary (contact-center 5, G-11 to G-13). Nothing is clamped: who talks on two
 * channels has more than 900 s in a quarter. What goes on still counts when it is over.
 */
export function quartersOf(
  { talks, holds }: { readonly talks: readonly Stretch[]; readonly holds: readonly Stretch[] },
  add: (quarter: Micros) => QuarterTalk,
): void {
  for (const talk of talks) cut(talk, (quarter, length) => (add(quarter).talk += length))
  for (const hold of holds) cut(hold, (quarter, length) => (add(quarter).hold += length))
}

/**
 * Its talk is one conversation without a hold: where it began and how long it was says everything, and the view `party_quarter` cuts it.
 * Most parties are such.
 */
export function isOneStretch({
  talkedAt,
  talk,
  talks,
  holds,
}: Pick<Party, 'talkedAt' | 'talk' | 'talks' | 'holds'>): boolean {
  const [only, ...others] = talks
  return (
    only !== undefined &&
    others.length + holds.length === 0 &&
    only.from === talkedAt &&
    only.to === only.from + talk &&
    talk <= longestCut
  )
}

/** Longer than this is no talk but a clock that jumped: it would be cut into thousands of rows. It counts where it began, whole. */
const longestCut: MicrosLength = 31 * 96 * microsPerQuarter

function cut({ from, to }: Stretch, count: (quarter: Micros, length: MicrosLength) => void): void {
  if (to === null) return
  if (to - from > longestCut) return count(quarterOf(from), to - from)
  let at = from
  while (at < to) {
    const quarter = quarterOf(at)
    const end = Math.min(to, quarter + microsPerQuarter)
    count(quarter, end - at)
    at = end
  }
}
