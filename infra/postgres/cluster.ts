import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { appendFileSync, chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { Log } from '../../domain/kernel/log.ts'
import type { Binaries } from './binaries.ts'
import { embeddedFailure, EmbeddedServerFailure } from './failures.ts'
import { isRunning } from './process-identity.ts'
import { giveTo, type Runner } from './run-as.ts'

/** PostgreSQL major version of the programs we ship. */
const majorVersion = '18'
export const superuser = 'ringledger'

const settingsFile = 'ringledger.conf'
const gigabyte = 2 ** 30

/**
 * For two cores, and memory that is shared with us and with the file cache. Written at every start; what an operator
 * changes in postgresql.conf (below the include) or by ALTER SYSTEM wins.
 */
function settings(durable: boolean): string {
  const memory = os.totalmem()
  const values: Record<string, string> = {
    max_connections: '100',
    shared_buffers: memory >= 2 * gigabyte ? '256MB' : '128MB',
    effective_cache_size: `${Math.max(256, Math.floor(memory / 2 / 2 ** 20))}MB`,
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    max_wal_size: '2GB',
    min_wal_size: '256MB',
    checkpoint_timeout: '15min',
    checkpoint_completion_target: '0.9',
    // Rebuilds write their indexes page by page into the WAL: to pack these took longer than to write them, for a tenth of its size.
    wal_compression: 'off',
    synchronous_commit: 'on',
    jit: 'off',
    track_io_timing: 'off',
    track_activity_query_size: '4096',
    random_page_cost: '1.1',
    // Two cores are busy with two queries anyway, and parallel workers need shared memory that containers ration.
    max_parallel_workers_per_gather: '0',
    // But while the indexes of a rebuild are made the process that fed it has nothing to do, and they need little of that memory.
    max_parallel_maintenance_workers: '1',
    tcp_keepalives_idle: '60',
    log_checkpoints: 'off',
    log_timezone: 'UTC',
    timezone: 'UTC',
  }
  if (!durable) Object.assign(values, notDurable)
  const lines = Object.entries(values).map(([name, value]) => `${name} = '${value}'\n`)
  return `# Written by Ringledger at every start: change postgresql.conf below the include, or use ALTER SYSTEM.\n${lines.join('')}`
}

/** What is thrown away anyway need not be written twice, nor in a way that survives a crash. */
const notDurable = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  wal_compression: 'off',
}

interface ClusterOptions {
  readonly dataDir: string
  /** The directory of the database files, in dataDir. */
  readonly cluster: string
  readonly password: string
  readonly binaries: Binaries
  readonly runner: Runner
  readonly log: Log
  readonly durable: boolean
}

/** Makes the database files if there are none, and refuses those of another major version. */
export async function prepareCluster(options: ClusterOptions): Promise<void> {
  const { cluster, runner, log, durable } = options
  if (!existsSync(cluster)) {
    log('info', `Making the database files in ${cluster}`)
    await createCluster(options)
  }
  const version = existsSync(path.join(cluster, 'PG_VERSION'))
    ? readFileSync(path.join(cluster, 'PG_VERSION'), 'utf8').trim()
    : undefined
  if (version === undefined)
    throw new EmbeddedServerFailure(
      `${cluster} holds no database of PostgreSQL (PG_VERSION is missing). Move it away, or choose another place with --data.`,
    )
  if (version !== majorVersion)
    throw new EmbeddedServerFailure(
      `${cluster} was made by PostgreSQL ${version}, this Ringledger brings PostgreSQL ${majorVersion}. ` +
        'Start the Ringledger that made it and take a backup, restore the backup with this one; ' +
        `or run a PostgreSQL ${version} of yours on it and set DATABASE_URL.`,
    )
  const file = path.join(cluster, settingsFile)
  await writeFile(file, settings(durable), { mode: 0o600 })
  giveTo(runner, file)
}

/** initdb works beside and the result is moved into place: a killed initdb leaves nothing, and of two at once one wins. */
async function createCluster({ dataDir, cluster, password, binaries, runner, durable }: ClusterOptions): Promise<void> {
  await removeLeftovers(dataDir)
  const staging = path.join(dataDir, `cluster.${process.pid}.${randomBytes(3).toString('hex')}.tmp`)
  mkdirSync(staging, { mode: 0o700 })
  giveTo(runner, staging)
  const passwordFile = `${staging}.pw`
  await writeFile(passwordFile, password, { mode: 0o600 })
  giveTo(runner, passwordFile)
  try {
    const args = [`--pgdata=${staging}`, `--username=${superuser}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256']
    args.push('--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8')
    args.push('--no-instructions', ...(durable ? [] : ['--no-sync']))
    await run(binaries, runner, args, dataDir)
    appendFileSync(path.join(staging, 'postgresql.conf'), `\ninclude_if_exists = '${settingsFile}'\n`)
    chmodSync(staging, 0o700)
    try {
      renameSync(staging, cluster)
    } catch (error) {
      if (!existsSync(cluster)) throw error
    }
  } finally {
    await rm(staging, { recursive: true, force: true })
    await rm(passwordFile, { force: true })
  }
}

async function removeLeftovers(dataDir: string): Promise<void> {
  for (const name of readdirSync(dataDir)) {
    const pid = /^cluster\.(\d+)\.[0-9a-f]+\.tmp(\.pw)?$/.exec(name)?.[1]
    if (pid !== undefined && !isRunning(Number(pid)))
      await rm(path.join(dataDir, name), { recursive: true, force: true })
  }
}

function run(binaries: Binaries, runner: Runner, args: readonly string[], dataDir: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const [command = '', ...rest] = [...runner.prefix, binaries.initdb, ...args]
    const child = spawn(command, rest, { ...runner.as, env: programEnvironment(binaries), cwd: '/' })
    let output = ''
    const collect = (chunk: Buffer) => (output = (output + chunk.toString()).slice(-8000))
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.on('error', error => reject(embeddedFailure('The database files could not be made', dataDir, error.message)))
    child.on('close', code =>
      code === 0
        ? resolve()
        : reject(
            embeddedFailure(
              `The database files could not be made (initdb ended with ${String(code)})`,
              dataDir,
              output,
            ),
          ),
    )
  })
}

/** Nothing of ours leaks into the server (PGDATA, locales, preloaded libraries); its messages are in English, as failures.ts reads them. */
export const programEnvironment = (binaries: Binaries): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin',
  LC_ALL: 'C',
  TZ: 'UTC',
  ...binaries.env,
})
