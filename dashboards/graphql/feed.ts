import type { ApolloClient, TypedDocumentNode } from '@apollo/client'
import { useApolloClient } from '@apollo/client/react'
import { useState, useSyncExternalStore } from 'react'
import { messageOf } from './errors.ts'
import { useLive, type Live } from './live-context.ts'
import { shareUnchanged } from './share-unchanged.ts'

/** What was pushed last. `receivedAt` is this machine's clock, milliseconds. */
interface FeedState<Board> {
  readonly board: Board | undefined
  readonly receivedAt: number | undefined
  /** The server refused the board; another attempt follows by itself. */
  readonly problem: string | undefined
}

interface Feed<Board> {
  readonly get: () => FeedState<Board>
  readonly subscribe: (listener: () => void) => () => void
}

const againAfterMs = 3000

/**
 * A pushed board. Pushes that come faster than frames are drawn once, with the newest; parts that did not change stay the
 * same objects. Apollo's cache is left out: a board is replaced as a whole, five times a second.
 */
function createFeed<Data extends object, Board extends { readonly now: number }>(
  client: ApolloClient,
  live: Live,
  query: TypedDocumentNode<Data, Record<string, never>>,
  boardOf: (data: Data) => Board,
): Feed<Board> {
  let state: FeedState<Board> = { board: undefined, receivedAt: undefined, problem: undefined }
  let newest: Board | undefined
  let callOff: (() => void) | undefined
  const listeners = new Set<() => void>()

  const become = (next: FeedState<Board>) => {
    state = next
    for (const listener of listeners) listener()
  }

  const show = () => {
    if (newest === undefined) return
    become({ board: shareUnchanged(state.board, newest), receivedAt: Date.now(), problem: undefined })
    newest = undefined
  }

  const receive = (data: Data) => {
    newest = boardOf(data)
    live.clock.heard(newest.now, Date.now())
    callOff = live.frame.ask(show)
  }

  const open = () => {
    let again: ReturnType<typeof setTimeout> | undefined
    let stopped = false
    let subscription: { unsubscribe(): void } | undefined

    const retry = (problem: string | undefined) => {
      if (stopped) return
      if (problem !== undefined) become({ ...state, problem })
      again = setTimeout(start, againAfterMs)
    }

    const start = () => {
      subscription = client.subscribe({ query, fetchPolicy: 'no-cache' }).subscribe({
        next: ({ data, error }) => {
          if (data) receive(data)
          else if (error) become({ ...state, problem: messageOf(error) })
        },
        error: (error: unknown) => retry(messageOf(error)),
        complete: () => retry(undefined),
      })
    }

    const leave = live.connection.watch()
    start()
    return () => {
      stopped = true
      clearTimeout(again)
      callOff?.()
      subscription?.unsubscribe()
      leave()
    }
  }

  let close: (() => void) | undefined
  return {
    get: () => state,
    subscribe(listener) {
      listeners.add(listener)
      close ??= open()
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        close?.()
        close = undefined
      }
    },
  }
}

/** The board of a subscription, as long as the component is there. The arguments of the first call count. */
export function useFeed<Data extends object, Board extends { readonly now: number }>(
  query: TypedDocumentNode<Data, Record<string, never>>,
  boardOf: (data: Data) => Board,
): FeedState<Board> {
  const client = useApolloClient()
  const live = useLive()
  const [feed] = useState(() => createFeed(client, live, query, boardOf))
  return useSyncExternalStore(feed.subscribe, feed.get)
}
