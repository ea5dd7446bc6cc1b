import { gql, type TypedDocumentNode } from '@apollo/client'
import type { Page } from '../graphql/use-all-rows.ts'

export interface Decision {
  readonly position: string
  readonly type: string
  readonly stream: string
  readonly recordedAt: string
  readonly site: string | null
  readonly node: string | null
  readonly actor: string | null
  readonly data: unknown
}

export interface DecisionVariables extends Record<string, unknown> {
  readonly filter: {
    readonly decisions: true
    readonly actors?: readonly string[]
    readonly sites?: readonly string[]
  }
}

/** From the end of the log backwards: what comes next is what lies before. */
export const decisionsDocument: TypedDocumentNode<
  { readonly rows: Page<Decision> },
  DecisionVariables & { readonly after?: string }
> = gql`
  query Decisions($filter: EventFilter!, $after: String) {
    rows: events(filter: $filter, last: 50, before: $after) {
      edges {
        node {
          position
          type
          stream
          recordedAt
          site
          node
          actor
          data
        }
      }
      pageInfo {
        hasNextPage: hasPreviousPage
        endCursor: startCursor
      }
    }
  }
`
