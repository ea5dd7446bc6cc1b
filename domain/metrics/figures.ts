import type { Micros } from '../kernel/time.ts'

/** A length of time: whole microseconds. Sums are exact, so any order of adding gives the same bytes. */
export type MicrosLength = number

/**
 * Counts of waits by length. The bucket of a wait w: 2 * floor(seconds) for a whole number of seconds, one more for a wait
 * between two whole seconds. So `wait <= T` and `wait < T` are exact for every whole T, and a percentile is exact to a second.
 */
export type WaitHistogram = ReadonlyMap<number, number>

export function waitBucket(wait: MicrosLength): number {
  const seconds = Math.floor(wait / 1_000_000)
  return 2 * seconds + (wait > seconds * 1_000_000 ? 1 : 0)
}

/** Sums over the visits and refusals of one group: everything that a queue figure is computed from (products-and-metrics 2.1). */
export interface QueueFigures {
  readonly offered: number
  readonly answered: number
  readonly abandoned: number
  readonly timedOut: number
  readonly exitedWithKey: number
  readonly exitedEmpty: number
  readonly withdrawn: number
  readonly callbackRequested: number
  readonly lostBySystem: number
  readonly open: number
  readonly refusedFull: number
  readonly refusedClosed: number
  readonly refusedJoinEmpty: number
  readonly refusedDivertRatio: number
  readonly refusedDivertWait: number
  /** By the thresholds in force when the visit began. */
  readonly answeredInTime: number
  readonly abandonedInTime: number
  readonly shortAbandoned: number
  readonly answeredBeforeT1: number
  readonly answeredT1ToT2: number
  readonly answeredFromT2: number
  readonly abandonedBeforeT1: number
  readonly abandonedT1ToT2: number
  readonly abandonedFromT2: number
  readonly waitOfAnswered: MicrosLength
  readonly waitOfAbandoned: MicrosLength
  /** Of every closed visit: answered, abandoned and all other classes. */
  readonly waitOfAll: MicrosLength
  readonly maxWait: MicrosLength | null
  readonly ring: MicrosLength
  /** Of visits whose end is known; `talkedVisits` counts them. */
  readonly talk: MicrosLength
  readonly talkedVisits: number
  readonly hold: MicrosLength
  readonly wrapUp: MicrosLength
  readonly transferredBlind: number
  readonly transferredAttended: number
  readonly hungUpByAgent: number
  readonly hungUpByCaller: number
  readonly missedRings: number
}

/** Clipped to the interval; unions over queues and interfaces, never their sum (products-and-metrics 2.1, 2.3 #47). */
export interface AgentFigures {
  readonly login: MicrosLength
  readonly ready: MicrosLength
  readonly pause: MicrosLength
  readonly pauseByReason: ReadonlyMap<string, MicrosLength>
  readonly wrapUp: MicrosLength
  readonly ringing: MicrosLength
  readonly talking: MicrosLength
  readonly hold: MicrosLength
  /** Nobody can know: e.g. between the last sign of life and a restart that followed no logout. */
  readonly uncertain: MicrosLength
  /** answered + missed: a ring that was cancelled counts in neither (products-and-metrics 2.3 #30, #31). */
  readonly offered: number
  readonly answered: number
  readonly missed: number
  /** Whole talk and wrap-up of the calls answered in the interval (not clipped): what handle time is an average of. */
  readonly talkOfAnswered: MicrosLength
  readonly wrapUpOfAnswered: MicrosLength
  readonly transferredBlind: number
  readonly transferredAttended: number
}

/** One agent in one queue. */
export interface AgentQueueFigures {
  /** answered + missed, as of the agent. */
  readonly offered: number
  readonly answered: number
  readonly missed: number
  readonly talk: MicrosLength
  readonly ring: MicrosLength
  readonly hold: MicrosLength
  readonly wrapUp: MicrosLength
}

export interface Period {
  /** from <= t < to */
  readonly from: Micros
  readonly to: Micros
}

export type Interval = 'QUARTER_HOUR' | 'HALF_HOUR' | 'HOUR' | 'DAY' | 'WEEK' | 'MONTH' | 'TOTAL'
/** Whether figures count the calls that people have excluded from them (domain/calls/corrections.ts). */
export type Excluded = 'WITHOUT' | 'WITH'

/** Whether figures count what came while the queue was open by its schedule, while it was closed, or both. */
export type OpeningHours = 'ALL' | 'OPEN' | 'CLOSED'

export type QueueDimension = 'QUEUE' | 'SITE' | 'CALLED_NUMBER' | 'HOUR_OF_DAY' | 'DAY_OF_WEEK'
export type AgentDimension = 'AGENT' | 'AGENT_GROUP' | 'SITE' | 'HOUR_OF_DAY' | 'DAY_OF_WEEK'
/** To which interval a visit belongs: that of its entry, of each event, or of its end (products-and-metrics 2.1). */
export type Attribution = 'ARRIVAL' | 'EVENT' | 'END'
