import { gql, type TypedDocumentNode } from '@apollo/client'
import type { ServiceLevel } from '../ui/explanation/level-facts.tsx'
import type { AgentStateName, SourceState } from '../ui/states.ts'
import type { AgentPhone } from './agents/phone-sign.ts'

type None = Record<string, never>

interface HeadData {
  readonly now: string
  readonly position: string
  readonly dataAge: number | null
  readonly sources: readonly {
    readonly site: string
    readonly node: string
    readonly kind: string
    readonly state: SourceState
    readonly problem: string | null
    readonly lagSeconds: number | null
    readonly lastEventAt: string | null
    readonly demo: boolean
  }[]
}

interface StandstillData {
  readonly reason: 'RECORDING' | 'DOWN' | 'LATE'
  readonly since: string | null
}

interface CountersData {
  readonly entered: number
  readonly answered: number
  readonly abandoned: number
  readonly serviceLevel: ServiceLevel
}

interface LimitsData {
  readonly warn: number
  readonly alarm: number
}

export interface QueueBoardData {
  readonly queueBoard: HeadData & {
    readonly queues: readonly {
      readonly site: string
      readonly queue: string
      readonly queueDisplayName: string | null
      readonly demo: boolean
      readonly holdQueueOf: string | null
      readonly standstill: StandstillData | null
      readonly waiting: number
      readonly oldestEntryAt: string | null
      readonly estimatedWaitSeconds: number | null
      readonly loggedAgents: number
      readonly availableAgents: number
      readonly ringingAgents: number
      readonly talkingAgents: number
      readonly pausedAgents: number
      readonly wrapUpAgents: number
      readonly otherCallAgents: number
      readonly unreachableAgents: number
      readonly today: CountersData
      readonly lastHour: CountersData
      readonly colourLimits: { readonly waiting: LimitsData; readonly longestWaitSeconds: LimitsData }
      readonly opening: { readonly open: boolean; readonly until: string | null } | null
    }[]
  }
}

export interface AgentBoardData {
  readonly agentBoard: HeadData & {
    readonly agents: readonly {
      readonly site: string
      readonly agent: string
      readonly agentName: string | null
      readonly agentGroup: string | null
      readonly agentGroupDisplayName: string | null
      readonly demo: boolean
      readonly standstill: StandstillData | null
      readonly state: AgentStateName
      readonly since: string
      readonly reason: string | null
      readonly reasonLabel: string | null
      readonly queue: string | null
      readonly line: string | null
      readonly phone: AgentPhone | null
      readonly queues: readonly { readonly queue: string }[]
      readonly today: {
        readonly answered: number
        readonly missed: number
        readonly talkingSeconds: number
        readonly pauseSeconds: number
      }
    }[]
  }
}

export const queueBoardDocument: TypedDocumentNode<QueueBoardData, None> = gql`
  subscription QueueBoard {
    queueBoard {
      now
      position
      dataAge
      sources {
        site
        node
        kind
        state
        problem
        lagSeconds
        lastEventAt
        demo
      }
      queues {
        site
        queue
        queueDisplayName
        demo
        holdQueueOf
        standstill {
          reason
          since
        }
        opening {
          open
          until
        }
        waiting
        oldestEntryAt
        estimatedWaitSeconds
        loggedAgents
        availableAgents
        ringingAgents
        talkingAgents
        pausedAgents
        wrapUpAgents
        otherCallAgents
        unreachableAgents
        today {
          ...Counters
        }
        lastHour {
          ...Counters
        }
        colourLimits {
          waiting {
            warn
            alarm
          }
          longestWaitSeconds {
            warn
            alarm
          }
        }
      }
    }
  }
  fragment Counters on QueueCounters {
    entered
    answered
    abandoned
    serviceLevel {
      ratio
      numerator
      denominator
      formula
      thresholdSeconds
    }
  }
`

export const agentBoardDocument: TypedDocumentNode<AgentBoardData, None> = gql`
  subscription AgentBoard {
    agentBoard {
      now
      position
      dataAge
      sources {
        site
        node
        kind
        state
        problem
        lagSeconds
        lastEventAt
        demo
      }
      agents {
        site
        agent
        agentName
        agentGroup
        agentGroupDisplayName
        demo
        standstill {
          reason
          since
        }
        state
        since
        reason
        reasonLabel
        queue
        line
        phone {
          state
          otherCall
        }
        queues {
          queue
        }
        today {
          answered
          missed
          talkingSeconds
          pauseSeconds
        }
      }
    }
  }
`
