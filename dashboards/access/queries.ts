import { gql, type TypedDocumentNode } from '@apollo/client'
import type { Page } from '../graphql/use-all-rows.ts'

export const tokenRoles = ['SUPERVISOR', 'ANALYST', 'AUDITOR', 'ADMINISTRATOR', 'COLLECTOR'] as const
export type TokenRole = (typeof tokenRoles)[number]

export interface AccessToken {
  readonly tokenId: string
  readonly label: string
  readonly role: TokenRole
  /** `site/name`, `site/*`, `*`; null: as its role has it. */
  readonly queues: readonly string[] | null
  readonly agents: readonly string[] | null
  readonly entities: readonly string[] | null
  readonly nodes: readonly string[] | null
  readonly acl: readonly string[] | null
  readonly dissuasion: boolean
  readonly issuedAt: string
  readonly issuedBy: string | null
  readonly expiresAt: string | null
  readonly revokedAt: string | null
  readonly revokedBy: string | null
}

export const tokensDocument: TypedDocumentNode<{ readonly tokens: readonly AccessToken[] }, object> = gql`
  query AccessTokens {
    tokens {
      tokenId
      label
      role
      queues
      agents
      entities
      nodes
      acl
      dissuasion
      issuedAt
      issuedBy
      expiresAt
      revokedAt
      revokedBy
    }
  }
`

interface Grant {
  readonly all?: boolean
  readonly names?: readonly string[]
}

export interface NewToken {
  readonly label: string
  readonly role: TokenRole
  readonly queues?: Grant
  readonly agents?: Grant
  readonly entities?: readonly string[]
  readonly nodes?: readonly string[]
  readonly acl?: readonly string[]
  readonly dissuasion?: boolean
  readonly expiresAt?: string
}

interface Rejected {
  readonly rejections: readonly { readonly message: string }[]
}

export const issueTokenDocument: TypedDocumentNode<
  { readonly answer: Rejected & { readonly token: string | null } },
  { readonly input: NewToken }
> = gql`
  mutation IssueToken($input: IssueTokenInput!) {
    answer: issueToken(input: $input) {
      token
      rejections {
        message
      }
    }
  }
`

export const revokeTokenDocument: TypedDocumentNode<
  { readonly answer: Rejected },
  { readonly input: { readonly tokenId: string } }
> = gql`
  mutation RevokeToken($input: RevokeTokenInput!) {
    answer: revokeToken(input: $input) {
      rejections {
        message
      }
    }
  }
`

export const accessNamesDocument: TypedDocumentNode<
  { readonly accessNames: readonly { readonly name: string; readonly roles: readonly string[] }[] },
  object
> = gql`
  query AccessNames {
    accessNames {
      name
      roles
    }
  }
`

export const profileTypes = ['SUPERVISOR', 'TEACHER', 'ADMINISTRATOR'] as const
export type ProfileType = (typeof profileTypes)[number]

interface Days {
  readonly from: string
  readonly to: string
}

export interface PersonWithProfile {
  readonly user: string
  readonly login: string | null
  readonly name: string
  readonly enabled: boolean
  readonly profile: ProfileType
  readonly queues: readonly string[]
  readonly agentGroups: readonly string[]
  readonly incalls: readonly string[]
  readonly recordingAccess: boolean
  readonly dissuasionAccess: boolean
  readonly period: Days | null
}

export interface ProfilesVariables extends Record<string, unknown> {
  readonly site: string
}

export const profilesDocument: TypedDocumentNode<
  { readonly rows: Page<PersonWithProfile> },
  ProfilesVariables & { readonly after?: string }
> = gql`
  query ProfilesOfPeople($site: String!, $after: String) {
    rows: profiles(site: $site, first: 200, after: $after) {
      edges {
        node {
          user
          login
          name
          enabled
          profile
          queues
          agentGroups
          incalls
          recordingAccess
          dissuasionAccess
          period {
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

type Objects = Page<{ readonly key: string; readonly value: Readonly<Record<string, unknown>> }>

interface Choices {
  readonly users: Objects
  readonly queues: Objects
  readonly agentGroups: Objects
  readonly incalls: Objects
}

/** What a profile can be granted to, and over what. */
export const grantChoicesDocument: TypedDocumentNode<{ readonly configuration: Choices }, { readonly site: string }> =
  gql`
    fragment Choosable on ConfigurationObjectConnection {
      edges {
        node {
          key
          value
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
    query GrantChoices($site: String!) {
      configuration(site: $site) {
        users: objects(kind: "user", first: 1000) {
          ...Choosable
        }
        queues: objects(kind: "queue", first: 1000) {
          ...Choosable
        }
        agentGroups: objects(kind: "agentGroup", first: 1000) {
          ...Choosable
        }
        incalls: objects(kind: "incall", first: 1000) {
          ...Choosable
        }
      }
    }
  `

interface ProfileScope {
  readonly login: string
  readonly queues?: readonly string[]
  readonly agentGroups?: readonly string[]
  readonly incalls?: readonly string[]
  readonly recordingAccess?: boolean
  readonly dissuasionAccess?: boolean
  readonly period?: Days
}

type OfProfile<Input> = TypedDocumentNode<
  { readonly answer: Rejected },
  { readonly site: string; readonly input: Input }
>

export const grantProfileDocument: OfProfile<ProfileScope & { readonly type: ProfileType }> = gql`
  mutation GrantProfile($site: String!, $input: GrantProfileInput!) {
    answer: grantProfile(site: $site, input: $input) {
      rejections {
        message
      }
    }
  }
`

export const updateProfileDocument: OfProfile<ProfileScope> = gql`
  mutation UpdateProfileScope($site: String!, $input: UpdateProfileScopeInput!) {
    answer: updateProfileScope(site: $site, input: $input) {
      rejections {
        message
      }
    }
  }
`

export const revokeProfileDocument: OfProfile<{ readonly login: string }> = gql`
  mutation RevokeProfile($site: String!, $input: RevokeProfileInput!) {
    answer: revokeProfile(site: $site, input: $input) {
      rejections {
        message
      }
    }
  }
`
