import { gql, type TypedDocumentNode } from '@apollo/client'

export interface RowNote {
  /** `rows[1].dueDate`: the second row of the file behind its header. */
  readonly field: string
  readonly message: string
}

interface ImportAnswer {
  /** That were made, or would be. */
  readonly imported: number
  readonly known: number
  readonly rejections: readonly RowNote[]
  readonly warnings: readonly RowNote[]
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
        warnings {
          field
          message
        }
      }
    }
  `
