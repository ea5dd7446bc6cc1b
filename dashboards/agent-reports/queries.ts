import { gql, type TypedDocumentNode } from '@apollo/client'
import type { Page } from '../graphql/use-all-rows.ts'
import type { AgentStateName } from '../ui/states.ts'

interface AgentReportVariables extends Record<string, unknown> {
  readonly period: { readonly from: string; readonly to: string }
  readonly timeZone: string
  /** `site/group`; left out: everybody. */
  readonly groups?: readonly string[]
}

export interface AgentGroup {
  readonly site: string
  readonly name: string
  readonly displayName: string
  readonly agents: readonly string[]
}

export interface PauseReason {
  /** Empty: none was given. */
  readonly reason: string
  /** What people call it; null: none is configured. */
  readonly label: string | null
  readonly seconds: number
}

export interface AgentFigures {
  readonly site: string | null
  readonly agent: string | null
  readonly agentName: string | null
  readonly loginSeconds: number
  readonly readySeconds: number
  readonly ringingSeconds: number
  readonly talkingSeconds: number
  readonly wrapUpSeconds: number
  readonly pauseSeconds: number
  readonly holdSeconds: number
  readonly uncertainSeconds: number
  readonly offered: number
  readonly answered: number
  readonly missed: number
  readonly occupancy: number | null
  readonly averageHandleSeconds: number | null
  readonly pauseReasons: readonly PauseReason[]
}

const figures = gql`
  fragment AgentFigures on AgentStatistics {
    site
    agent
    agentName
    loginSeconds
    readySeconds
    ringingSeconds
    talkingSeconds
    wrapUpSeconds
    pauseSeconds
    holdSeconds
    uncertainSeconds
    offered
    answered
    missed
    occupancy
    averageHandleSeconds
    pauseReasons {
      reason
      label
      seconds
    }
  }
`

export const byAgentDocument: TypedDocumentNode<
  { readonly rows: Page<AgentFigures> },
  AgentReportVariables & { readonly after?: string }
> = gql`
  query AgentReport($period: PeriodInput!, $timeZone: TimeZone, $groups: [String!], $after: String) {
    rows: agentStatistics(
      period: $period
      groupBy: [AGENT]
      timeZone: $timeZone
      groups: $groups
      first: 500
      after: $after
    ) {
      edges {
        node {
          ...AgentFigures
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
  ${figures}
`

export const agentTotalDocument: TypedDocumentNode<
  { readonly total: { readonly edges: readonly { readonly node: AgentFigures }[]; readonly dataAge: number | null } },
  AgentReportVariables
> = gql`
  query AgentTotal($period: PeriodInput!, $timeZone: TimeZone, $groups: [String!]) {
    total: agentStatistics(period: $period, groupBy: [], timeZone: $timeZone, groups: $groups, first: 1) {
      dataAge
      edges {
        node {
          ...AgentFigures
        }
      }
    }
  }
  ${figures}
`

export const agentGroupsDocument: TypedDocumentNode<
  { readonly agentGroups: readonly AgentGroup[] },
  Record<string, never>
> = gql`
  query AgentGroups {
    agentGroups {
      site
      name
      displayName
      agents
    }
  }
`

export interface TimelineState {
  readonly state: AgentStateName
  readonly from: string
  /** null: it goes on. */
  readonly to: string | null
  readonly reason: string | null
  readonly reasonLabel: string | null
  readonly queue: string | null
  /** callid of queue_log, when the state is about a call. */
  readonly callId: string | null
}

export const timelineDocument: TypedDocumentNode<
  { readonly agentTimeline: readonly TimelineState[] },
  { readonly agent: string; readonly period: { readonly from: string; readonly to: string } }
> = gql`
  query AgentTimeline($agent: String!, $period: PeriodInput!) {
    agentTimeline(agent: $agent, period: $period) {
      state
      from
      to
      reason
      reasonLabel
      queue
      callId
    }
  }
`
