import type { IncomingMessage, ServerResponse } from 'node:http'
import { aclFormat, opens } from '../../domain/access/acl.ts'
import type { Identity } from '../../domain/access/identity.ts'
import { allAccessNames } from '../../domain/access/operations.ts'
import { isOpen } from '../../domain/access/rights.ts'
import { labelOfService } from '../../domain/access/service.ts'
import { tokens, tokenStream } from '../../domain/access/tokens.ts'
import { handleCommand } from '../../domain/kernel/handle-command.ts'
import { newToken } from '../../projections/directory/tokens.ts'
import type { Authenticate, Refused } from '../auth/authenticate.ts'
import type { Denials } from '../auth/denials.ts'
import { passwordAttempts } from '../auth/password-attempts.ts'
import type { Throttle } from '../auth/throttle.ts'
import { answerError, answerJson } from '../http/answer.ts'
import { answerRefusal, bearerIn } from '../http/session.ts'
import { originOf, processed } from '../mutations/payload.ts'
import type { ApiPorts } from '../ports/api-ports.ts'
import type { Reports } from '../ports/reports.ts'
import { tokenRequestIn } from './credentials.ts'
import { findAccess, type FoundAccess } from './find-access.ts'
import { recordRefusals } from './record-refusals.ts'
import { shownToken } from './shown-token.ts'

export const tokenPath = '/0.1/token'

interface TokenPorts {
  readonly ports: Pick<ApiPorts, 'reports' | 'configuration' | 'store' | 'engine' | 'clock' | 'log'>
  /** With the rights that they have now. */
  readonly tokens: Pick<Reports, 'tokenById'>
  readonly authenticate: Authenticate
  readonly throttle: Throttle
  readonly denials: Denials
}

/**
 * Tokens of services, by the paths of the original (platform-services AU-02): POST trades login and password for one; HEAD and GET of a
 * token, in the path or in a header, say whether it is valid, with `?scope=` whether it opens a name; DELETE ends it.
 */
export function serveTokens({ ports, tokens: current, authenticate, throttle, denials }: TokenPorts) {
  const refusals = recordRefusals(ports)
  const attempt = passwordAttempts(throttle, ports.clock)

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://here')
    // Paths end up in the logs of proxies; a header does not.
    const bearer = pathname.slice(tokenPath.length + 1) || (bearerIn(request.headers) ?? '')
    switch (request.method) {
      case 'POST':
        if (pathname === tokenPath) await issue(request, response)
        else refuseMethod(response, `Use POST ${tokenPath} to get a token.`, 'HEAD, GET, DELETE')
        break
      case 'HEAD':
      case 'GET':
        await check(request, response, bearer, searchParams.get('scope'))
        break
      case 'DELETE':
        await revoke(request, response, bearer)
        break
      default:
        refuseMethod(
          response,
          'Use POST to get a token, HEAD or GET to check one, DELETE to end it.',
          'POST, HEAD, GET, DELETE',
        )
    }
  }

  async function issue(request: IncomingMessage, response: ServerResponse) {
    const address = addressOf(request)
    const asked = await tokenRequestIn(request)
    if (typeof asked === 'string') {
      answerError(response, 400, 'BAD_USER_INPUT', asked)
      return
    }
    const search = await attempt({ login: asked.login, address }, () => findAccess(ports, asked))
    if ('wait' in search) answerRefusal(response, tooMany(search.wait))
    else if ('found' in search) await answerNewToken(response, search.found, asked.expirationSeconds)
    else if ('ambiguous' in search)
      answerError(
        response,
        400,
        'BAD_USER_INPUT',
        `site: there is such an access at ${search.ambiguous.join(' and ')}; say which site.`,
      )
    else {
      await refusals.record(search.refusedAt, asked.login, address)
      answerRefusal(response, wrongPassword)
    }
  }

  async function answerNewToken(response: ServerResponse, found: FoundAccess, expirationSeconds: number) {
    const { tokenId, bearer, secretHash } = newToken()
    const { service, role, scope } = found
    const label = labelOfService(service)
    const issuedAt = ports.clock()
    const expiresAt = issuedAt + expirationSeconds * 1_000_000
    const command = {
      type: 'IssueToken',
      tokenId,
      label,
      role,
      secretHash,
      expiresAt,
      scope: { ...scope, service },
    } as const
    const origin = { actor: label, occurredAt: issuedAt, correlationId: crypto.randomUUID() }
    const result = await handleCommand(ports.store, tokens, command, { stream: tokenStream(tokenId), ...origin })
    if (!result.accepted) throw new Error(`a token of ${label} was refused: ${JSON.stringify(result.rejections)}`)
    await processed(ports, result.position)
    const row = {
      tokenId,
      label,
      role,
      scope: command.scope,
      secretHash,
      issuedAt,
      issuedBy: label,
      expiresAt,
      revokedAt: null,
      revokedBy: null,
    }
    answerJson(response, 200, { data: shownToken(bearer, row) })
  }

  async function check(request: IncomingMessage, response: ServerResponse, bearer: string, scope: string | null) {
    const valid = await validToken(request, response, bearer)
    if (!valid) return
    if (scope !== null && !aclFormat.pattern.test(scope)) {
      answerError(response, 400, 'BAD_USER_INPUT', `scope: must be ${aclFormat.means}.`)
      return
    }
    if (scope !== null && !mayUnder(valid.identity, scope)) {
      const { label } = valid.identity
      denials.record(valid.identity, scope)
      answerError(response, 403, 'FORBIDDEN', `${label} may not do what goes by the name ${scope}.`)
      return
    }
    if (request.method === 'HEAD') response.writeHead(204, { 'Cache-Control': 'no-store' }).end()
    else answerJson(response, 200, { data: shownToken(bearer, valid.row) })
  }

  async function revoke(request: IncomingMessage, response: ServerResponse, bearer: string) {
    const valid = await validToken(request, response, bearer)
    if (!valid) return
    const { identity } = valid
    if (!identity.scope.service) {
      const message = `This is not the token of a service: end it with \`ringledger token revoke ${identity.tokenId}\`.`
      answerError(response, 403, 'FORBIDDEN', message)
      return
    }
    const { tokenId } = identity
    const origin = originOf({ identity, clock: ports.clock })
    const context = { stream: tokenStream(tokenId), ...origin }
    const result = await handleCommand(ports.store, tokens, { type: 'RevokeToken', tokenId }, context)
    if (result.accepted) await processed(ports, result.position)
    answerJson(response, 200, { data: { message: 'success' } })
  }

  /** @returns undefined when there is none, and that was answered */
  async function validToken(request: IncomingMessage, response: ServerResponse, bearer: string) {
    const answer = await authenticate({
      authorization: `Bearer ${bearer}`,
      cookie: undefined,
      address: addressOf(request),
      fromOurPage: false,
    })
    const row = answer.ok ? await current.tokenById(answer.identity.tokenId) : undefined
    if (answer.ok && row) return { identity: answer.identity, row }
    if (!answer.ok && answer.status !== 401) answerRefusal(response, answer)
    else answerError(response, 404, 'UNAUTHENTICATED', 'There is no such token (mistyped, revoked or expired).')
    return undefined
  }
}

const addressOf = (request: IncomingMessage): string => request.socket.remoteAddress ?? ''

/** A name of ours takes the role too; one of others, who ask whether they shall serve somebody, an access list that opens it. */
function mayUnder(identity: Identity, name: string): boolean {
  const ours = allAccessNames.find(one => one.name === name)
  if (ours) return isOpen(identity, ours.action, [name])
  const { acl, service } = identity.scope
  return acl !== undefined && opens(acl, name, service?.login ?? identity.tokenId)
}

const refuseMethod = (response: ServerResponse, message: string, allow: string) =>
  answerError(response, 405, 'BAD_USER_INPUT', message, { Allow: allow })

const wrongPassword: Refused = {
  ok: false,
  status: 401,
  code: 'UNAUTHENTICATED',
  message: 'There is no access of a service with this login and password.',
}

const tooMany = (wait: number): Refused => ({
  ok: false,
  status: 429,
  code: 'TOO_MANY_ATTEMPTS',
  message: `Too many attempts failed. Try again in ${wait} seconds.`,
  retryAfterSeconds: wait,
})
