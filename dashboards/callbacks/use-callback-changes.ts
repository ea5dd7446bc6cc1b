import { useApolloClient } from '@apollo/client/react'
import { useEffect, useRef } from 'react'
import { useLive } from '../graphql/live-context.ts'
import { changesDocument } from './queries.ts'

/** A file makes a thousand requests at once, which is one change of the page. */
const gatherMs = 500
const againAfterMs = 3000

/**
 * Tells that a request was made or changed, by whomever: at most twice a second, and once when a lost connection is there again.
 * @param onChange may be another function each time; the newest is called
 */
export function useCallbackChanges(onChange: () => void): void {
  const client = useApolloClient()
  const { connection } = useLive()
  const told = useRef(onChange)
  useEffect(() => {
    told.current = onChange
  })

  useEffect(() => {
    let gathering: ReturnType<typeof setTimeout> | undefined
    let again: ReturnType<typeof setTimeout> | undefined
    let subscription: { unsubscribe(): void } | undefined
    const changed = () => {
      gathering ??= setTimeout(() => {
        gathering = undefined
        told.current()
      }, gatherMs)
    }
    const retry = () => {
      again = setTimeout(start, againAfterMs)
    }
    const start = () => {
      subscription = client
        .subscribe({ query: changesDocument, fetchPolicy: 'no-cache' })
        .subscribe({ next: changed, error: retry, complete: retry })
    }
    let wasLost = false
    const follow = connection.subscribe(() => {
      const { phase } = connection.get()
      if (phase === 'live' && wasLost) changed()
      wasLost = phase === 'lost'
    })
    const leave = connection.watch()
    start()
    return () => {
      clearTimeout(gathering)
      clearTimeout(again)
      subscription?.unsubscribe()
      follow()
      leave()
    }
  }, [client, connection])
}
