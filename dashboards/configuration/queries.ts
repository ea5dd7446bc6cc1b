import { gql, type TypedDocumentNode } from '@apollo/client'
import type { Page } from '../graphql/use-all-rows.ts'

interface OfSite {
  readonly site: string
}

export interface ConfigurationKind {
  readonly kind: string
  readonly single: boolean
  readonly description: string
  readonly count: number
}

export const kindsDocument: TypedDocumentNode<
  { readonly configuration: { readonly position: string; readonly kinds: readonly ConfigurationKind[] } },
  OfSite
> = gql`
  query ConfigurationKinds($site: String!) {
    configuration(site: $site) {
      position
      kinds {
        kind
        single
        description
        count
      }
    }
  }
`

export type Values = Readonly<Record<string, unknown>>

export interface ConfiguredObject {
  readonly object: string
  readonly kind: string
  readonly key: string
  readonly revision: number
  readonly value: Values
}

export const objectsDocument: TypedDocumentNode<
  { readonly configuration: { readonly objects: Page<ConfiguredObject> } },
  OfSite & { readonly kind: string; readonly search: string; readonly first: number }
> = gql`
  query ConfigurationObjects($site: String!, $kind: String!, $search: String, $first: Int!) {
    configuration(site: $site) {
      objects(kind: $kind, search: $search, first: $first) {
        edges {
          node {
            object
            kind
            key
            revision
            value
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`

export interface Change {
  readonly position: string
  readonly at: string
  readonly actor: string | null
  readonly source: 'ADMINISTRATION' | 'PHONE'
  readonly comment: string | null
  readonly type: string
  readonly kind: string
  readonly key: string
  readonly fields: readonly { readonly field: string; readonly from: unknown; readonly to: unknown }[]
}

export interface HistoryVariables extends Record<string, unknown> {
  readonly site: string
  /** Of one object; of all when left out. */
  readonly object?: string
}

export const historyDocument: TypedDocumentNode<
  { readonly rows: Page<Change> },
  HistoryVariables & { readonly after?: string }
> = gql`
  query ConfigurationHistory($site: String, $object: ID, $after: String) {
    rows: configurationHistory(site: $site, object: $object, first: 50, after: $after) {
      edges {
        node {
          position
          at
          actor
          source
          comment
          type
          kind
          key
          fields {
            field
            from
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

export const filesDocument: TypedDocumentNode<
  { readonly configurationFiles: readonly { readonly path: string }[] },
  OfSite & { readonly node: string }
> = gql`
  query ConfigurationFilePaths($site: String!, $node: String!) {
    configurationFiles(site: $site, node: $node) {
      path
    }
  }
`

export const fileDocument: TypedDocumentNode<
  {
    readonly configurationFiles: readonly {
      readonly path: string
      readonly content: string
      readonly sha256: string
    }[]
  },
  OfSite & { readonly node: string; readonly paths: readonly string[] }
> = gql`
  query ConfigurationFile($site: String!, $node: String!, $paths: [String!]) {
    configurationFiles(site: $site, node: $node, paths: $paths) {
      path
      content
      sha256
    }
  }
`

export interface ScheduledChange {
  readonly changeSetId: string
  readonly effectiveAt: string
  readonly scheduledAt: string
  readonly scheduledBy: string | null
  readonly comment: string | null
  readonly commandNames: readonly string[]
  readonly commands: unknown
}

export const scheduledDocument: TypedDocumentNode<{ readonly scheduledChanges: readonly ScheduledChange[] }, OfSite> =
  gql`
    query ScheduledChanges($site: String!) {
      scheduledChanges(site: $site) {
        changeSetId
        effectiveAt
        scheduledAt
        scheduledBy
        comment
        commandNames
        commands
      }
    }
  `

export interface NodeDrift {
  readonly node: string | null
  readonly generation: string | null
  readonly problem: string | null
  readonly files: readonly { readonly path: string; readonly change: string }[]
}

export const driftDocument: TypedDocumentNode<{ readonly configurationDrift: readonly NodeDrift[] }, OfSite> = gql`
  query ConfigurationDrift($site: String!) {
    configurationDrift(site: $site) {
      node
      generation
      problem
      files {
        path
        change
      }
    }
  }
`

export interface ChangeSetAnswer {
  readonly rejections: readonly { readonly field: string; readonly message: string }[]
  readonly events: readonly { readonly type: string; readonly kind: string; readonly key: string }[]
  readonly warnings: readonly {
    readonly kind: string
    readonly key: string
    readonly field: string
    readonly message: string
  }[]
  readonly files: readonly {
    readonly node: string
    readonly path: string
    readonly change: string
    readonly diff: string
  }[]
  readonly reloads: readonly string[]
  readonly scheduledChange: { readonly effectiveAt: string } | null
}

export const applyDocumentDocument: TypedDocumentNode<
  { readonly answer: ChangeSetAnswer },
  {
    readonly input: {
      readonly site: string
      readonly document: string
      readonly dryRun: boolean
      readonly expectedPosition?: string
    }
  }
> = gql`
  mutation ApplyConfigurationDocument($input: ApplyConfigurationDocumentInput!) {
    answer: applyConfigurationDocument(input: $input) {
      rejections {
        field
        message
      }
      events {
        type
        kind
        key
      }
      warnings {
        kind
        key
        field
        message
      }
      files {
        node
        path
        change
        diff
      }
      reloads
      scheduledChange {
        effectiveAt
      }
    }
  }
`
