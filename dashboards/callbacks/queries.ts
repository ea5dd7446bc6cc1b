import { gql, type TypedDocumentNode } from '@apollo/client'
import type { Page } from '../graphql/use-all-rows.ts'

export const endings = ['ANSWERED', 'NO_ANSWER', 'CALLBACK', 'FAX', 'EMAIL'] as const
export type Ending = (typeof endings)[number]

export interface Ticket {
  readonly ticketId: string
  readonly startedAt: string
  readonly agent: string
  readonly agentName: string | null
  readonly phoneNumber: string
  /** null: nobody has said yet how it ended. */
  readonly status: Ending | null
  readonly comment: string | null
}

export interface CallbackRequest {
  readonly site: string
  readonly requestId: string
  readonly reference: string
  readonly list: string
  readonly listName: string
  readonly queue: string
  readonly queueDisplayName: string | null
  readonly phoneNumber: string | null
  readonly mobilePhoneNumber: string | null
  readonly firstName: string | null
  readonly lastName: string | null
  readonly company: string | null
  readonly description: string | null
  /** A day on the calendar of the site, `2026-12-01`. */
  readonly dueDate: string
  readonly periodName: string
  readonly periodStart: string
  readonly periodEnd: string
  readonly requestedAt: string
  readonly requestedBy: string | null
  readonly takenBy: string | null
  readonly takenByName: string | null
  readonly closed: boolean
  readonly lastStatus: Ending | null
  readonly tickets: readonly Ticket[]
}

export interface RequestFilter {
  readonly closed?: boolean
  readonly dueUntil?: string
  readonly lists?: readonly string[]
  readonly search?: string
}

export interface RequestsVariables extends Record<string, unknown> {
  readonly filter: RequestFilter
}

const requestFields = gql`
  fragment RequestFields on CallbackRequest {
    site
    requestId
    reference
    list
    listName
    queue
    queueDisplayName
    phoneNumber
    mobilePhoneNumber
    firstName
    lastName
    company
    description
    dueDate
    periodName
    periodStart
    periodEnd
    requestedAt
    requestedBy
    takenBy
    takenByName
    closed
    lastStatus
    tickets {
      ticketId
      startedAt
      agent
      agentName
      phoneNumber
      status
      comment
    }
  }
`

export const requestsDocument: TypedDocumentNode<
  { readonly rows: Page<CallbackRequest> },
  RequestsVariables & { readonly after?: string }
> = gql`
  ${requestFields}
  query CallbackRequests($filter: CallbackRequestFilter, $after: String) {
    rows: callbackRequests(filter: $filter, first: 50, after: $after) {
      edges {
        node {
          ...RequestFields
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`

export interface OfRequest {
  readonly site: string
  readonly requestId: string
}

export const oneRequestDocument: TypedDocumentNode<{ readonly callbackRequest: CallbackRequest | null }, OfRequest> =
  gql`
    ${requestFields}
    query OneCallbackRequest($site: String!, $requestId: String!) {
      callbackRequest(site: $site, requestId: $requestId) {
        ...RequestFields
      }
    }
  `

interface ListTotals {
  readonly site: string
  readonly list: string
  readonly queue: string
  readonly open: number
  readonly taken: number
  readonly oldestDueDate: string
}

export const totalsDocument: TypedDocumentNode<{ readonly callbackTotals: readonly ListTotals[] }, object> = gql`
  query CallbackTotals {
    callbackTotals {
      site
      list
      queue
      open
      taken
      oldestDueDate
    }
  }
`

export interface OfferedList {
  readonly name: string
  readonly displayName: string
  readonly queue: string
  readonly description: string | null
}

export interface OfferedPeriod {
  readonly name: string
  readonly displayName: string
  /** `09:00`, on the clock of the site. */
  readonly start: string
  readonly end: string
  readonly default: boolean
  readonly description: string | null
}

export interface Offer {
  readonly lists: readonly OfferedList[]
  readonly periods: readonly OfferedPeriod[]
}

/** What requests can be made of at a site: lists of one's own queues, parts of the day. */
export const offerDocument: TypedDocumentNode<{ readonly callbackOffer: Offer }, { readonly site: string }> = gql`
  query CallbackOffer($site: String!) {
    callbackOffer(site: $site) {
      lists {
        name
        displayName
        queue
        description
      }
      periods {
        name
        displayName
        start
        end
        default
        description
      }
    }
  }
`

export const changesDocument: TypedDocumentNode<{ readonly callbackChanges: OfRequest }, Record<string, never>> = gql`
  subscription CallbackChanges {
    callbackChanges {
      site
      requestId
    }
  }
`

/** What every command about a request answers, under one name. */
interface Handled {
  readonly answer: { readonly rejections: readonly { readonly message: string }[] }
}

type Handling<Input> = TypedDocumentNode<Handled, { readonly input: Input }>

export interface NewRequest {
  readonly site: string
  readonly list: string
  readonly phoneNumber?: string
  readonly mobilePhoneNumber?: string
  readonly firstName?: string
  readonly lastName?: string
  readonly company?: string
  readonly description?: string
  readonly dueDate?: string
  readonly period?: string
}

export const requestDocument: Handling<NewRequest> = gql`
  mutation RequestCallback($input: RequestCallbackInput!) {
    answer: requestCallback(input: $input) {
      rejections {
        message
      }
    }
  }
`

export const takeDocument: Handling<OfRequest & { readonly agent: string }> = gql`
  mutation TakeCallback($input: TakeCallbackInput!) {
    answer: takeCallback(input: $input) {
      rejections {
        message
      }
    }
  }
`

export const releaseDocument: Handling<OfRequest> = gql`
  mutation ReleaseCallback($input: ReleaseCallbackInput!) {
    answer: releaseCallback(input: $input) {
      rejections {
        message
      }
    }
  }
`

export const startDocument: Handling<OfRequest & { readonly agent: string; readonly phoneNumber: string }> = gql`
  mutation StartCallback($input: StartCallbackInput!) {
    answer: startCallback(input: $input) {
      rejections {
        message
      }
    }
  }
`

interface TicketChange extends OfRequest {
  readonly ticketId: string
  readonly status?: Ending
  readonly comment?: string
  readonly dueDate?: string
}

export const endDocument: Handling<TicketChange> = gql`
  mutation UpdateCallbackTicket($input: UpdateCallbackTicketInput!) {
    answer: updateCallbackTicket(input: $input) {
      rejections {
        message
      }
    }
  }
`
