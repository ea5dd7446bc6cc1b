import { execute, parse, subscribe, validate, type GraphQLSchema } from 'graphql'
import { useServer } from 'graphql-ws/use/ws'
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import path from 'node:path'
import { WebSocketServer } from 'ws'
import { fakeWorld, type FakeWorld } from './fake-boards.ts'
import { createFakeRoot, type FakeRoot } from './fake-root.ts'
import { printedSchema } from './printed-schema.ts'

export const fakeToken = 'rl_fake-token'
export const fakePerson = { login: 's.doe', password: 'secret12' }

export interface FakeServer {
  readonly url: string
  readonly world: FakeWorld
  /** Addresses of the workbooks that were asked for. */
  readonly workbooks: readonly URL[]
  /** Sends both boards, as they are in the world now, to everybody who watches. */
  push(): void
  /** Cuts every connection and refuses new ones until it is called with false. */
  cut(away: boolean): void
  /** Pushes nothing any more, though every connection stands. */
  hush(silent: boolean): void
  /** Leaves new sockets without an answer; called with false it refuses those that wait for one. */
  stall(waiting: boolean): void
  /** The cookie is worth nothing from now on. */
  endSession(): void
  /** What the reconciliation answers for the first queue. */
  setDifference(difference: number): void
  setRole(role: string): void
  /** Limits who asks to entities. */
  limitTo(entities: readonly string[]): void
  /** Cuts the sockets as the server does when somebody gets other rights. */
  changeRights(role: string): void
  close(): Promise<void>
}

interface FakeServerOptions {
  readonly directory: string
  readonly world?: FakeWorld
  /** As the real server does: every five seconds though nothing happens. */
  readonly tickMs?: number
}

/** Speaks GraphQL by the printed schema with invented figures: the pages are tested without database and PBX. */
export async function startFakeServer({ directory, world = fakeWorld(Date.now()), tickMs = 5000 }: FakeServerOptions) {
  const schema = await printedSchema()
  const root = createFakeRoot(world)
  const gate = {
    away: false,
    stalls: false,
    session: 'session-1',
    role: 'administrator',
    person: false,
    entities: undefined as readonly string[] | undefined,
  }
  const workbooks: URL[] = []
  const sockets = new Set<Socket>()
  const stalled: (() => void)[] = []

  const server = createServer((request, response) => {
    answer(request, response, { schema, root, directory, gate, workbooks }).catch((error: unknown) => {
      response.writeHead(500).end(String(error))
    })
  })
  server.on('connection', socket => {
    if (gate.away) socket.destroy()
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })

  const websockets = new WebSocketServer({ server, path: '/graphql' })
  const subscriptions = useServer(
    {
      execute,
      subscribe,
      // Not left to graphql-ws, which may have loaded another copy of graphql than the test runner has.
      onSubscribe: (_, __, { query, variables }) => ({
        schema,
        document: parse(query),
        rootValue: root.subscription,
        variableValues: variables ?? {},
      }),
      onConnect: async ({ extra }) => {
        if (!gate.stalls) return isSignedIn(extra.request, gate.session)
        await new Promise<void>(resolve => stalled.push(resolve))
        return false
      },
    },
    websockets,
  )
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const ticking = setInterval(() => root.push(), tickMs)

  const api: FakeServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    world,
    workbooks,
    push: () => root.push(),
    cut(away) {
      gate.away = away
      if (away) for (const socket of sockets) socket.destroy()
    },
    hush: silent => root.hush(silent),
    stall(waiting) {
      gate.stalls = waiting
      if (!waiting) for (const refuse of stalled.splice(0)) refuse()
    },
    endSession() {
      gate.session = 'session-2'
      for (const client of websockets.clients) client.close(4401, 'The token was revoked or has expired.')
    },
    setDifference: difference => root.setDifference(difference),
    setRole(role) {
      gate.role = role
    },
    limitTo(entities) {
      gate.entities = entities
    },
    changeRights(role) {
      gate.role = role
      for (const client of websockets.clients) client.close(4205, 'Your rights were changed: connect again.')
    },
    async close() {
      clearInterval(ticking)
      await subscriptions.dispose()
      for (const socket of sockets) socket.destroy()
      await new Promise(resolve => server.close(resolve))
    },
  }
  return api
}

interface Gate {
  readonly session: string
  readonly role: string
  readonly entities: readonly string[] | undefined
  /** Whether somebody has signed in as himself. */
  person: boolean
}

interface Site {
  readonly schema: GraphQLSchema
  readonly root: FakeRoot
  readonly directory: string
  readonly gate: Gate
  readonly workbooks: URL[]
}

const isSignedIn = (request: IncomingMessage, session: string): boolean =>
  (request.headers.cookie ?? '').includes(`ringledger_session=${session}`)

/** The policy of the real server, so that a page that breaks it fails here. */
const policy = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'"

async function answer(request: IncomingMessage, response: ServerResponse, site: Site): Promise<void> {
  const address = new URL(request.url ?? '/', 'http://fake')
  const { pathname } = address
  response.setHeader('Content-Security-Policy', policy)
  if (pathname === '/session') return answerSession(request, response, site.gate)
  if (pathname === '/graphql') return answerGraphql(request, response, site)
  if (pathname.endsWith('.xlsx') && isSignedIn(request, site.gate.session)) {
    site.workbooks.push(address)
    const name = path.posix.basename(pathname)
    response.writeHead(200, { 'Content-Disposition': `attachment; filename="${name}"` }).end('a workbook')
    return
  }
  return answerFile(response, site.directory, pathname)
}

async function answerSession(request: IncomingMessage, response: ServerResponse, gate: Gate): Promise<void> {
  const body = (await bodyOf(request)) as Credentials
  if (request.method === 'DELETE') {
    response.setHeader('Set-Cookie', 'ringledger_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict')
    json(response, 200, { signedOut: true })
    return
  }
  if (request.method === 'GET' && request.headers.cookie === undefined) {
    response.writeHead(204).end()
    return
  }
  const answer = statusOf(body, isSignedIn(request, gate.session))
  if (answer !== 200) {
    json(response, answer, { errors: [{ message: 'This is not valid.' }] })
    return
  }
  if (body.token !== undefined) gate.person = false
  if (body.login !== undefined) gate.person = true
  if (request.method === 'POST')
    response.setHeader('Set-Cookie', `ringledger_session=${gate.session}; Path=/; HttpOnly; SameSite=Strict`)
  const rights = gate.role === 'none' ? [] : ['RECORDING']
  const person = { login: fakePerson.login, name: 'Sarah Doe', site: 'paris', profile: gate.role.toUpperCase() }
  const limits = gate.entities && { entities: gate.entities }
  const label = gate.person ? `${fakePerson.login}@paris` : 'first administrator'
  json(response, 200, { label, role: gate.role, expiresAt: null, rights, ...limits, ...(gate.person && person) })
}

interface Credentials {
  readonly token?: string
  readonly login?: string
  readonly password?: string
  readonly site?: string
}

/** At two sites there is somebody with the login `twice`. */
function statusOf({ token, login, password, site }: Credentials, isSignedIn: boolean): number {
  if (token !== undefined) return token === fakeToken ? 200 : 401
  if (login === undefined) return isSignedIn ? 200 : 401
  if (password !== fakePerson.password) return 401
  if (login === 'twice') return site === 'paris' ? 200 : 400
  return login === fakePerson.login ? 200 : 401
}

async function answerGraphql(request: IncomingMessage, response: ServerResponse, site: Site): Promise<void> {
  if (!isSignedIn(request, site.gate.session)) {
    json(response, 401, { errors: [{ message: 'Sign in again.', extensions: { code: 'UNAUTHENTICATED' } }] })
    return
  }
  const {
    query = '',
    variables,
    operationName,
  } = (await bodyOf(request)) as {
    query?: string
    variables?: Record<string, unknown>
    operationName?: string
  }
  const document = parse(query)
  const faults = validate(site.schema, document)
  if (faults.length > 0) {
    json(response, 400, { errors: faults })
    return
  }
  const result = await execute({
    schema: site.schema,
    document,
    rootValue: site.root.query,
    ...(variables && { variableValues: variables }),
    ...(operationName && { operationName }),
  })
  json(response, 200, result)
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  return chunks.length > 0 ? (JSON.parse(Buffer.concat(chunks).toString()) as unknown) : {}
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.map': 'application/json',
}

async function answerFile(response: ServerResponse, directory: string, pathname: string): Promise<void> {
  const name = path.posix.basename(pathname).includes('.') ? pathname : '/index.html'
  try {
    const content = await readFile(path.join(directory, path.posix.normalize(name)))
    response.writeHead(200, { 'Content-Type': types[path.extname(name)] ?? 'application/octet-stream' }).end(content)
  } catch {
    response.writeHead(404).end('There is nothing here.')
  }
}
