import type { IncomingMessage, ServerResponse } from 'node:http'
import { GraphQLError, type GraphQLSchema } from 'graphql/index.js'
import type { Identity } from '../../../domain/access/identity.ts'
import { callExportStream, callHistoryExported, type CallHistoryExported } from '../../../domain/calls/export.ts'
import type { CallFilter } from '../../../projections/calls/types.ts'
import type { Authenticate } from '../../auth/authenticate.ts'
import { mayOf } from '../../auth/may.ts'
import type { TokenWatch } from '../../auth/token-watch.ts'
import { answerError } from '../../http/answer.ts'
import { answerRefusal, credentialsOf } from '../../http/session.ts'
import type { ApiPorts } from '../../ports.ts'
import { callFilter } from '../call-filter.ts'
import { columnsOf } from './columns.ts'
import { csvRecord } from './csv.ts'
import { exportRequestOf, type ExportRequest } from './parameters.ts'

interface ExportPorts {
  readonly ports: Pick<ApiPorts, 'reports' | 'store' | 'clock'>
  readonly authenticate: Authenticate
  readonly tokens: TokenWatch
  readonly schema: GraphQLSchema
}

const pageSize = 1000

/** The history of calls as CSV, the oldest first: a page in memory at a time, however many there are. */
export function serveCallExport({ ports, authenticate, tokens, schema }: ExportPorts) {
  const { reports, store, clock } = ports

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
    const { identity } = answer
    const wanted = await requested(request, response, identity)
    if (!wanted) return
    const stopWatching = tokens.watch(identity.tokenId, () => response.destroy())
    response.once('close', stopWatching)
    await send(response, identity, wanted)
  }

  /** @returns undefined when it was refused, and answered */
  async function requested(request: IncomingMessage, response: ServerResponse, identity: Identity) {
    try {
      const may = mayOf(identity, reports)
      may.do('exportCalls')
      const { searchParams } = new URL(request.url ?? '/', 'http://here')
      const asked = exportRequestOf(searchParams, schema)
      return { ...asked, cut: await callFilter(asked.filter, { may, reports }) }
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error
      if (error.extensions['code'] === 'FORBIDDEN') answerError(response, 403, 'FORBIDDEN', error.message)
      else answerError(response, 400, 'BAD_USER_INPUT', error.message)
      return undefined
    }
  }

  /** What was sent is recorded before the last byte is: a reader who has the whole file is in the log. */
  async function send(
    response: ServerResponse,
    identity: Identity,
    wanted: ExportRequest & { readonly cut: CallFilter },
  ) {
    const { form, asked: filter, cut } = wanted
    let rows = 0
    let complete = false
    response.writeHead(200, {
      'Content-Type': 'text/csv; charset=utf-8; header=present',
      'Content-Disposition': 'attachment; filename="calls.csv"',
      'Cache-Control': 'no-store',
    })
    try {
      for await (const { text, calls } of textsOf(form, cut)) {
        if (response.destroyed) break
        rows += calls
        if (!response.write(text)) await writable(response)
      }
      complete = !response.destroyed
    } finally {
      await record(identity, { type: callHistoryExported, form, filter, rows, complete })
    }
    response.end()
  }

  async function* textsOf(form: ExportRequest['form'], filter: CallFilter) {
    const columns = columnsOf[form]
    const zones = new Map((await reports.sites()).map(({ site, timeZone }) => [site, timeZone]))
    const zoneOfSite = (site: string) => zones.get(site) ?? 'UTC'
    yield { text: csvRecord(Object.keys(columns)), calls: 0 }
    let after: string | undefined
    do {
      const { rows, hasNextPage } = await reports.calls.history({
        ...{ filter, orderBy: 'OLDEST_FIRST', first: pageSize },
        ...(after !== undefined && { after }),
      })
      const text = rows.map(call => csvRecord(Object.values(columns).map(cell => cell(call, zoneOfSite)))).join('')
      if (rows.length > 0) yield { text, calls: rows.length }
      after = hasNextPage ? rows.at(-1)?.cursor : undefined
    } while (after !== undefined)
  }

  async function record({ label }: Identity, exported: CallHistoryExported) {
    const event = { type: callHistoryExported, occurredAt: clock(), actor: label, correlationId: crypto.randomUUID() }
    await store.append([{ stream: callExportStream, expected: 'any', events: [{ ...event, data: { ...exported } }] }])
  }
}

/** Until the reader has taken what was written, or is gone. */
const writable = (response: ServerResponse): Promise<void> =>
  new Promise(resolve => {
    const done = () => {
      response.off('drain', done).off('close', done)
      resolve()
    }
    if (response.destroyed) resolve()
    else response.once('drain', done).once('close', done)
  })
