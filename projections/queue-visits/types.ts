import type { Micros } from '../../domain/kernel/time.ts'
import type {
  Attribution,
  Excluded,
  Interval,
  MicrosLength,
  OpeningHours,
  Period,
  QueueDimension,
  QueueFigures,
  WaitHistogram,
} from '../../domain/metrics/figures.ts'
import type { LiveCounters } from '../../domain/metrics/live.ts'
import type { Side, VisitOutcome } from '../../domain/queues/visit.ts'
import type { PageRequest, Scope } from '../scope.ts'

export type { Side, VisitOutcome }

export interface QueueVisitRow {
  readonly site: string
  readonly node: string
  readonly callId: string
  readonly linkedId: string | null
  readonly queue: string
  readonly visitNumber: number
  readonly outcome: VisitOutcome
  readonly enteredAt: Micros
  readonly leftAt: Micros | null
  readonly answeredAt: Micros | null
  readonly endedAt: Micros | null
  readonly wait: MicrosLength | null
  readonly ring: MicrosLength | null
  readonly talk: MicrosLength | null
  readonly hold: MicrosLength | null
  readonly agent: string | null
  readonly callerNumber: string | null
  readonly calledNumber: string | null
  readonly entryPosition: number | null
  readonly exitPosition: number | null
  readonly hungUpBy: Side | null
  readonly transfer: {
    readonly kind: 'BLIND' | 'ATTENDED'
    readonly to: string | null
    readonly context: string | null
    readonly method: string | null
  } | null
  readonly wrapUp?: MicrosLength | null
  /** What to know before trusting the visit to the second, e.g. inferredEntry (domain/queues/visit.ts). */
  readonly flags?: readonly string[]
  /** Its call is excluded from the figures. */
  readonly excluded?: boolean
}

/** What names one visit. */
export type QueueVisitKey = Pick<QueueVisitRow, 'site' | 'node' | 'callId' | 'visitNumber'>

export interface ReconciliationRequest {
  readonly period: Period
  readonly interval: Interval
  /** undefined: each site's own zone. */
  readonly timeZone?: string
  readonly scope: Scope
  /** undefined: WITHOUT. */
  readonly excluded?: Excluded
}

export interface QueueBoardRequest {
  readonly scope: Scope
  readonly now: Micros
  /** Limits of answeredBefore and abandonedAfter; 15 is always among them (contact-center 8.2). */
  readonly thresholdSeconds: readonly number[]
}

export interface QueueVisitFilter {
  readonly period?: Period
  readonly scope: Scope
  readonly outcomes?: readonly VisitOutcome[]
  readonly agents?: readonly string[]
  readonly callId?: string
  readonly callerNumberPrefix?: string
  readonly calledNumberPrefix?: string
  readonly waitAtLeast?: MicrosLength
  /** By the schedule that the queue had at the entry. */
  readonly openingHours?: OpeningHours
  /** Visits of calls that are excluded from the figures: left out, alone, or, when it is not said, among the others. */
  readonly excluded?: 'WITHOUT' | 'ONLY'
}

export interface QueueStatisticsRequest extends PageRequest {
  readonly period: Period
  readonly groupBy: readonly QueueDimension[]
  readonly interval: Interval
  /** undefined: each site's own zone. */
  readonly timeZone?: string
  readonly scope: Scope
  readonly attribution: Attribution
  /** undefined: WITHOUT. */
  readonly excluded?: Excluded
  /** By the schedule that the queue had at the arrival; for ARRIVAL only. undefined: ALL. */
  readonly openingHours?: OpeningHours
  /** Sums that are read; the others are 0 (and the longest wait is there anyway). undefined: all. */
  readonly figures?: readonly (keyof QueueFigures)[]
  /** Ask for the wait histograms only when a figure needs them: they cost. */
  readonly withHistograms: boolean
}

export interface QueueStatisticsRow {
  readonly site: string | null
  readonly queue: string | null
  readonly calledNumber: string | null
  readonly hourOfDay: number | null
  /** ISO: 1 = Monday. */
  readonly dayOfWeek: number | null
  /** Of the interval, cut to the period. */
  readonly start: Micros
  readonly end: Micros
  readonly figures: QueueFigures
  readonly answeredWaits?: WaitHistogram
  readonly abandonedWaits?: WaitHistogram
}

export interface ReconciliationRow {
  readonly site: string
  readonly queue: string
  readonly start: Micros
  readonly end: Micros
  /** Counted from the ENTERQUEUE facts (and the entries inferred where history is cut), not from the visits. */
  readonly offered: number
  readonly outcomes: Readonly<Partial<Record<VisitOutcome, number>>>
  readonly open: number
  readonly difference: number
}

/** The queue part of the live board (contact-center 8.1): counters since the site's midnight and of the last hour, and states. */
export interface QueueBoardRow {
  readonly site: string
  readonly queue: string
  readonly today: LiveCounters
  readonly lastHour: LiveCounters
  readonly waiting: number
  /** Of those waiting: longer than the service level's threshold, so missed already (products-and-metrics 2.2, live SL). */
  readonly waitingTooLong: number
  /** Entry of the oldest caller still waiting. */
  readonly oldestEntryAt: Micros | null
  readonly talking: number
  /** Mean wait of the last answered visits (today's newest 20): the documented estimate of the wait of a caller who comes now. */
  readonly estimatedWait: MicrosLength | null
}
