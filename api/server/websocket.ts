import { setMaxListeners } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { CloseCode, GRAPHQL_TRANSPORT_WS_PROTOCOL, makeServer, type SubscribePayload } from 'graphql-ws'
import type {
  DocumentNode,
  ExecutionArgs,
  ExecutionResult,
  FormattedExecutionResult,
  GraphQLError,
  GraphQLFormattedError,
  GraphQLSchema,
} from 'graphql'
import { getOperationAST } from 'graphql/index.js'
import { WebSocketServer, type WebSocket } from 'ws'
import type { Identity } from '../../domain/access/identity.ts'
import type { Log } from '../../domain/kernel/log.ts'
import type { Authenticate, Refused } from '../auth/authenticate.ts'
import type { TokenWatch } from '../auth/token-watch.ts'
import { apiError, badInput, isUnreachable, publicError } from '../schema/errors.ts'
import type { GraphqlServer } from './graphql-server.ts'
import { credentialsOf } from '../http/session.ts'
import type { Limits } from '../limits/use-limits.ts'

interface WebsocketPorts {
  readonly graphql: GraphqlServer
  readonly authenticate: Authenticate
  readonly tokens: TokenWatch
  readonly limits: Limits
  readonly log: Log
  /** Between two pings; a connection that has not answered one when the next is due is cut. */
  readonly heartbeatMs: number
}

/** Operations that one connection may have open. */
const mostOperations = 100

/** Bytes that a client has not read yet; from there on nothing more is read of him: a message can be answered with as much as it brings. */
const mostUnread = 2 ** 20

/** Not one of the codes after which clients of graphql-transport-ws give up. */
const rightsChanged = 4205

/** A reason for closing may have 123 bytes at most. */
const reasons = {
  unauthenticated: 'Send a valid token: connectionParams.authorization "Bearer rl_...", or sign in again.',
  ended: 'The token was revoked or has expired, or the session has ended: sign in again.',
  changed: 'Your rights were changed: connect again.',
  tooMany: 'Too many tokens from your address were not valid. Try again in a minute.',
  closing: 'The server stops.',
  databaseAway: 'The database does not answer. Nothing was lost: connect again in a moment.',
}

/** RFC 6455 registry, Try Again Later. Behind 4500 clients of graphql-ws give up, and a board that met an outage stayed dead until it was loaded anew. */
const tryAgainLater = 1013

const refusals: Readonly<Record<Refused['status'], readonly [code: number, reason: string]>> = {
  401: [CloseCode.Unauthorized, reasons.unauthenticated],
  403: [CloseCode.Forbidden, 'Not sent by a page of ours. Behind a proxy: pass on Host or X-Forwarded-Host.'],
  429: [CloseCode.Unauthorized, reasons.tooMany],
}

interface Connection {
  readonly socket: WebSocket
  readonly request: IncomingMessage
  readonly gone: AbortSignal
  identity?: Identity
  stopWatching?: () => void
}

type Params = { readonly authorization?: unknown; readonly Authorization?: unknown }

/** What of the library's executor is used; it is typed loosely there. */
interface Enveloped {
  readonly schema: GraphQLSchema
  parse(query: string): DocumentNode
  validate(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[]
  contextFactory(): unknown
  execute(args: ExecutionArgs): Promise<ExecutionResult>
  subscribe(args: ExecutionArgs): Promise<AsyncIterable<ExecutionResult> | ExecutionResult>
}

/** A status of HTTP means nothing here. */
function formatted(error: GraphQLError): GraphQLFormattedError {
  const { extensions = {}, ...rest } = error.toJSON()
  const { http: _, ...shown } = extensions
  return { ...rest, extensions: shown }
}

/** graphql-transport-ws: `connectionParams.authorization`, or the session cookie of the page, says who asks. */
export function createWebsockets({ graphql, authenticate, tokens, limits, log, heartbeatMs }: WebsocketPorts) {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.bytes,
    handleProtocols: offered => offered.has(GRAPHQL_TRANSPORT_WS_PROTOCOL) && GRAPHQL_TRANSPORT_WS_PROTOCOL,
  })
  const enveloped = new WeakMap<ExecutionArgs, Enveloped>()

  const executorOf = (args: ExecutionArgs): Enveloped => {
    const executor = enveloped.get(args)
    if (!executor) throw new Error('an operation reached the executor that was not prepared here')
    return executor
  }

  const protocol = makeServer<Params, Connection>({
    connectionInitWaitTimeout: 10_000,
    execute: args => executorOf(args).execute(args),
    subscribe: args => executorOf(args).subscribe(args),

    async onConnect({ connectionParams, extra }) {
      const credentials = credentialsOf(extra.request)
      const given = connectionParams?.authorization ?? connectionParams?.Authorization
      const authorization = typeof given === 'string' ? given : credentials.authorization
      const answer = await authenticate({ ...credentials, authorization })
      if (!answer.ok) {
        extra.socket.close(...refusals[answer.status])
        return false
      }
      // Gone meanwhile: nobody would stop the watch.
      if (extra.gone.aborted) return false
      extra.identity = answer.identity
      extra.stopWatching = tokens.watch(answer.identity, why => {
        if (why === 'ended') extra.socket.close(CloseCode.Unauthorized, reasons.ended)
        else extra.socket.close(rightsChanged, reasons.changed)
      })
      return true
    },
    onClose: ({ extra }) => extra.stopWatching?.(),
    onError: (_, __, ___, errors) => errors.map(formatted),
    onNext: (_, __, ___, ____, result) => {
      const { errors } = result
      return errors && ({ ...result, errors: errors.map(formatted) } as FormattedExecutionResult)
    },

    onSubscribe({ extra: { identity, gone }, subscriptions }, _, { query, variables, operationName }) {
      if (!identity) return [apiError('UNAUTHENTICATED', reasons.unauthenticated)]
      if (Object.keys(subscriptions).length > mostOperations)
        return [apiError('QUERY_TOO_COSTLY', `A connection may have ${mostOperations} operations open; end one first.`)]
      const envelope = graphql.getEnveloped({ identity, gone, params: { query } } as never) as Enveloped
      return prepare(envelope, { query, variables, operationName })
    },
  })

  async function prepare(
    envelope: Enveloped,
    { query, variables, operationName }: Pick<SubscribePayload, 'query' | 'variables' | 'operationName'>,
  ): Promise<ExecutionArgs | readonly GraphQLError[]> {
    try {
      const document = envelope.parse(query)
      const faults = envelope.validate(envelope.schema, document)
      if (faults.length > 0) return faults.map(fault => publicError(fault, report))
      if (!getOperationAST(document, operationName))
        return [
          badInput('operationName', 'say which operation of the document is meant, by the name that it has there'),
        ]
      const args: ExecutionArgs = {
        schema: envelope.schema,
        document,
        variableValues: variables ?? {},
        operationName: operationName ?? null,
        contextValue: await envelope.contextFactory(),
      }
      enveloped.set(args, envelope)
      return args
    } catch (error) {
      return [publicError(error, report)]
    }
  }

  const report = (reference: string, error: unknown) =>
    log('error', 'An operation on a websocket failed', { reference, error: String(error) })

  sockets.on('connection', (socket: WebSocket, request: IncomingMessage) => {
    const connection = new AbortController()
    // Each open operation waits for its end.
    setMaxListeners(mostOperations, connection.signal)
    let answered = true
    const heartbeat = setInterval(() => {
      if (!answered) return socket.terminate()
      answered = false
      socket.ping()
    }, heartbeatMs)
    socket.on('pong', () => (answered = true))
    const holdIfUnread = () => {
      if (socket.bufferedAmount > mostUnread) socket.pause()
    }
    const goOn = () => {
      if (socket.isPaused && socket.bufferedAmount <= mostUnread) socket.resume()
    }
    socket.on('error', error => log('debug', 'A websocket broke', { error: error.message }))

    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        // Resolves when the socket has taken it: until then a slow reader's board is replaced, not queued.
        send: text =>
          new Promise((resolve, reject) => {
            if (socket.readyState !== socket.OPEN) return resolve()
            socket.send(text, error => {
              goOn()
              if (error) reject(error)
              else resolve()
            })
          }),
        close: (code, reason) => socket.close(code, reason),
        onMessage: take =>
          socket.on('message', (data: Buffer) => {
            holdIfUnread()
            take(data.toString()).catch((error: unknown) => {
              if (isUnreachable(error)) return socket.close(tryAgainLater, reasons.databaseAway)
              report('websocket', error)
              socket.close(CloseCode.InternalServerError, 'Something failed on our side; the server log has it.')
            })
          }),
      },
      { socket, request, gone: connection.signal },
    )
    socket.once('close', (code, reason) => {
      clearInterval(heartbeat)
      connection.abort()
      void closed(code, reason.toString())
    })
  })

  return {
    sockets,
    close() {
      for (const socket of sockets.clients) socket.close(1001, reasons.closing)
      sockets.close()
    },
  }
}
