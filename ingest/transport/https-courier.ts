import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { messageOf } from '../../domain/kernel/error-message.ts'
import type { Json } from '../../domain/kernel/json.ts'
import { CourierFailed, type Courier } from './ship.ts'
import type { Cursors } from './spool-state.ts'

const packed = promisify(gzip)
const answerTimeoutMs = 60_000

/** A courier that can also ask where a new spool begins. */
export interface HttpsCourier extends Courier {
  /** @throws CourierFailed */
  cursors(site: string, node: string): Promise<Cursors>
}

/**
 * @param server address of the server, e.g. https://ringledger.example
 * @param token asked for at each request: it may be changed in its file
 */
export function httpsCourier(server: string, token: () => Promise<string>, signal: AbortSignal): HttpsCourier {
  const address = `${server.replace(/\/+$/, '')}/facts`
  // What is under way when the collector stops is waited for, but not for long.
  const given = afterAbort(signal, 5_000)

  async function answerTo(url: string, request: RequestInit) {
    const over = new AbortController()
    const giveUp = (): void => over.abort()
    const timer = setTimeout(giveUp, answerTimeoutMs)
    given.addEventListener('abort', giveUp)
    try {
      const response = await fetch(url, { ...request, signal: over.signal })
      return { response, text: await response.text() }
    } catch (error) {
      throw new CourierFailed(`${server} does not answer (${reasonOf(error)}).`, false)
    } finally {
      clearTimeout(timer)
      given.removeEventListener('abort', giveUp)
    }
  }

  async function ask(query: string, body?: Buffer): Promise<unknown> {
    const bearer = await token().catch((error: unknown) => failed(messageOf(error)))
    const { response, text } = await answerTo(`${address}${query}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        authorization: `Bearer ${bearer}`,
        ...(body ? { 'content-type': 'application/json', 'content-encoding': 'gzip' } : {}),
      },
      ...(body ? { body: new Uint8Array(body) } : {}),
    })
    if (!response.ok)
      throw new CourierFailed(
        `${server} answers ${response.status}: ${messageIn(text)}`,
        response.status >= 400 && response.status < 500 && response.status !== 408 && response.status !== 429,
      )
    return readJson(text) ?? failed(`${server} answers with what is no Ringledger's: is the address right?`)
  }

  return {
    async send(delivery) {
      const body = await packed(JSON.stringify(delivery))
      return (await ask('', body)) as Awaited<ReturnType<Courier['send']>>
    },
    async cursors(site, node) {
      const { cursors } = (await ask(`?${new URLSearchParams({ site, node }).toString()}`)) as { cursors: Cursors }
      return cursors
    },
  }
}

function failed(message: string): never {
  throw new CourierFailed(message, true)
}

/** Aborts so long after another one. */
function afterAbort(signal: AbortSignal, milliseconds: number): AbortSignal {
  const later = new AbortController()
  const begin = (): void => void setTimeout(() => later.abort(), milliseconds).unref()
  if (signal.aborted) begin()
  else signal.addEventListener('abort', begin, { once: true })
  return later.signal
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { cause } = error
  return cause instanceof Error && cause.message !== '' ? cause.message : error.message
}

function readJson(text: string): Readonly<Record<string, Json>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, Json>>) : undefined
  } catch {
    return undefined
  }
}

/** As answerError writes it, or the beginning of whatever stands in between. */
function messageIn(text: string): string {
  const { errors } = (readJson(text) ?? {}) as { readonly errors?: readonly { readonly message?: string }[] }
  return errors?.[0]?.message ?? (text.slice(0, 200) || 'nothing')
}
