import type { AgentStateName } from '../../domain/agents/state.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import type {
  AgentDimension,
  AgentFigures,
  AgentQueueFigures,
  Excluded,
  Interval,
  MicrosLength,
  Period,
} from '../../domain/metrics/figures.ts'
import type { NamesAsOf } from '../directory/names.ts'
import type { PageRequest, Scope, SiteItem } from '../scope.ts'

export type { AgentStateName }

/** Intervals of one agent never overlap and leave no gap from his first sign of life on. */
export interface AgentStateRow {
  readonly site: string
  readonly agent: string
  readonly state: AgentStateName
  readonly from: Micros
  /** null: goes on. */
  readonly to: Micros | null
  readonly reason: string | null
  readonly queue: string | null
  readonly callId: string | null
}

export interface AgentStatisticsRequest extends PageRequest {
  readonly period: Period
  readonly groupBy: readonly AgentDimension[]
  readonly interval: Interval
  readonly timeZone?: string
  readonly scope: Scope
  /** Open states count up to this instant, */
  readonly now: Micros
  /** and at a site that nobody follows any more no further than up to this one. */
  readonly endedSites?: ReadonlyMap<string, Micros>
  /** Of calls that are excluded from the figures; undefined: WITHOUT. */
  readonly excluded?: Excluded
  /** Only the time that agents were in one of these groups. */
  readonly groups?: readonly SiteItem[]
  /** As of when agents are in groups; undefined: EVENT. */
  readonly names?: NamesAsOf
  /** false: `pauseByReason` of the figures is not asked for, which is half of what a long period costs. */
  readonly withPauseReasons?: boolean
}

export interface AgentQueueStatisticsRequest extends Omit<
  AgentStatisticsRequest,
  'groupBy' | 'scope' | 'groups' | 'names' | 'withPauseReasons'
> {
  readonly agents: Scope
  readonly queues: Scope
}

export interface AgentStatisticsRow {
  readonly site: string | null
  readonly agent: string | null
  /** Short name, where rows are told apart by it; null: in none. */
  readonly agentGroup?: string | null
  readonly hourOfDay: number | null
  readonly dayOfWeek: number | null
  readonly start: Micros
  readonly end: Micros
  readonly figures: AgentFigures
}

export interface AgentQueueStatisticsRow {
  readonly site: string
  readonly agent: string
  readonly queue: string
  readonly start: Micros
  readonly end: Micros
  readonly figures: AgentQueueFigures
}

/** One line of the live agent board. */
export interface AgentBoardRow {
  readonly site: string
  readonly agent: string
  readonly state: AgentStateName
  readonly since: Micros
  readonly reason: string | null
  /** Queue and call of RINGING, TALKING and WRAP_UP. */
  readonly queue: string | null
  readonly callId: string | null
  /** Line or interface he is logged in on. */
  readonly line: string | null
  readonly loggedInSince: Micros | null
  /** Queues he is a member of now, with the penalty where it is known. */
  readonly queues: readonly { readonly queue: string; readonly penalty: number | null }[]
  readonly pausedQueues: readonly string[]
  readonly today: {
    readonly answered: number
    readonly missed: number
    readonly talking: MicrosLength
    readonly pause: MicrosLength
    readonly ready: MicrosLength
    readonly wrapUp: MicrosLength
  }
}

/** Agents of a queue by what they can do now, for the queue board. */
export interface QueueStaffing {
  readonly site: string
  readonly queue: string
  readonly logged: number
  readonly available: number
  readonly talking: number
  readonly ringing: number
  readonly paused: number
  readonly wrapUp: number
  /** Ready, but his telephone is in use, or rings, for something else; 0 where no manager interface is heard. */
  readonly otherCall: number
  /** Ready, but his telephone cannot be reached; 0 where no manager interface is heard. */
  readonly unreachable: number
}
