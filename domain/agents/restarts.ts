import type { Micros } from '../kernel/time.ts'
import type { Sign } from './signs.ts'

/** A start of a PBX: QUEUESTART. Nothing is written at a stop or a crash (asterisk-observed). */
export interface Restart {
  readonly node: string
  /** Of the QUEUESTART row. */
  readonly at: Micros
  readonly position: number
  /** The newest row of the node before it: from here on nobody knows. */
  readonly since: Micros
}

/**
 * What a restart is to the agents of its node; to those of other nodes it is nothing. It stands behind every row of the instant that it
 * leaves uncertain, also one that came into the log later; only within its own second the order of the log tells.
 */
export const restartSign = ({ node, at, since, position }: Restart): Sign => ({
  kind: 'RESTART',
  at: since,
  position: since < at ? Number.MAX_SAFE_INTEGER : position,
  node,
  queue: null,
  callId: null,
  length: null,
  text: null,
  penalty: null,
})
