import { gql, type TypedDocumentNode } from '@apollo/client'

export const exclusionReasons = ['TEST', 'DUPLICATE', 'CLOCK_ERROR', 'OTHER'] as const
export type ExclusionReason = (typeof exclusionReasons)[number]

/** What every command about a call answers, under one name. */
interface Corrected {
  readonly answer: { readonly rejections: readonly { readonly message: string }[] }
}

export type Correcting<Input> = TypedDocumentNode<Corrected, { readonly input: Input & { readonly id: string } }>

export const annotateDocument: Correcting<{
  readonly note?: string
  readonly addTags?: readonly string[]
  readonly removeTags?: readonly string[]
}> = gql`
  mutation AnnotateCall($input: AnnotateCallInput!) {
    answer: annotateCall(input: $input) {
      rejections {
        message
      }
    }
  }
`

export const excludeDocument: Correcting<{ readonly reason: ExclusionReason; readonly text?: string }> = gql`
  mutation ExcludeCall($input: ExcludeCallInput!) {
    answer: excludeCall(input: $input) {
      rejections {
        message
      }
    }
  }
`

export const includeDocument: Correcting<Record<string, unknown>> = gql`
  mutation IncludeCall($input: IncludeCallInput!) {
    answer: includeCall(input: $input) {
      rejections {
        message
      }
    }
  }
`
