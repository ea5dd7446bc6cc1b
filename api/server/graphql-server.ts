import { createYoga, type Plugin, type YogaServerInstance } from 'graphql-yoga'
import type { GraphQLSchema } from 'graphql'
import type { Identity } from '../../domain/access/identity.ts'
import { createDenials } from '../auth/denials.ts'
import { mayNow } from '../auth/may.ts'
import type { ApiContext } from '../context.ts'
import { isTooLarge, publicError, tooLarge } from '../schema/errors.ts'
import { useLimits, type Limits } from '../limits/use-limits.ts'
import type { Boards } from '../live/boards.ts'
import type { ApiPorts } from '../ports/api-ports.ts'
import { useNoCache } from './no-cache.ts'
import { useStreamsForStreamReaders } from './stream-readers.ts'

export const graphqlPath = '/graphql'

/** What the transports put beside a request once they know who asks. */
interface Asker {
  readonly identity: Identity
  /** Aborts when the connection is gone. */
  readonly gone: AbortSignal
}

export type GraphqlServer = YogaServerInstance<Asker, ApiContext>

/** Faults of the document are not masked by the library, which has its own codes for them. */
const usePublicFaults = (report: (reference: string, error: unknown) => void): Plugin => ({
  onValidate:
    () =>
    ({ result, setResult }) =>
      setResult(result.map(fault => publicError(fault, report))),
})

/** Executes operations; who asks is settled before. */
export function createGraphqlServer(
  schema: GraphQLSchema,
  ports: ApiPorts,
  boards: Boards,
  limits: Limits,
  denials = createDenials(ports),
): GraphqlServer {
  const report = (reference: string, error: unknown) =>
    ports.log('error', 'An operation failed', {
      reference,
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    })
  return createYoga<Asker, ApiContext>({
    schema,
    graphqlEndpoint: graphqlPath,
    context: async ({ identity, gone }) => ({
      ...ports,
      boards,
      identity,
      gone,
      may: await mayNow(identity, ports, denials),
    }),
    plugins: [useLimits(limits), usePublicFaults(report), useStreamsForStreamReaders(), useNoCache],
    maskedErrors: {
      maskError: error => (isTooLarge(error) ? tooLarge(limits.bytes) : publicError(error, report)),
    },
    maxRequestBodySize: limits.bytes,
    batching: false,
    multipart: false,
    // Pages of other sites have no token to send, and are told nothing.
    cors: false,
    graphiql: false,
    landingPage: false,
    logging: false,
  })
}
