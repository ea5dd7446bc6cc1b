import { gql, type TypedDocumentNode } from '@apollo/client'
import type { SourceState } from '../ui/states.ts'

export type ProjectionState = 'CATCHING_UP' | 'UP_TO_DATE' | 'REBUILDING' | 'STOPPED'

export interface SourceRow {
  readonly site: string
  readonly node: string
  readonly kind: string
  readonly names: readonly string[]
  readonly state: SourceState
  readonly lagSeconds: number | null
  readonly problem: string | null
  /** These three are null for who does not see the whole site. */
  readonly rows: number | null
  readonly quarantined: number | null
  readonly unknownEvents: number | null
  readonly lastEventAt: string | null
  readonly lastRecordedAt: string | null
  readonly demo: boolean
}

export interface ProjectionRow {
  readonly name: string
  readonly version: number
  readonly state: ProjectionState
  readonly position: string
  readonly lag: number
  readonly deadLetters: number
  readonly problem: string | null
}

export interface TrunkRow {
  readonly site: string
  readonly node: string | null
  readonly name: string
  readonly displayName: string | null
  readonly state: 'UP' | 'DOWN' | 'UNKNOWN' | 'DISABLED'
  readonly reason: string
  readonly since: string | null
  readonly roundTripMs: number | null
}

/** Of a site. */
export interface NewestRow {
  readonly site: string
  readonly queueVisitAt: string | null
  readonly queueQuarter: string | null
  readonly agentQuarter: string | null
  readonly queues: number
  readonly agents: number
}

export interface Status {
  readonly version: string
  readonly now: string
  readonly position: string
  readonly dataAge: number | null
  readonly sources: readonly SourceRow[]
  readonly projections: readonly ProjectionRow[]
  readonly newest: readonly NewestRow[]
}

interface Health {
  readonly status: Status
}

export const statusDocument: TypedDocumentNode<Health, Record<string, never>> = gql`
  query Status {
    status {
      version
      now
      position
      dataAge
      sources {
        site
        node
        kind
        names
        state
        lagSeconds
        problem
        rows
        quarantined
        unknownEvents
        lastEventAt
        lastRecordedAt
        demo
      }
      projections {
        name
        version
        state
        position
        lag
        deadLetters
        problem
      }
      newest {
        site
        queueVisitAt
        queueQuarter
        agentQuarter
        queues
        agents
      }
    }
  }
`

/** Asked for itself: not everybody who sees the status may see the trunks of the site. */
export const trunksDocument: TypedDocumentNode<
  { readonly trunkBoard: { readonly trunks: readonly TrunkRow[] } },
  Record<string, never>
> = gql`
  query Trunks {
    trunkBoard {
      trunks {
        site
        node
        name
        displayName
        state
        reason
        since
        roundTripMs
      }
    }
  }
`

export interface QuarantinedRow {
  readonly position: string
  readonly site: string | null
  readonly node: string | null
  readonly kind: string
  readonly input: string
  readonly line: number
  readonly reason: string
  readonly raw: string
  readonly recordedAt: string
}

export const quarantineDocument: TypedDocumentNode<
  {
    readonly quarantine: {
      readonly edges: readonly { readonly node: QuarantinedRow }[]
      readonly pageInfo: { readonly hasNextPage: boolean }
    }
  },
  { readonly first: number }
> = gql`
  query Quarantine($first: Int!) {
    quarantine(first: $first) {
      edges {
        node {
          position
          site
          node
          kind
          input
          line
          reason
          raw
          recordedAt
        }
      }
      pageInfo {
        hasNextPage
      }
    }
  }
`
