import { gql, type TypedDocumentNode } from '@apollo/client'
import type { Page } from '../graphql/use-all-rows.ts'
import type { RawEvent } from '../ui/tables/raw-events.tsx'
import type { OpeningHours, PeriodInput } from './queries.ts'

export const outcomes = [
  'ANSWERED',
  'ABANDONED',
  'TIMEOUT',
  'EXIT_KEY',
  'EXIT_EMPTY',
  'WITHDRAWN',
  'CALLBACK',
  'LOST_SYSTEM',
  'OPEN',
] as const
export type Outcome = (typeof outcomes)[number]

export interface Visit {
  readonly id: string
  readonly site: string
  readonly callId: string
  readonly visitNumber: number
  readonly outcome: Outcome
  readonly enteredAt: string
  readonly waitSeconds: number | null
  readonly ringSeconds: number | null
  readonly talkSeconds: number | null
  readonly agent: string | null
  readonly callerNumber: string | null
  readonly callerName: string | null
  readonly entryPosition: number | null
  readonly exitPosition: number | null
  readonly hungUpBy: string | null
  readonly transfer: { readonly kind: 'BLIND' | 'ATTENDED'; readonly to: string | null } | null
}

export interface VisitsVariables extends Record<string, unknown> {
  readonly period: PeriodInput
  readonly queues: readonly string[]
  readonly outcomes: readonly Outcome[] | null
  readonly openingHours: OpeningHours
}

export const visitsDocument: TypedDocumentNode<
  { readonly rows: Page<Visit> },
  VisitsVariables & { readonly after?: string }
> = gql`
  query Visits(
    $period: PeriodInput!
    $queues: [String!]!
    $outcomes: [VisitOutcome!]
    $openingHours: OpeningHours
    $after: String
  ) {
    rows: queueVisits(
      filter: { period: $period, queues: $queues, outcomes: $outcomes, openingHours: $openingHours }
      first: 100
      after: $after
    ) {
      edges {
        node {
          id
          site
          callId
          visitNumber
          outcome
          enteredAt
          waitSeconds
          ringSeconds
          talkSeconds
          agent
          callerNumber
          callerName
          entryPosition
          exitPosition
          hungUpBy
          transfer {
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

export const visitEventsDocument: TypedDocumentNode<
  { readonly node: { readonly events: readonly RawEvent[] } | null },
  { readonly id: string }
> = gql`
  query VisitEvents($id: ID!) {
    node(id: $id) {
      ... on QueueVisit {
        id
        events {
          id
          position
          type
          occurredAt
          raw
        }
      }
    }
  }
`
