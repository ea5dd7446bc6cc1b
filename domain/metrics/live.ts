import type { MicrosLength } from './figures.ts'

/**
 * Counters of a queue since the site's midnight or over the last hour, by EVENT attribution: an answer after midnight of a call that entered
 * before it counts today (contact-center 8.1).
 */
export interface LiveCounters {
  readonly entered: number
  readonly answered: number
  readonly abandoned: number
  readonly timedOut: number
  readonly otherExits: number
  /** Timed out, sent away because the queue was empty, or lost by the system: what SL6 counts as missed besides abandons. */
  readonly unserved: number
  readonly closed: number
  /** For whatever reason, closed included. */
  readonly refused: number
  readonly answeredInTime: number
  readonly abandonedInTime: number
  readonly shortAbandoned: number
  /** Seconds of each configured threshold (15 is always there) -> answered with wait < XX, abandoned with wait >= XX (8.1, 8.2). */
  readonly answeredBefore: ReadonlyMap<number, number>
  readonly abandonedAfter: ReadonlyMap<number, number>
}

/** A queue as it is now. */
export interface LiveQueue {
  readonly today: LiveCounters
  readonly lastHour: LiveCounters
  readonly waiting: number
  /** Of those waiting: longer than the threshold of the service level. */
  readonly waitingTooLong: number
  /** null: nobody waits. */
  readonly longestWait: MicrosLength | null
  /** null: nobody has been answered today. */
  readonly estimatedWait: MicrosLength | null
  readonly talking: number
  readonly loggedAgents: number
  readonly availableAgents: number
  readonly talkingAgents: number
  readonly ringingAgents: number
  readonly pausedAgents: number
  readonly otherCallAgents: number
  readonly unreachableAgents: number
  readonly wrapUpAgents: number
}

/** An agent as he is now: the state that goes on is counted up to now (contact-center 8.4, L-18). */
export interface LiveAgent {
  readonly inState: MicrosLength
  readonly answered: number
  readonly missed: number
  readonly talking: MicrosLength
  readonly pause: MicrosLength
  readonly ready: MicrosLength
  readonly wrapUp: MicrosLength
}
