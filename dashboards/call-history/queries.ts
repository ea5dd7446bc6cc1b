import { gql, type TypedDocumentNode } from '@apollo/client'
import type { Page } from '../graphql/use-all-rows.ts'
import type { ExclusionReason } from './correction-queries.ts'
import type { CallFilterInput, CallOrder, CallOutcome, Direction } from './call-filter.ts'

/** A party of a call, as far as a name for it needs. */
export interface Party {
  readonly number: string | null
  readonly name: string | null
  readonly agent: string | null
  readonly agentName: string | null
  readonly line: string
}

export interface CallInList {
  readonly id: string
  readonly site: string
  readonly startedAt: string
  readonly direction: Direction
  readonly outcome: CallOutcome
  readonly callerNumber: string | null
  readonly callerName: string | null
  readonly calledNumber: string | null
  readonly agents: readonly string[]
  readonly queues: readonly string[]
  readonly waitSeconds: number | null
  readonly talkSeconds: number | null
  readonly holdSeconds: number | null
  /** null: that is not for him to know. */
  readonly hasRecording: boolean | null
  readonly tags: readonly string[]
  readonly exclusion: { readonly reason: ExclusionReason } | null
  readonly to: Party | null
  readonly transfers: readonly { readonly kind: 'ATTENDED' | 'BLIND'; readonly to: string | null }[]
}

export interface CallsPage extends Page<CallInList> {
  readonly dataAge: number | null
}

export interface CallsVariables extends Record<string, unknown> {
  readonly filter: CallFilterInput
  readonly orderBy: CallOrder
}

export const callsDocument: TypedDocumentNode<
  { readonly rows: CallsPage },
  CallsVariables & { readonly after?: string }
> = gql`
  query Calls($filter: CallFilter!, $orderBy: CallOrder!, $after: String) {
    rows: calls(filter: $filter, orderBy: $orderBy, first: 50, after: $after) {
      dataAge
      edges {
        node {
          id
          site
          startedAt
          direction
          outcome
          callerNumber
          callerName
          calledNumber
          agents
          queues
          waitSeconds
          talkSeconds
          holdSeconds
          hasRecording
          tags
          exclusion {
            reason
          }
          to {
            number
            name
            agent
            agentName
            line
          }
          transfers {
            kind
            to
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`

interface AgentNamesData {
  readonly agentBoard: {
    readonly agents: readonly { readonly site: string; readonly agent: string; readonly agentName: string | null }[]
  }
}

export const agentNamesDocument: TypedDocumentNode<AgentNamesData, Record<string, never>> = gql`
  query AgentNames {
    agentBoard {
      agents {
        site
        agent
        agentName
      }
    }
  }
`
