import pg from 'pg'
import type { Log } from '../../domain/kernel/log.ts'

/** The database does not answer, or does not let us in. Names host and port, says what to do. */
export class DatabaseUnreachable extends Error {
  override readonly name = 'DatabaseUnreachable'
}

interface PoolOptions {
  readonly max?: number
  readonly applicationName?: string
  /** A statement that takes longer is cancelled by the server. Default: no limit, whatever is set for the role or the database. */
  readonly statementTimeoutMs?: number
  /** A server that says nothing for so long is given up, and the connection with it: its machine may be gone. Default: no limit. */
  readonly answerTimeoutMs?: number
  readonly log?: Log
}

const int8 = 20
const int8Array = 1016

/** Micros and positions are int8 and fit a double exactly (domain/kernel/time.ts). */
function wholeNumber(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value))
    throw new RangeError(`the database returned ${text}, which is beyond what a number holds exactly`)
  return value
}

type TypeId = Parameters<typeof pg.types.getTypeParser>[0]

function typeParser(oid: TypeId, format?: 'text' | 'binary'): unknown {
  if (format === 'binary') return pg.types.getTypeParser(oid, format)
  if ((oid as number) === int8) return wholeNumber
  if ((oid as number) === int8Array) return wholeNumbers
  return pg.types.getTypeParser(oid)
}

/** `{1,NULL,2}` */
const wholeNumbers = (text: string): (number | null)[] =>
  text === '{}'
    ? []
    : text
        .slice(1, -1)
        .split(',')
        .map(cell => (cell === 'NULL' ? null : wholeNumber(cell)))

const typesOfOurs = { getTypeParser: typeParser } as typeof pg.types

const connectTimeoutMs = 10_000

/**
 * A view for reports is some hundred expressions: on a server with `jit` as it comes they were compiled for 14 times as long as they were
 * evaluated. Settings in the URL win.
 */
const uncompiled = '-c jit=off'

/** To the server 0, no limit. A plain 0 pg takes for nothing given, and what somebody has set for the role or the database would hold. */
const noTimeout = 0.5

/** How long a connection is silent before the other side is asked whether it is still there; the system asks ten times, a second apart. */
const keepAliveAfterMs = 10_000

/**
 * Lets the server end a statement whose connection we have given up. It notices by itself only when it next sends something: one that waits
 * for a lock would wait on, each new attempt beside it, until no connection is left. Only some systems can look (PostgreSQL 14, runtime-config-connection).
 * @returns a promise that the pool waits for, which its types do not know
 */
function endWithUs(client: pg.ClientBase): unknown {
  return client.query(`SET client_connection_check_interval = '2s'`).catch((error: unknown) => {
    if ((error as { code?: string }).code !== invalidValue) throw error
  })
}

const invalidValue = '22023'

/**
 * A pool whose int8 and int8[] come as numbers (numeric stays text: cast sums of bigint to bigint).
 * @throws DatabaseUnreachable from connect() and query()
 */
export function createPool(url: string, options: PoolOptions = {}): pg.Pool {
  const pool = new pg.Pool({
    options: uncompiled,
    ...connectionConfig(url),
    max: options.max ?? 10,
    application_name: options.applicationName ?? 'ringledger',
    statement_timeout: options.statementTimeoutMs ?? noTimeout,
    ...(options.answerTimeoutMs === undefined ? {} : { query_timeout: options.answerTimeoutMs, onConnect: endWithUs }),
    Client: ExplainingClient,
  })
  // An idle connection that breaks is replaced at the next use; without a listener it would end the process.
  // One that is cut while the pool ends was about to be closed anyway.
  pool.on('error', error => {
    if (!pool.ending) options.log?.('warn', `An idle database connection broke: ${error.message}`)
  })
  // pg-pool does not listen to a connection that is lent out. One that breaks between two statements would end the process;
  // the borrower's next statement reports it.
  pool.on('connect', client => client.on('error', () => undefined))
  return pool
}

/** A connection of its own, outside a pool (LISTEN, session locks), with the same types and errors. Connect it yourself. */
export const createClient = (
  url: string,
  applicationName = 'ringledger',
  options: Pick<PoolOptions, 'answerTimeoutMs'> = {},
): pg.Client =>
  new ExplainingClient({
    ...connectionConfig(url),
    application_name: applicationName,
    ...(options.answerTimeoutMs === undefined ? {} : { query_timeout: options.answerTimeoutMs }),
  })

function connectionConfig(url: string): pg.ClientConfig {
  if (!/^postgres(ql)?:\/\//.test(url) || !isReadable(url))
    throw new DatabaseUnreachable(
      'DATABASE_URL is not the address of a PostgreSQL database; write postgres://user:password@host:5432/database',
    )
  return { connectionString: url, types: typesOfOurs, keepAlive: true, keepAliveInitialDelayMillis: keepAliveAfterMs }
}

/** As pg reads it: it takes forms that are no URLs by the book (a directory of sockets as host). */
function isReadable(url: string): boolean {
  try {
    return new pg.Client({ connectionString: url }).host !== ''
  } catch {
    return false
  }
}

type Connected = (error: Error | null, client?: pg.Client) => void

class ExplainingClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(typeof config === 'object' ? { ...config, connectionTimeoutMillis: connectTimeoutMs } : config)
  }

  override connect(): Promise<pg.Client>
  override connect(callback: Connected): void
  override connect(callback?: Connected): Promise<pg.Client> | undefined {
    if (!callback) return super.connect().catch((error: unknown) => Promise.reject(this.explain(error as Error)))
    const explained = (error: Error | null, client?: pg.Client) => callback(error && this.explain(error), client)
    super.connect(explained as (error: Error) => void)
    return undefined
  }

  private explain(error: Error & { code?: string }): Error {
    const where = `${this.host}:${this.port}`
    const why = reasons[error.code ?? ''] ?? withoutCode(error.message)
    if (why === undefined) return error
    return new DatabaseUnreachable(`The database at ${where} ${why(this)} (${error.message})`, { cause: error })
  }
}

/** What pg says of a connection that is not made in time, or that the other side closes without a word. */
const withoutCode = (message: string) =>
  /timeout/.test(message)
    ? reasons['ETIMEDOUT']
    : /Connection terminated/.test(message)
      ? reasons['ECONNRESET']
      : undefined

const checkHost = 'check DATABASE_URL and that the server runs and is reachable from here'

const reasons: Readonly<Record<string, ((client: pg.Client) => string) | undefined>> = {
  ECONNREFUSED: () => `does not answer: nothing listens there; ${checkHost}`,
  // A Unix socket that its server has taken away.
  ENOENT: () => `does not answer: nothing listens there; ${checkHost}`,
  ENOTFOUND: () => `cannot be found: the host name is unknown; ${checkHost}`,
  EAI_AGAIN: () => `cannot be found: the name server does not answer; ${checkHost}`,
  ETIMEDOUT: () => `does not answer in time; ${checkHost}`,
  EHOSTUNREACH: () => `cannot be reached; ${checkHost}`,
  ENETUNREACH: () => `cannot be reached; ${checkHost}`,
  ECONNRESET: () => `closed the connection; ${checkHost}`,
  '28P01': ({ user }) => `refuses the password of user ${String(user)}; correct DATABASE_URL`,
  '28000': ({ user }) => `does not let user ${String(user)} in from here; see its pg_hba.conf`,
  '3D000': ({ database }) => `has no database ${String(database)}; create it (CREATE DATABASE) or correct DATABASE_URL`,
  '57P03': () => 'is starting or stopping; try again in a moment',
  '53300': () => 'has no connection left; raise its max_connections or close other programs',
}
