import { sameInstant } from '../calls/of-queues/queue-times.ts'
import type { RingAttempt } from '../calls/path/ring-attempts.ts'
import type { Micros } from '../kernel/time.ts'
import type { MicrosLength } from '../metrics/figures.ts'
import { longestRing, type Sign } from './signs.ts'

/** A time in which nobody heard the manager interface of a PBX. */
export interface Silence {
  readonly from: Micros
  readonly to: Micros
}

type Attempt = Pick<RingAttempt, 'callid' | 'queue' | 'from' | 'began' | 'to' | 'outcome' | 'toldAt' | 'completedAt'>

/**
 * What an attempt to reach the agent is to him. Nothing as long as its end is not heard, where a part of it fell into a gap, and when it
 * lasted longer than a ring that is believed: then the rows of queue_log alone tell.
 * @param gaps of the manager interface of the node
 */
export function signsOfRing(attempt: Attempt, node: string, gaps: readonly Silence[]): readonly Sign[] {
  const { from, to, toldAt, completedAt, began: position, outcome, queue, callid: callId } = attempt
  if (to === null || to < from || toldAt < to || toldAt - from > longestRing) return []
  if (gaps.some(gap => gap.from < to && gap.to > from)) return []
  const plain = { position, node, queue, callId, text: null, penalty: null }
  return [
    { ...plain, kind: 'HEARD', at: from, length: toldAt - from },
    outcome === 'ANSWERED'
      ? { ...plain, kind: 'PICKED_UP', at: to, length: toldAt - to + sameInstant, completedAt }
      : { ...plain, kind: 'HUSHED', at: to, length: null },
  ]
}

/** Whether the ring that a row tells of is the one that the manager told: they end together. */
export const isSameRing = (row: Sign, heard: Sign): boolean =>
  row.queue === heard.queue &&
  row.callId === heard.callId &&
  row.node === heard.node &&
  Math.abs(endOf(row) - endOf(heard)) <= sameInstant

const endOf = ({ at, length }: Sign): Micros => at + (length ?? 0)

/** Rows can tell of a ring that the manager told this much earlier or later. */
export const reachOfHeard: MicrosLength = longestRing + sameInstant

/**
 * The signs of queue_log where the manager was heard: a ring that he tells of is not taken from the row as well, whose clock has whole
 * seconds and whose ring may be that of a whole round of members (products-and-metrics 2.3 #32).
 * @param heard HEARD signs of the agent
 */
export const besideHeard = (signs: readonly Sign[], heard: readonly Sign[]): readonly Sign[] =>
  heard.length === 0
    ? signs
    : signs.map(sign =>
        sign.kind === 'RING' && heard.some(one => isSameRing(sign, one)) ? { ...sign, kind: 'RANG' } : sign,
      )
