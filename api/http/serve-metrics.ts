import type { IncomingMessage, ServerResponse } from 'node:http'
import { GraphQLError } from 'graphql/index.js'
import type { Authenticate } from '../auth/authenticate.ts'
import type { Denials } from '../auth/denials.ts'
import { mayNow } from '../auth/may.ts'
import type { ApiPorts } from '../ports/api-ports.ts'
import { statusNow } from '../status/status-now.ts'
import { answerError } from './answer.ts'
import { contentType, prometheusText } from './prometheus.ts'
import { answerRefusal, credentialsOf } from './session.ts'
import { statusMetrics } from './status-metrics.ts'

interface MetricsPorts {
  readonly ports: ApiPorts
  readonly authenticate: Authenticate
  readonly denials: Denials
}

/** GET: the status for Prometheus. It takes the token of somebody who may read the status, and shows him what the query would. */
export function serveMetrics({ ports, authenticate, denials }: MetricsPorts) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method !== 'GET') {
      answerError(response, 405, 'BAD_USER_INPUT', 'Use GET.', { Allow: 'GET' })
      return
    }
    const answer = await authenticate(credentialsOf(request))
    if (!answer.ok) {
      answerRefusal(response, answer)
      return
    }
    const may = await mayNow(answer.identity, ports, denials)
    try {
      may.do('readStatus')
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error
      answerError(response, 403, 'FORBIDDEN', error.message)
      return
    }
    const text = prometheusText(statusMetrics(await statusNow(ports, may), may, process.memoryUsage.rss()))
    response.writeHead(200, {
      'Content-Type': contentType,
      'Content-Length': Buffer.byteLength(text),
      'Cache-Control': 'no-store',
    })
    response.end(text)
  }
}
