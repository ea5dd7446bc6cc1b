import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { whyNot } from '../../domain/access/rights.ts'
import type { Json } from '../../domain/kernel/json.ts'
import type { Authenticate } from '../auth/authenticate.ts'
import type { FactIntake, Place } from '../ports/fact-intake.ts'
import { answerError, answerJson } from './answer.ts'
import { answerRefusal, credentialsOf } from './session.ts'

/** A collector sends 2 MiB of records at once, or one record of a block of a file. */
const mostBytes = 64 * 2 ** 20

interface FactsPorts {
  readonly authenticate: Authenticate
  readonly facts: FactIntake
}

class BodyRefused extends Error {
  override readonly name = 'BodyRefused'
  readonly status: number

  constructor(message: string, status: number) {
    super(message)
    this.status = status
  }
}

/** POST takes what a collector has read, as gzipped JSON. GET `?site=paris&node=pbx1` says where a new one begins. */
export function serveFacts({ authenticate, facts }: FactsPorts) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method !== 'POST' && request.method !== 'GET') {
      answerError(response, 405, 'BAD_USER_INPUT', 'Use POST to deliver, GET to ask where to begin.', {
        Allow: 'GET, POST',
      })
      return
    }
    const answer = await authenticate(credentialsOf(request))
    if (!answer.ok) {
      answerRefusal(response, answer)
      return
    }
    const { identity } = answer
    const isAllowed = (place?: Place): boolean => {
      const reason = whyNot(identity, 'deliverFacts', place && { node: { site: place.site, name: place.node } })
      if (reason === undefined) return true
      answerError(response, 403, 'FORBIDDEN', `${reason}. Ask an administrator for a token with that right.`)
      return false
    }
    // Who delivers for no node at all is not even read.
    if (!isAllowed()) return
    try {
      if (request.method === 'GET') {
        const place = placeAsked(request)
        if (isAllowed(place)) answerJson(response, 200, { cursors: await facts.cursors(place) })
        return
      }
      const delivery = facts.read(await bodyOf(request))
      if (isAllowed(delivery)) answerJson(response, 200, await facts.take(delivery, identity.label))
    } catch (error) {
      if (!isRefusal(error)) throw error
      answerError(response, error instanceof BodyRefused ? error.status : 400, 'BAD_USER_INPUT', error.message)
    }
  }
}

const isRefusal = (error: unknown): error is Error =>
  error instanceof BodyRefused ||
  (error instanceof Error && (error.name === 'DeliveryRefused' || error.name === 'RegistrationRefused'))

function placeAsked(request: IncomingMessage): Place {
  const { searchParams } = new URL(request.url ?? '/', 'http://here')
  const [site, node] = [searchParams.get('site'), searchParams.get('node')]
  if (!site || !node) throw new BodyRefused('site and node are needed, e.g. /facts?site=paris&node=pbx1', 400)
  return { site, node }
}

async function bodyOf(request: IncomingMessage): Promise<Json> {
  const chunks: Buffer[] = []
  let size = 0
  const tooLarge = new BodyRefused(`a delivery has ${mostBytes} bytes at most`, 413)
  const collected = async (body: AsyncIterable<Buffer>): Promise<void> => {
    for await (const chunk of body) {
      size += chunk.length
      if (size > mostBytes) throw tooLarge
      chunks.push(chunk)
    }
  }
  try {
    if (request.headers['content-encoding'] === 'gzip') await pipeline(request, createGunzip(), collected)
    else await pipeline(request, collected)
    return JSON.parse(Buffer.concat(chunks).toString()) as Json
  } catch (error) {
    // What broke it off is told by the pipeline as an abortion.
    if (size > mostBytes) throw tooLarge
    throw new BodyRefused(`the body is no JSON, gzipped or plain (${(error as Error).message})`, 400)
  }
}
