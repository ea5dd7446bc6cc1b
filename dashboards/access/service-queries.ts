import { gql, type TypedDocumentNode } from '@apollo/client'
import type { TokenRole } from './queries.ts'

export const serviceRoles = [
  'SUPERVISOR',
  'ANALYST',
  'AUDITOR',
  'ADMINISTRATOR',
] as const satisfies readonly TokenRole[]
export type ServiceRole = (typeof serviceRoles)[number]

export interface ServiceAccess {
  readonly login: string
  readonly revision: number
  readonly role: ServiceRole
  readonly acl: readonly string[]
  readonly queues: readonly string[]
  readonly agentGroups: readonly string[]
  readonly entities: readonly string[]
  readonly dissuasionAccess: boolean
  readonly description: string | null
}

export type Choosable = readonly { readonly node: { readonly name: string; readonly displayName: string } }[]

export interface ServiceChoices {
  readonly queues: { readonly edges: Choosable }
  readonly agentGroups: { readonly edges: Choosable }
  readonly entities: { readonly edges: Choosable }
}

interface Services extends ServiceChoices {
  readonly services: { readonly edges: readonly { readonly node: ServiceAccess }[] }
}

/** Services that log in, and what they can be given. */
export const servicesDocument: TypedDocumentNode<{ readonly configuration: Services }, { readonly site: string }> = gql`
  query ServiceAccesses($site: String!) {
    configuration(site: $site) {
      services: serviceAccesses(first: 1000) {
        edges {
          node {
            login
            revision
            role
            acl
            queues
            agentGroups
            entities
            dissuasionAccess
            description
          }
        }
      }
      queues(first: 1000) {
        edges {
          node {
            name
            displayName
          }
        }
      }
      agentGroups(first: 1000) {
        edges {
          node {
            name
            displayName
          }
        }
      }
      entities(first: 1000) {
        edges {
          node {
            name
            displayName
          }
        }
      }
    }
  }
`

interface Answered {
  readonly answer: { readonly rejections: readonly { readonly message: string }[] }
}

type OfSite<Input> = TypedDocumentNode<Answered, { readonly site: string; readonly input: Input }>

export type ServiceInput = Omit<ServiceAccess, 'revision'> & { readonly password?: string }

export const defineServiceDocument: OfSite<ServiceInput> = gql`
  mutation DefineServiceAccess($site: String!, $input: DefineServiceAccessInput!) {
    answer: defineServiceAccess(site: $site, input: $input) {
      rejections {
        message
      }
    }
  }
`

export const changeServiceDocument: OfSite<ServiceInput & { readonly expectedRevision: number }> = gql`
  mutation ChangeServiceAccess($site: String!, $input: ChangeServiceAccessInput!) {
    answer: changeServiceAccess(site: $site, input: $input) {
      rejections {
        message
      }
    }
  }
`

export const removeServiceDocument: OfSite<{ readonly login: string }> = gql`
  mutation RemoveServiceAccess($site: String!, $input: RemoveServiceAccessInput!) {
    answer: removeServiceAccess(site: $site, input: $input) {
      rejections {
        message
      }
    }
  }
`
