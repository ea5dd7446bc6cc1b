import type { Identity } from '../../domain/access/identity.ts'
import { createGraphqlServer } from '../server/graphql-server.ts'
import { defaultLimits } from '../limits/use-limits.ts'
import { createBoards } from '../live/boards.ts'
import type { ApiPorts } from '../ports/api-ports.ts'
import { schema } from '../schema.ts'
import { resultsIn } from './event-stream.ts'

interface Pushed {
  readonly data?: Record<string, unknown>
  readonly errors?: unknown
}

export interface Subscribed {
  /** What came so far. */
  readonly pushes: readonly Pushed[]
  /** It was refused, or has ended. */
  readonly isOver: () => boolean
  stop(): Promise<void>
}

/** Subscriptions straight at the executor, as whoever it is; boards are computed once for all, as in a server. */
export function subscriber(ports: ApiPorts): (query: string, identity: Identity) => Promise<Subscribed> {
  const limits = { ...defaultLimits, depth: 30, cost: Infinity, tokens: 100_000 }
  const server = createGraphqlServer(schema, ports, createBoards(ports), limits)
  return async (query, identity) => {
    const connection = new AbortController()
    const response = await server.fetch(
      'http://test/graphql',
      {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Accept: 'text/event-stream' },
        body: JSON.stringify({ query }),
        signal: connection.signal,
      },
      { identity, gone: connection.signal },
    )
    const pushes: Pushed[] = []
    let over = false
    const reading = (async () => {
      try {
        for await (const result of resultsIn(response)) pushes.push(result)
      } catch (error) {
        if (!connection.signal.aborted) throw error
      } finally {
        over = true
      }
    })()
    return {
      pushes,
      isOver: () => over,
      async stop() {
        connection.abort()
        await reading
      },
    }
  }
}
