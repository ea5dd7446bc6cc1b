import type { GrantedScope, Identity, Role } from '../../domain/access/identity.ts'
import { createGraphqlServer } from '../server/graphql-server.ts'
import { defaultLimits, type Limits } from '../limits/use-limits.ts'
import { createBoards } from '../live/boards.ts'
import type { ApiPorts } from '../ports/api-ports.ts'
import type { Reports } from '../ports/reports.ts'
import { schema } from '../schema.ts'
import { emptyLog, emptyReports, fakePorts } from './fakes.ts'

interface AnswerError {
  readonly message: string
  readonly path?: readonly (string | number)[]
  readonly extensions: { readonly code: string; readonly [name: string]: unknown }
}

interface Answer {
  readonly data?: Record<string, unknown> | null
  readonly errors?: readonly AnswerError[]
}

export const holder = (role: Role, scope: GrantedScope = {}): Identity => ({
  tokenId: 'a1b2c3d4',
  label: `a ${role}`,
  role,
  scope: role === 'supervisor' && !scope.queues && !scope.agents ? { queues: 'all', agents: 'all' } : scope,
})

export type Ask = (query: string, variables?: Readonly<Record<string, unknown>>, identity?: Identity) => Promise<Answer>

/** Operations straight to the executor, as whoever it is: everything behind authentication. */
export function asker(ports: ApiPorts, limits: Partial<Limits> = {}): Ask {
  const server = createGraphqlServer(schema, ports, createBoards(ports), { ...defaultLimits, ...limits })
  return async (query, variables = {}, identity = holder('administrator')) => {
    const response = await server.fetch(
      'http://test/graphql',
      {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
        body: JSON.stringify({ query, variables }),
      },
      { identity, gone: new AbortController().signal },
    )
    return (await response.json()) as Answer
  }
}

/** Against read models that answer what the test gives, and nothing else. */
export const askOf = (reports: Partial<Reports>): Ask =>
  asker(fakePorts(emptyLog, { reports: { ...emptyReports, ...reports } }))
