import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client'
import { ErrorLink } from '@apollo/client/link/error'
import { GraphQLWsLink } from '@apollo/client/link/subscriptions'
import { OperationTypeNode } from 'graphql'
import { createClient, type Client } from 'graphql-ws'
import { Observable, type Subscription } from 'rxjs'
import { getSettings } from '../app/settings.ts'
import { dictionaries } from '../i18n/language.ts'
import type { Connection } from './connection.ts'
import { isSessionEnd } from './errors.ts'
import { currentIdentity, type Identity } from './session.ts'

/** The server answers a ping at once; who is silent for longer has gone, though no socket was closed (a pulled cable). */
const pingEveryMs = 2000
const pongWithinMs = 3000
const longestPauseMs = 5000

export interface Backend {
  readonly client: ApolloClient
  /** The session that had ended goes on: asks again what could not be asked meanwhile. */
  readonly goOn: () => void
  readonly close: () => void
}

interface SessionListeners {
  /** The server no longer takes our cookie. */
  readonly onSessionEnded: () => void
  /** Told when the connection was lost: the server closes it when somebody gets other rights. */
  readonly onIdentity: (identity: Identity) => void
}

export function createBackend(connection: Connection, { onSessionEnded, onIdentity }: SessionListeners): Backend {
  const http = new HttpLink({ uri: '/graphql', credentials: 'same-origin', fetch: askServer })
  const socket = createSocket(connection, () => void askWhoIsSignedIn({ onSessionEnded, onIdentity }))
  const waiting = new Set<() => void>()
  const sessionGuard = new ErrorLink(({ error, operation, forward }) => {
    if (!isSessionEnd(error)) return undefined
    onSessionEnded()
    // What is only asked for waits until somebody has signed in. Who wanted to change something decides himself whether he still does.
    return operation.operationType === OperationTypeNode.QUERY
      ? whenWoken(waiting, () => forward(operation))
      : undefined
  })
  const client = new ApolloClient({
    cache: new InMemoryCache(),
    link: ApolloLink.from([
      sessionGuard,
      ApolloLink.split(
        ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
        new GraphQLWsLink(socket),
        http,
      ),
    ]),
    // Reports are asked anew when they are opened: a figure from the cache would look as fresh as one from the log.
    defaultOptions: { watchQuery: { fetchPolicy: 'network-only', nextFetchPolicy: 'cache-first' } },
  })
  return {
    client,
    goOn: () => {
      for (const wake of [...waiting]) wake()
      connection.retryNow()
    },
    close: () => {
      client.stop()
      // dispose waits for a socket that is being opened, and fails when that fails: nobody is there any more whom it concerns.
      Promise.resolve(socket.dispose()).catch(() => undefined)
    },
  }
}

/** Begins what `begin` makes when it is woken; who does not wait for it any more takes himself out. */
function whenWoken<T>(waiting: Set<() => void>, begin: () => Observable<T>): Observable<T> {
  return new Observable(observer => {
    let begun: Subscription | undefined
    const wake = () => {
      waiting.delete(wake)
      begun = begin().subscribe(observer)
    }
    waiting.add(wake)
    return () => {
      waiting.delete(wake)
      begun?.unsubscribe()
    }
  })
}

/** The browser says "Failed to fetch" in its own words; a person is told what it means. */
async function askServer(...request: Parameters<typeof fetch>): Promise<Response> {
  try {
    return await fetch(...request)
  } catch (cause) {
    if (cause instanceof TypeError) throw new Error(dictionaries[getSettings().language].serverUnreachable, { cause })
    throw cause
  }
}

function createSocket(connection: Connection, onLost: () => void): Client {
  let silence: ReturnType<typeof setTimeout> | undefined
  const socket = createClient({
    url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
    keepAlive: pingEveryMs,
    connectionAckWaitTimeout: 10_000,
    retryAttempts: Infinity,
    shouldRetry: () => true,
    retryWait: retries => connection.waitBeforeRetry(Math.min(longestPauseMs, 500 * 2 ** retries)),
    on: {
      connected: () => connection.opened(),
      message: () => connection.heard(),
      ping: received => {
        if (!received) silence = setTimeout(() => socket.terminate(), pongWithinMs)
      },
      pong: received => {
        if (received) clearTimeout(silence)
      },
      closed: () => {
        clearTimeout(silence)
        connection.closed()
        if (connection.get().phase === 'lost') onLost()
      },
    },
  })
  return socket
}

/** A refused upgrade looks to a script like an unplugged cable; plain HTTP tells them apart. */
async function askWhoIsSignedIn({ onSessionEnded, onIdentity }: SessionListeners): Promise<void> {
  const identity = await currentIdentity()
  if (identity === 'signed-out') onSessionEnded()
  else if (identity !== 'unreachable') onIdentity(identity)
}
