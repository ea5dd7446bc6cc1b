import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import { GraphQLError } from 'graphql/index.js'
import { namesFor } from '../../../domain/access/operations.ts'
import type { Configuration } from '../../../domain/configuration/configuration.ts'
import type { ExportFormat } from '../../../domain/kernel/export-format.ts'
import type { Authenticate } from '../../auth/authenticate.ts'
import type { Denials } from '../../auth/denials.ts'
import { mayNow } from '../../auth/may.ts'
import { headOf } from '../../exports/answer-file.ts'
import type { Column } from '../../exports/table.ts'
import { xlsxOf } from '../../exports/xlsx/workbook.ts'
import { siteOf } from '../site.ts'
import { badInput } from '../../schema/errors.ts'
import { answerError } from '../../http/answer.ts'
import { answerRefusal, credentialsOf } from '../../http/session.ts'
import type { ApiPorts } from '../../ports/api-ports.ts'

export interface ExportPorts {
  readonly ports: Pick<ApiPorts, 'reports' | 'configuration' | 'clock'>
  readonly authenticate: Authenticate
  readonly denials: Denials
}

/** Something of the configuration of a site as a file. */
interface ConfigurationExport {
  /** Of the file, without its ending, and of its sheet. */
  readonly name: string
  readonly linesOf: (configuration: Configuration) => Iterable<string>
  /** The header, then a record for each: of values as they are when `cellOf` leaves them so. */
  readonly recordsOf: (configuration: Configuration, cellOf: (value: string) => string) => Iterable<readonly string[]>
}

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** At `path.csv` as an import reads it, at `path.xlsx` for a spreadsheet. */
export const configurationRoutes = (
  exported: ConfigurationExport,
  ports: ExportPorts,
): Readonly<Record<string, Handler>> => ({
  [`/${exported.name}.csv`]: serveExportOf(exported, 'csv', ports),
  [`/${exported.name}.xlsx`]: serveExportOf(exported, 'xlsx', ports),
})

function serveExportOf(
  { name, linesOf, recordsOf }: ConfigurationExport,
  format: ExportFormat,
  { ports, authenticate, denials }: ExportPorts,
): Handler {
  return async (request, response) => {
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
      may.do('readConfiguration', { names: namesFor(`${name}.${format}`) ?? [] })
      const strange = [...searchParams.keys()].find(parameter => parameter !== 'site')
      if (strange !== undefined) throw badInput(strange, 'there is no such parameter. There is: site.')
      const site = await siteOf({ ...ports, may }, searchParams.get('site'))
      const { configuration } = await ports.configuration.reader.now(site)
      response.writeHead(200, headOf(format, name))
      const about = {
        title: name,
        creator: answer.identity.label,
        createdAt: ports.clock(),
        description: `site=${site}`,
      }
      const pieces =
        format === 'csv' ? linesOf(configuration) : xlsxOf(tableOf(recordsOf(configuration, asItIs)), about)
      await send(response, pieces)
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error
      if (error.extensions['code'] === 'FORBIDDEN') answerError(response, 403, 'FORBIDDEN', error.message)
      else answerError(response, 400, 'BAD_USER_INPUT', error.message)
    }
  }
}

const asItIs = (value: string): string => value

/** Everything is text: numbers of telephones begin with 0. */
function tableOf(all: Iterable<readonly string[]>) {
  const [header = [], ...records] = all
  const columns = header.map((name, index): Column<readonly string[]> => {
    return { name, kind: 'text', of: record => record[index] ?? null }
  })
  return {
    columns,
    pages: Readable.from([records]) as AsyncIterable<typeof records>,
    zone: 'UTC',
  }
}

async function send(response: ServerResponse, pieces: Iterable<string> | AsyncIterable<Buffer>): Promise<void> {
  try {
    await pipeline(Readable.from(pieces), response)
  } catch (error) {
    // The reader left before the end: nobody is there to be told.
    if (!response.destroyed) throw error
  }
}
