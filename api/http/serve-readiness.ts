import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Authenticate } from '../auth/authenticate.ts'
import { mayNow } from '../auth/may.ts'
import type { ApiPorts } from '../ports/api-ports.ts'
import { answerJson } from './answer.ts'
import { credentialsOf } from './session.ts'

interface ReadinessPorts {
  readonly ports: Pick<ApiPorts, 'store' | 'engine' | 'reports' | 'configuration'>
  readonly authenticate: Authenticate
}

/**
 * 200 while the log answers and every read model follows it, 503 with the names of those that have stopped. What stopped one can quote an
 * event: that is for who may read the status, and sees every site.
 * @throws what the store throws: a log that does not answer
 */
export function serveReadiness({ ports, authenticate }: ReadinessPorts) {
  const { store, engine } = ports
  const mayKnowWhy = async (request: IncomingMessage): Promise<boolean> => {
    const answer = await authenticate(credentialsOf(request))
    if (!answer.ok) return false
    const may = await mayNow(answer.identity, ports)
    return may.can('readStatus') && (await may.sites()) === 'all'
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    await store.lastPosition()
    const stopped = engine.projections().filter(({ state }) => state === 'STOPPED')
    if (stopped.length === 0) {
      answerJson(response, 200, { status: 'ready' })
      return
    }
    const showsWhy = await mayKnowWhy(request)
    const told = stopped.map(({ name, problem }) => (showsWhy ? { name, problem } : { name }))
    answerJson(response, 503, { status: 'not ready', stopped: told })
  }
}
