import type { IncomingMessage, ServerResponse } from 'node:http'
import { GraphQLError } from 'graphql/index.js'
import type { Identity } from '../../domain/access/identity.ts'
import type { Authenticate } from '../auth/authenticate.ts'
import type { Denials } from '../auth/denials.ts'
import { mayNow, type May } from '../auth/may.ts'
import type { TokenWatch } from '../auth/token-watch.ts'
import type { ApiPorts } from '../ports.ts'
import { answerError } from './answer.ts'
import { answerRefusal, credentialsOf } from './session.ts'
import { whenClosed } from './when-closed.ts'

export interface CsvPorts {
  readonly ports: Pick<ApiPorts, 'reports' | 'configuration' | 'store' | 'clock'>
  readonly authenticate: Authenticate
  readonly tokens: TokenWatch
  readonly denials: Denials
}

/** What is sent, and how it is written down that it was. */
interface CsvExport<W> {
  readonly fileName: string
  /** @throws BAD_USER_INPUT, FORBIDDEN */
  wanted(may: May, parameters: URLSearchParams): Promise<W>
  /** The file, piece by piece, each with the number of its rows. */
  texts(wanted: W): AsyncIterable<{ readonly text: string; readonly rows: number }>
  /** Stored before the last byte is sent: a reader who has the whole file is in the log. */
  recorded(
    wanted: W,
    sent: { readonly rows: number; readonly complete: boolean },
  ): { readonly stream: string; readonly event: { readonly type: string } }
}

/** Rows as CSV: a piece in memory at a time, however many there are. Every export is an event. */
export function serveCsv<W>({ ports, authenticate, tokens, denials }: CsvPorts, sending: CsvExport<W>) {
  const { store, clock } = ports

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
    const asked = await requested(request, response, identity)
    if (!asked) return
    const stopWatching = tokens.watch(identity, () => response.destroy())
    whenClosed(response, stopWatching)
    await send(response, identity, asked.wanted)
  }

  /** @returns undefined when it was refused, and answered */
  async function requested(request: IncomingMessage, response: ServerResponse, identity: Identity) {
    try {
      const { searchParams } = new URL(request.url ?? '/', 'http://here')
      return { wanted: await sending.wanted(await mayNow(identity, ports, denials), searchParams) }
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error
      if (error.extensions['code'] === 'FORBIDDEN') answerError(response, 403, 'FORBIDDEN', error.message)
      else answerError(response, 400, 'BAD_USER_INPUT', error.message)
      return undefined
    }
  }

  async function send(response: ServerResponse, identity: Identity, wanted: W) {
    let rows = 0
    let complete = false
    response.writeHead(200, {
      'Content-Type': 'text/csv; charset=utf-8; header=present',
      'Content-Disposition': `attachment; filename="${sending.fileName}"`,
      'Cache-Control': 'no-store',
    })
    try {
      for await (const piece of sending.texts(wanted)) {
        if (response.destroyed) break
        rows += piece.rows
        if (!response.write(piece.text)) await writable(response)
      }
      complete = !response.destroyed
    } finally {
      await record(identity, sending.recorded(wanted, { rows, complete }))
    }
    response.end()
  }

  async function record({ label }: Identity, { stream, event }: ReturnType<CsvExport<W>['recorded']>) {
    const envelope = { type: event.type, occurredAt: clock(), actor: label, correlationId: crypto.randomUUID() }
    await store.append([{ stream, expected: 'any', events: [{ ...envelope, data: { ...event } }] }])
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
