import type { Limits } from '../app/settings.ts'
import type { ServiceLevel } from '../ui/explanation/level-facts.tsx'
import type { AgentStateName, SourceState } from '../ui/states.ts'
import type { PhoneSign } from './agents/phone-sign.ts'

/** Where rows come from: one kind of fact from one PBX node. Instants are milliseconds on the server's clock. */
export interface Source {
  readonly id: string
  readonly site: string
  readonly node: string
  readonly kind: string
  readonly state: SourceState
  readonly problem: string | null
  readonly lagSeconds: number | null
  readonly lastEventAt: number | null
  readonly demo: boolean
}

export interface BoardHead {
  /** The server's clock when it computed the board. */
  readonly now: number
  readonly position: string
  /** When the newest fact was written; null when none has come yet. */
  readonly newestFactAt: number | null
  readonly sources: readonly Source[]
}

/**
 * Why what is shown of a site is not of now: its rows were imported and end, or its queue_log is down, or it is late. `since` is the instant
 * of its newest row; null while another of its PBXs goes on.
 */
export interface Standstill {
  readonly reason: StandstillReason
  readonly since: number | null
}

export type StandstillReason = 'recording' | 'down' | 'late'

export interface Counters {
  readonly entered: number
  readonly answered: number
  readonly abandoned: number
  readonly serviceLevel: ServiceLevel
}

export interface Staffing {
  readonly logged: number
  readonly available: number
  readonly ringing: number
  readonly talking: number
  readonly paused: number
  readonly wrapUp: number
  readonly otherCall: number
  readonly unreachable: number
}

export interface Queue {
  /** `site/queue` */
  readonly id: string
  readonly site: string
  readonly queue: string
  readonly name: string
  readonly demo: boolean
  /** Technical name of the queue whose operators leave callers here; null: it is no hold queue. */
  readonly holdQueueOf: string | null
  /** null: it is followed. */
  readonly standstill: Standstill | null
  /** Closed by its schedule, and until when if that is known; null: it is open. */
  readonly closed: { readonly until: number | null } | null
  readonly waiting: number
  readonly oldestEntryAt: number | null
  readonly estimatedWaitSeconds: number | null
  readonly staffing: Staffing
  readonly today: Counters
  readonly lastHour: Counters
  readonly waitingLimits: Limits
  readonly longestWaitLimits: Limits
}

export interface AgentGroup {
  /** `site/name` */
  readonly id: string
  readonly site: string
  readonly name: string
}

export interface Agent {
  /** `site/agent` */
  readonly id: string
  readonly site: string
  readonly agent: string
  readonly name: string
  readonly group: AgentGroup | null
  readonly demo: boolean
  /** null: it is followed. */
  readonly standstill: Standstill | null
  readonly state: AgentStateName
  readonly since: number
  /** Of the pause, as people call it. */
  readonly reason: string | null
  readonly queue: string | null
  readonly line: string | null
  /** null: nothing besides, or nobody tells. */
  readonly phoneSign: PhoneSign | null
  readonly queues: readonly string[]
  readonly answered: number
  readonly missed: number
  /** Cut to whole minutes, so that a row is drawn anew once a minute and not with every push. */
  readonly talkMinutes: number
  readonly pauseMinutes: number
}

export interface QueueBoard extends BoardHead {
  readonly queues: readonly Queue[]
}

export interface AgentBoard extends BoardHead {
  readonly agents: readonly Agent[]
}
