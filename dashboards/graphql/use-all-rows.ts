import type { TypedDocumentNode } from '@apollo/client'
import { useApolloClient } from '@apollo/client/react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { messageOf } from './errors.ts'

export interface Page<Row> {
  readonly edges: readonly { readonly node: Row }[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}

interface AllRows<Row> {
  /** Those of the last complete answer; they stay while the next is on its way. */
  readonly rows: readonly Row[] | undefined
  readonly loading: boolean
  readonly problem: string | undefined
  readonly reload: () => void
}

/** Enough for every report of a person; a query that does not end must not fill the memory. */
const mostPages = 20

/** Every row of a connection called `rows`, page by page. Asked anew when the variables change or `reload` is called. */
export function useAllRows<Row, V extends Record<string, unknown>>(
  query: TypedDocumentNode<{ readonly rows: Page<Row> }, V & { readonly after?: string }>,
  variables: V,
): AllRows<Row> {
  const client = useApolloClient()
  const [state, setState] = useState<Omit<AllRows<Row>, 'reload'>>({
    rows: undefined,
    loading: true,
    problem: undefined,
  })
  const [again, setAgain] = useState(0)
  const key = JSON.stringify(variables)
  const latest = useRef(variables)
  latest.current = variables

  useEffect(() => {
    let abandoned = false
    setState(known => ({ ...known, loading: true }))
    const fetchAll = async () => {
      const rows: Row[] = []
      let after: string | undefined
      for (let page = 0; page < mostPages && !abandoned; page++) {
        const { data } = await client.query({
          query,
          variables: { ...latest.current, ...(after === undefined ? {} : { after }) },
          fetchPolicy: 'no-cache',
        } as never)
        const answer = (data as { readonly rows: Page<Row> }).rows
        for (const { node } of answer.edges) rows.push(node)
        if (!answer.pageInfo.hasNextPage || answer.pageInfo.endCursor === null) break
        after = answer.pageInfo.endCursor
      }
      return rows
    }
    fetchAll().then(
      rows => {
        if (!abandoned) setState({ rows, loading: false, problem: undefined })
      },
      (error: unknown) => {
        if (!abandoned) setState(known => ({ ...known, loading: false, problem: messageOf(error) }))
      },
    )
    return () => {
      abandoned = true
    }
  }, [client, query, key, again])

  const reload = useCallback(() => setAgain(times => times + 1), [])
  return { ...state, reload }
}
