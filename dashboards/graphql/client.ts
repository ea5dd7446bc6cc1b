import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client'
import { CombinedGraphQLErrors, ServerError } from '@apollo/client/errors'
import { ErrorLink } from '@apollo/client/link/error'
import { GraphQLWsLink } from '@apollo/client/link/subscriptions'
import { OperationTypeNode } from 'graphql'
import { createClient, type Client } from 'graphql-ws'
import { getSettings } from '../app/settings.ts'
import { dictionaries } from '../i18n/language.ts'
import type { Connection } from './connection.ts'
import { currentIdentity, type Identity } from './session.ts'

/** The server answers a ping at once; who is silent for longer has gone, though no socket was closed (a pulled cable). */
const pingEveryMs = 2000
const pongWithinMs = 3000
const longestPauseMs = 5000

interface Backend {
  readonly client: ApolloClient
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
  const sessionGuard = new ErrorLink(({ error }) => {
    if (isSessionEnd(error)) onSessionEnded()
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
    close: () => {
      client.stop()
      // dispose waits for a socket that is being opened, and fails when that fails: nobody is there any more whom it concerns.
      Promise.resolve(socket.dispose()).catch(() => undefined)
    },
  }
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

function isSessionEnd(error: unknown): boolean {
  if (ServerError.is(error)) return error.statusCode === 401
  if (CombinedGraphQLErrors.is(error))
    return error.errors.some(({ extensions }) => extensions?.['code'] === 'UNAUTHENTICATED')
  return error instanceof Error && /^Socket closed with event 4401\b/.test(error.message)
}
