import type { TypedDocumentNode } from '@apollo/client'
import { useApolloClient } from '@apollo/client/react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { messageOf } from './errors.ts'
import type { Page } from './use-all-rows.ts'

interface Pages<Row, P extends Page<Row>> {
  /** Of all pages so far; those of the last answer stay while the next is on its way. */
  readonly rows: readonly Row[] | undefined
  /** The newest page. */
  readonly page: P | undefined
  readonly hasMore: boolean
  readonly loading: boolean
  readonly problem: string | undefined
  readonly loadMore: () => void
  readonly reload: () => void
  /** Asks anew for as many pages as are shown, which stay until the answer is there. */
  readonly refresh: () => void
}

/** The rows of a connection called `rows`, a page at a time as somebody asks for them. Begins anew when the variables change. */
export function usePages<Row, P extends Page<Row>, V extends Record<string, unknown>>(
  query: TypedDocumentNode<{ readonly rows: P }, V & { readonly after?: string }>,
  variables: V,
): Pages<Row, P> {
  const client = useApolloClient()
  const [pages, setPages] = useState<readonly P[]>()
  const [loading, setLoading] = useState(true)
  const [problem, setProblem] = useState<string>()
  const key = JSON.stringify(variables)
  const latest = useRef(variables)
  latest.current = variables
  /** Answers to what is not asked any more are dropped. */
  const question = useRef(0)

  const ask = useCallback(
    (before: readonly P[], further = 1) => {
      const mine = ++question.current
      const pageBehind = async (known: readonly P[]): Promise<P> => {
        const after = known.at(-1)?.pageInfo.endCursor ?? null
        const { data } = await client.query({
          query,
          variables: { ...latest.current, ...(after !== null && { after }) },
          fetchPolicy: 'no-cache',
        } as never)
        return (data as { readonly rows: P }).rows
      }
      const answered = async () => {
        let known = before
        do known = [...known, await pageBehind(known)]
        while (
          known.length < before.length + further &&
          known.at(-1)?.pageInfo.hasNextPage &&
          question.current === mine
        )
        return known
      }
      setLoading(true)
      answered().then(
        known => {
          if (question.current !== mine) return
          setPages(known)
          setProblem(undefined)
          setLoading(false)
        },
        (error: unknown) => {
          if (question.current !== mine) return
          setProblem(messageOf(error))
          setLoading(false)
        },
      )
    },
    [client, query],
  )

  useEffect(() => {
    ask([])
    return () => {
      question.current++
    }
  }, [ask, key])

  const page = pages?.at(-1)
  return {
    rows: pages?.flatMap(({ edges }) => edges.map(({ node }) => node)),
    page,
    hasMore: page?.pageInfo.hasNextPage ?? false,
    loading,
    problem,
    loadMore: () => ask(pages ?? []),
    reload: () => ask([]),
    refresh: () => ask([], Math.max(1, pages?.length ?? 1)),
  }
}
