import { gql, type TypedDocumentNode } from '@apollo/client'

interface ImportAnswer {
  /** That were made, or would be. */
  readonly imported: number
  readonly known: number
  readonly rejections: readonly { readonly field: string; readonly message: string }[]
}

export interface ImportInput {
  readonly site: string
  readonly list: string
  readonly csv: string
  readonly importId: string
  readonly dryRun: boolean
}

export const importDocument: TypedDocumentNode<{ readonly answer: ImportAnswer }, { readonly input: ImportInput }> =
  gql`
    mutation ImportCallbackRequests($input: ImportCallbackRequestsInput!) {
      answer: importCallbackRequests(input: $input) {
        imported
        known
        rejections {
          field
          message
        }
      }
    }
  `
