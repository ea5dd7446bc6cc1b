import { gql, type TypedDocumentNode } from '@apollo/client'
import { useQuery } from '@apollo/client/react'
import { Link } from '../app/link.tsx'
import { routes, useSearch } from '../app/location.ts'
import { useMessages } from '../i18n/language.ts'
import type { ReportRange } from './report-range.ts'

/** More are told as `more than`. */
const mostCounted = 100

interface Variables extends Record<string, unknown> {
  readonly filter: {
    readonly period: ReportRange['periodInput']
    readonly queues?: readonly string[]
    readonly excluded: 'ONLY'
  }
  readonly first: number
}

export const excludedCallsDocument: TypedDocumentNode<
  {
    readonly calls: {
      readonly edges: readonly { readonly node: { readonly id: string } }[]
      readonly pageInfo: { readonly hasNextPage: boolean }
    }
  },
  Variables
> = gql`
  query ExcludedCalls($filter: CallFilter!, $first: Int!) {
    calls(filter: $filter, first: $first) {
      edges {
        node {
          id
        }
      }
      pageInfo {
        hasNextPage
      }
    }
  }
`

interface ExcludedHintProps {
  readonly range: ReportRange
  /** Of these queues; null: of all. */
  readonly queues?: readonly string[] | null
}

/** That the figures are without calls which somebody has excluded, where there are any, and which these are. */
export function ExcludedHint({ range, queues = null }: ExcludedHintProps) {
  const t = useMessages()
  const search = useSearch()
  const { data } = useQuery(excludedCallsDocument, {
    variables: {
      filter: { period: range.periodInput, excluded: 'ONLY', ...(queues && { queues }) },
      first: mostCounted,
    },
    fetchPolicy: 'no-cache',
  })
  const { edges = [], pageInfo } = data?.calls ?? {}
  if (edges.length === 0) return null
  const address = new URLSearchParams(search)
  address.set('period', range.preset)
  address.set('excluded', 'ONLY')
  return (
    <p className="muted" data-testid="excluded-hint">
      {t.history.withoutExcluded(edges.length, pageInfo?.hasNextPage ?? false)}{' '}
      <Link to={`${routes.calls}?${address}`}>{t.history.showExcluded}</Link>
    </p>
  )
}
