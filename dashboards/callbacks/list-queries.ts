import { gql, type TypedDocumentNode } from '@apollo/client'
import type { OfferedList, OfferedPeriod } from './queries.ts'

interface Answered {
  readonly answer: { readonly rejections: readonly { readonly message: string }[] }
}

type OfSite<Input> = TypedDocumentNode<Answered, { readonly site: string; readonly input: Input }>

export const defineListDocument: OfSite<OfferedList> = gql`
  mutation DefineCallbackList($site: String!, $input: DefineCallbackListInput!) {
    answer: defineCallbackList(site: $site, input: $input) {
      rejections {
        message
      }
    }
  }
`

export const changeListDocument: OfSite<OfferedList> = gql`
  mutation ChangeCallbackList($site: String!, $input: ChangeCallbackListInput!) {
    answer: changeCallbackList(site: $site, input: $input) {
      rejections {
        message
      }
    }
  }
`

export const removeListDocument: OfSite<{ readonly name: string }> = gql`
  mutation RemoveCallbackList($site: String!, $input: RemoveCallbackListInput!) {
    answer: removeCallbackList(site: $site, input: $input) {
      rejections {
        message
      }
    }
  }
`

type PeriodCommand =
  | { readonly defineCallbackPeriod: OfferedPeriod }
  | { readonly changeCallbackPeriod: Partial<OfferedPeriod> & { readonly name: string } }
  | { readonly removeCallbackPeriod: { readonly name: string } }

/** Several at once: one period at most is the default one, so another one becomes it as this one ceases to be. */
export const changePeriodsDocument: TypedDocumentNode<
  Answered,
  { readonly input: { readonly site: string; readonly commands: readonly PeriodCommand[] } }
> = gql`
  mutation ChangeCallbackPeriods($input: ChangeSetInput!) {
    answer: applyChangeSet(input: $input) {
      rejections {
        message
      }
    }
  }
`
