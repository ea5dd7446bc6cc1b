import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import { GraphQLError } from 'graphql/index.js'
import { namesFor } from '../../../domain/access/operations.ts'
import type { Configuration } from '../../../domain/configuration/configuration.ts'
import type { Authenticate } from '../../auth/authenticate.ts'
import type { Denials } from '../../auth/denials.ts'
import { mayNow } from '../../auth/may.ts'
import { siteOf } from '../site.ts'
import { badInput } from '../../schema/errors.ts'
import { answerError } from '../../http/answer.ts'
import { answerRefusal, credentialsOf } from '../../http/session.ts'
import type { ApiPorts } from '../../ports.ts'

export interface ExportPorts {
  readonly ports: Pick<ApiPorts, 'reports' | 'configuration'>
  readonly authenticate: Authenticate
  readonly denials: Denials
}

/** Something of the configuration of a site as a file. */
export function serveExportOf(
  fileName: string,
  linesOf: (configuration: Configuration) => Iterable<string>,
  { ports, authenticate, denials }: ExportPorts,
) {
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
    const { searchParams } = new URL(request.url ?? '/', 'http://here')
    try {
      const may = await mayNow(answer.identity, ports, denials)
      may.do('readConfiguration', { names: namesFor(fileName) ?? [] })
      const strange = [...searchParams.keys()].find(name => name !== 'site')
      if (strange !== undefined) throw badInput(strange, 'there is no such parameter. There is: site.')
      const site = await siteOf({ ...ports, may }, searchParams.get('site'))
      const { configuration } = await ports.configuration.reader.now(site)
      await send(response, fileName, linesOf(configuration))
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error
      if (error.extensions['code'] === 'FORBIDDEN') answerError(response, 403, 'FORBIDDEN', error.message)
      else answerError(response, 400, 'BAD_USER_INPUT', error.message)
    }
  }
}

async function send(response: ServerResponse, fileName: string, lines: Iterable<string>): Promise<void> {
  response.writeHead(200, {
    'Content-Type': 'text/csv; charset=utf-8; header=present',
    'Content-Disposition': `attachment; filename="${fileName}"`,
    'Cache-Control': 'no-store',
  })
  try {
    await pipeline(Readable.from(lines), response)
  } catch (error) {
    // The reader left before the end: nobody is there to be told.
    if (!response.destroyed) throw error
  }
}
