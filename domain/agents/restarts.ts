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

/** What a restart is to the agents of its node; to those of other nodes it is nothing. */
export const restartSign = ({ node, since, position }: Restart): Sign => ({
  kind: 'RESTART',
  at: since,
  position,
  node,
  queue: null,
  callId: null,
  length: null,
  text: null,
  penalty: null,
})
