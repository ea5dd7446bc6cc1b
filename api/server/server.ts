import { randomBytes } from 'node:crypto'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { createAuthenticate } from '../auth/authenticate.ts'
import { createPeople } from '../auth/people.ts'
import { rightsNow } from '../auth/rights-now.ts'
import { createDenials } from '../auth/denials.ts'
import { createSessionCookies } from '../auth/session-cookie.ts'
import { createThrottle } from '../auth/throttle.ts'
import { tokensNow } from '../auth/tokens-now.ts'
import { createTokenWatch } from '../auth/token-watch.ts'
import { callExportRoutes } from '../calls/csv/serve-export.ts'
import { createUserTokens } from '../auth/user-token.ts'
import { isUnreachable } from '../schema/errors.ts'
import { createGraphqlServer, graphqlPath } from './graphql-server.ts'
import { answerError, answerJson, setSecurityHeaders } from '../http/answer.ts'
import { serveFacts } from '../http/serve-facts.ts'
import { serveMetrics } from '../http/serve-metrics.ts'
import { serveReadiness } from '../http/serve-readiness.ts'
import { answerRefusal, credentialsOf, serveSession } from '../http/session.ts'
import { serveStatic } from '../http/static-files.ts'
import { whenClosed } from '../http/when-closed.ts'
import { defaultLimits, type Limits } from '../limits/use-limits.ts'
import { createBoards } from '../live/boards.ts'
import { reportRoutes } from '../reports/tables/serve-reports.ts'
import { phonebookExportRoutes } from '../phonebook/serve-export.ts'
import type { ApiPorts } from '../ports/api-ports.ts'
import { ticketExportRoutes } from '../callbacks/csv/serve-tickets.ts'
import { checkPath, loginPath, serveCheck, serveLogin } from '../sign-in/serve-auth.ts'
import { createSignIn } from '../sign-in/sign-in.ts'
import { answerExportRoutes } from '../qualifications/csv/serve-export.ts'
import { schema } from '../schema.ts'
import { serveTokens, tokenPath } from '../service-tokens/serve-tokens.ts'
import { userExportRoutes } from '../users-csv/serve-export.ts'
import { createWebsockets } from './websocket.ts'

export interface ApiOptions extends ApiPorts {
  /** Of the built dashboards. Without it only the API is served. */
  readonly staticDirectory?: string
  /** 32 random bytes that outlive a restart, so that sessions do too. Default: new ones, everybody signs in again. */
  readonly sessionKey?: Uint8Array
  readonly limits?: Partial<Limits>
  /** Default 12 s, as proxies cut what is silent for longer than some tens of seconds. */
  readonly heartbeatMs?: number
}

export interface Api {
  /** For node:http; never rejects. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  /** Both of them, on a server. */
  attach(server: Server): void
  /** Distinct boards that are computed for somebody at this moment. */
  readonly watchedBoards: () => number
  /** Ends every subscription and connection; the server itself is the caller's to close. */
  close(): void
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>

const pathOf = ({ url = '/' }: IncomingMessage): string => url.split('?', 1)[0] ?? '/'

/** As in the operations (limits/nul-characters.ts): no text in the database can have it. */
const hasNul = ({ url = '/' }: IncomingMessage): boolean => url.includes('%00')

const nothingHere: Handler = (request, response) =>
  answerError(response, 404, 'BAD_USER_INPUT', `There is nothing at ${pathOf(request)}; the API is at ${graphqlPath}.`)

/** Nobody else looks after a socket that is taken from HTTP: without a listener its error, a client that hangs up, would end the server. */
function refuseUpgrade(socket: Duplex): void {
  socket.on('error', () => socket.destroy())
  socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n', () => socket.destroy())
}

const textOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error))

/** GraphQL over HTTP, server-sent events and websockets, sessions, health, and the dashboards. It does not listen. */
export function createApi(options: ApiOptions): Api {
  const { clock, log, staticDirectory, sessionKey = randomBytes(32), heartbeatMs = 12_000 } = options
  const limits = { ...defaultLimits, ...options.limits }
  const sessions = createSessionCookies(sessionKey)
  const throttle = createThrottle()
  const current = tokensNow(options)
  const people = createPeople(options)
  const userTokens = createUserTokens(sessionKey)
  const authenticate = createAuthenticate({ reports: current, clock, log, sessions, userTokens, people, throttle })
  const signIn = createSignIn({ ports: options, people, throttle })
  const auth = { signIn, people, userTokens, throttle, clock }
  const tokens = createTokenWatch(rightsNow(current, people, clock), log)
  const denials = createDenials(options)
  const boards = createBoards(options)
  const graphql = createGraphqlServer(schema, options, boards, limits, denials)
  const websockets = createWebsockets({ graphql, authenticate, tokens, limits, log, heartbeatMs })

  const answerGraphql: Handler = async (request, response) => {
    const answer = await authenticate(credentialsOf(request))
    if (!answer.ok) {
      answerRefusal(response, answer)
      return
    }
    const { identity } = answer
    const connection = new AbortController()
    const stopWatching = tokens.watch(identity, () => response.destroy())
    whenClosed(response, () => {
      stopWatching()
      connection.abort()
    })
    if (connection.signal.aborted) return
    await graphql(request, response, { identity, gone: connection.signal })
  }

  const exported = { ports: options, authenticate, tokens, denials }
  const routes: Readonly<Record<string, Handler>> = {
    [graphqlPath]: answerGraphql,
    ...userExportRoutes({ ports: options, authenticate, denials }),
    ...phonebookExportRoutes({ ports: options, authenticate, denials }),
    ...callExportRoutes({ ...exported, schema }),
    ...answerExportRoutes(exported),
    ...ticketExportRoutes(exported),
    ...reportRoutes({ ...exported, boards, schema }),
    '/facts': serveFacts({ authenticate, facts: options.facts }),
    '/session': serveSession({ authenticate, signIn, sessions, clock }),
    [loginPath]: serveLogin(auth),
    [checkPath]: serveCheck(auth),
    '/healthz': (_, response) => answerJson(response, 200, { status: 'alive', version: options.version }),
    '/readyz': serveReadiness({ ports: options, authenticate }),
    '/metrics': serveMetrics({ ports: options, authenticate, denials }),
  }
  const answerTokens: Handler = serveTokens({ ports: options, tokens: current, authenticate, throttle, denials })
  const isOfTokens = (path: string) => path === tokenPath || path.startsWith(`${tokenPath}/`)
  const elsewhere = staticDirectory === undefined ? nothingHere : serveStatic(staticDirectory)

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (hasNul(request)) {
      answerError(response, 400, 'BAD_USER_INPUT', 'The address has the character U+0000 (%00), which is in no text.')
      return
    }
    try {
      const path = pathOf(request)
      await (isOfTokens(path) ? answerTokens : (routes[path] ?? elsewhere))(request, response)
    } catch (error) {
      fail(response, error)
    }
  }

  const fail = (response: ServerResponse, error: unknown) => {
    if (response.headersSent || response.destroyed) {
      // The reader sees that it was cut off, but not why. Who waits for a database that is away leaves by himself.
      if (isUnreachable(error)) log('warn', 'An answer was broken off: the database does not answer')
      else log('error', 'An answer was broken off', { error: textOf(error) })
      response.destroy()
    } else if (isUnreachable(error))
      answerError(response, 503, 'DATABASE_UNREACHABLE', 'The database does not answer; try again in a moment.')
    else {
      const reference = crypto.randomUUID()
      log('error', 'A request failed', { reference, error: textOf(error) })
      answerError(
        response,
        500,
        'INTERNAL',
        `Something failed on our side. The server's log has it under ${reference}.`,
      )
    }
  }

  const api: Api = {
    handle(request, response) {
      setSecurityHeaders(response)
      void answer(request, response)
    },
    upgrade(request, socket, head) {
      if (pathOf(request) === graphqlPath)
        websockets.sockets.handleUpgrade(request, socket, head, opened =>
          websockets.sockets.emit('connection', opened, request),
        )
      else refuseUpgrade(socket)
    },
    attach(server) {
      server.on('request', api.handle)
      server.on('upgrade', api.upgrade)
    },
    watchedBoards: () => boards.queues.watched() + boards.agents.watched() + boards.trunks.watched(),
    close() {
      websockets.close()
      tokens.close()
      boards.queues.close()
      boards.agents.close()
      boards.trunks.close()
    },
  }
  return api
}
