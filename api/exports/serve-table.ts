import type { IncomingMessage, ServerResponse } from 'node:http'
import { GraphQLError } from 'graphql/index.js'
import type { Identity } from '../../domain/access/identity.ts'
import type { ExportFormat } from '../../domain/kernel/export-format.ts'
import { isZone, type ZoneName } from '../../domain/kernel/zone.ts'
import type { Authenticate } from '../auth/authenticate.ts'
import type { Denials } from '../auth/denials.ts'
import { mayNow, type May } from '../auth/may.ts'
import type { TokenWatch } from '../auth/token-watch.ts'
import { single } from '../http/period-parameters.ts'
import { answerRefusal, credentialsOf } from '../http/session.ts'
import { answerError } from '../http/answer.ts'
import { whenClosed } from '../http/when-closed.ts'
import type { ApiPorts } from '../ports/api-ports.ts'
import { badInput } from '../schema/errors.ts'
import { answerFile, headOf } from './answer-file.ts'
import type { Table } from './table.ts'

export interface TablePorts {
  readonly ports: Pick<ApiPorts, 'reports' | 'configuration' | 'store' | 'clock'>
  readonly authenticate: Authenticate
  readonly tokens: TokenWatch
  readonly denials: Denials
}

/** What was sent, as the event of the export tells it. */
export interface SentTable {
  readonly format: ExportFormat
  readonly rows: number
  readonly complete: boolean
}

/** What is sent, and how it is written down that it was. */
interface TableExport<W, Row> {
  /** Of the file, without its ending, and of its sheet. */
  readonly name: string
  /** `timeZone` is one of its own parameters, in every format. */
  readonly hasOwnZone?: boolean
  /** @throws BAD_USER_INPUT, FORBIDDEN */
  wanted(may: May, parameters: URLSearchParams, asker: Identity): Promise<W>
  /**
   * @param zone of the request: in which a spreadsheet shows instants
   * @throws BAD_USER_INPUT, FORBIDDEN
   */
  table(wanted: W, zone: ZoneName): Promise<Table<Row>>
  /** Stored before the last byte is sent: a reader who has the whole file is in the log. */
  recorded(wanted: W, sent: SentTable): { readonly stream: string; readonly event: { readonly type: string } }
}

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** A table at `path.csv` and `path.xlsx`: the same rows by the same rights. Every export is an event. */
export function tableRoutes<W, Row>(
  served: TablePorts,
  sending: TableExport<W, Row>,
): Readonly<Record<string, Handler>> {
  return {
    [`/${sending.name}.csv`]: serveTable(served, sending, 'csv'),
    [`/${sending.name}.xlsx`]: serveTable(served, sending, 'xlsx'),
  }
}

function serveTable<W, Row>(
  { ports, authenticate, tokens, denials }: TablePorts,
  sending: TableExport<W, Row>,
  format: ExportFormat,
): Handler {
  const { store, clock } = ports

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
    const { identity } = answer
    const asked = await requested(request, response, identity)
    if (!asked) return
    const stopWatching = tokens.watch(identity, () => response.destroy())
    whenClosed(response, stopWatching)
    await send(response, identity, asked)
  }

  /** @returns undefined when it was refused, and answered */
  async function requested(request: IncomingMessage, response: ServerResponse, identity: Identity) {
    try {
      const { searchParams } = new URL(request.url ?? '/', 'http://here')
      const description = [...searchParams].map(([name, value]) => `${name}=${value}`).join('; ')
      const zone = format === 'xlsx' && !sending.hasOwnZone ? zoneTakenFrom(searchParams) : undefined
      const wanted = await sending.wanted(await mayNow(identity, ports, denials), searchParams, identity)
      const table = await sending.table(wanted, zone ?? 'UTC')
      if (zone !== undefined && !table.columns.some(({ kind }) => kind === 'instant'))
        throw badInput('timeZone', 'the times of this file are those of the site; leave it out')
      return { wanted, table, description }
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error
      if (error.extensions['code'] === 'FORBIDDEN') answerError(response, 403, 'FORBIDDEN', error.message)
      else answerError(response, 400, 'BAD_USER_INPUT', error.message)
      return undefined
    }
  }

  async function send(
    response: ServerResponse,
    identity: Identity,
    { wanted, table, description }: { wanted: W; table: Table<Row>; description: string },
  ) {
    let rows = 0
    let complete = false
    async function* counted() {
      for await (const page of table.pages) {
        if (response.destroyed) return
        rows += page.length
        yield page
      }
    }
    const about = { title: sending.name, creator: identity.label, createdAt: clock(), description }
    response.writeHead(200, headOf(format, sending.name))
    try {
      complete = await answerFile(response, format, { ...table, pages: counted() }, about)
    } finally {
      await record(identity, sending.recorded(wanted, { format, rows, complete }))
    }
    response.end()
  }

  async function record({ label }: Identity, { stream, event }: ReturnType<TableExport<W, Row>['recorded']>) {
    const envelope = { type: event.type, occurredAt: clock(), actor: label, correlationId: crypto.randomUUID() }
    await store.append([{ stream, expected: 'any', events: [{ ...envelope, data: { ...event } }] }])
  }
}

/** A text file tells instants in UTC, a spreadsheet those of a wall clock: of `timeZone`, which is no filter. */
function zoneTakenFrom(parameters: URLSearchParams): ZoneName | undefined {
  const zone = single(parameters, 'timeZone')
  parameters.delete('timeZone')
  if (zone === undefined || isZone(zone)) return zone
  throw badInput('timeZone', `"${zone}" is no time zone; write one such as Europe/Paris`)
}
