import { spawn } from 'node:child_process'
import { closeSync, openSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../../domain/kernel/log.ts'
import type { Binaries } from './binaries.ts'
import { programEnvironment } from './cluster.ts'
import { embeddedFailure } from './failures.ts'
import { isPostmasterOf, isRunning } from './process-identity.ts'
import type { Runner } from './run-as.ts'

interface Postmaster {
  readonly pid: number
  readonly port?: number
  /** Directory of its Unix socket; absent when it listens on TCP only. */
  readonly socketDirectory?: string
  /** As it says itself in postmaster.pid: starting, ready, stopping, standby. */
  readonly state: string
}

const pidFileOf = (cluster: string) => path.join(cluster, 'postmaster.pid')

/** @returns undefined when no server runs on these files, whatever a left-over pid file says. */
export function readPostmaster(cluster: string): Postmaster | undefined {
  const lines = pidFileLines(cluster)
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0 || !isPostmasterOf(cluster, pid)) return undefined
  const port = Number(lines[3])
  const socketDirectory = lines[4]?.trim()
  return {
    pid,
    state: (lines[7] ?? 'starting').trim(),
    ...(port > 0 ? { port } : {}),
    ...(socketDirectory ? { socketDirectory } : {}),
  }
}

function pidFileLines(cluster: string): string[] {
  try {
    return readFileSync(pidFileOf(cluster), 'utf8').split('\n')
  } catch {
    return []
  }
}

/** PostgreSQL itself sees that a process is gone, but not that another program has got its number since. */
export function removeStalePidFile(cluster: string, log: Log): void {
  const [pid] = pidFileLines(cluster)
  if (pid === undefined || readPostmaster(cluster)) return
  log('info', `Removing the pid file of a database server that ended without a word (process ${pid})`)
  rmSync(pidFileOf(cluster), { force: true })
  for (const name of readdirSync(cluster))
    if (name.startsWith(socketName)) rmSync(path.join(cluster, name), { force: true })
}

const socketName = '.s.PGSQL.'
/** What the system takes as the address of a Unix socket (sun_path of Linux; macOS takes 104). */
const maxSocketPathBytes = 103

/**
 * Where the server makes its Unix socket: among its own files, which only it and we can reach. A statement over it costs a third less
 * than over TCP on both sides (docs/adr/0013-fewer-and-cheaper-statements.md).
 * @returns undefined where the path would be too long
 */
function socketDirectoryOf(cluster: string): string | undefined {
  const longest = path.join(cluster, `${socketName}65535`)
  return Buffer.byteLength(longest) <= maxSocketPathBytes ? cluster : undefined
}

interface Launch {
  readonly dataDir: string
  readonly cluster: string
  readonly binaries: Binaries
  readonly runner: Runner
  readonly log: Log
  readonly preferredPort: number | undefined
}

const attempts = 5

export interface Launched {
  /** On which the server takes connections, at 127.0.0.1. */
  readonly port: number
  /** false: another process was faster. */
  readonly startedByUs: boolean
}

/**
 * Starts the server, on the preferred port if that is free.
 * @throws with what the server said and what to do
 */
export async function launch(options: Launch): Promise<Launched> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort(attempt === 1 ? options.preferredPort : undefined)
    const failure = await launchOn(port, options)
    if (failure === undefined) return { port, startedByUs: true }
    // Somebody took the port between our look and the server's.
    const taken = /could not bind|Address already in use|could not create any TCP\/IP sockets/i.test(failure)
    if (taken && attempt < attempts) continue
    // Another process of ours was faster: its server is the one to use.
    const other = /lock file "postmaster.pid" already exists/.test(failure)
      ? await waitForOther(options.cluster)
      : undefined
    if (other !== undefined) return { port: other, startedByUs: false }
    throw embeddedFailure('The database server did not start', options.dataDir, failure)
  }
}

async function waitForOther(cluster: string): Promise<number | undefined> {
  for (;;) {
    const running = readPostmaster(cluster)
    if (!running) return undefined
    if (running.state === 'ready' && running.port !== undefined) return running.port
    await sleep(50)
  }
}

/** @returns what the server wrote, when it ended instead of getting ready */
async function launchOn(
  port: number,
  { dataDir, cluster, binaries, runner, log }: Launch,
): Promise<string | undefined> {
  const logFile = path.join(dataDir, 'server.log')
  const before = sizeOf(logFile)
  const messages = openSync(logFile, before > maxLogBytes ? 'w' : 'a', 0o600)
  const start = before > maxLogBytes ? 0 : before
  const args = ['-D', cluster, '-p', String(port), '-h', '127.0.0.1', '-k', socketDirectoryOf(cluster) ?? '']
  const [command = '', ...rest] = [...runner.prefix, binaries.postgres, ...args]
  const child = spawn(command, rest, {
    ...runner.as,
    env: programEnvironment(binaries),
    cwd: '/',
    // Its own session: an interrupt at the terminal reaches us, and we end the server when our work with it is done.
    detached: true,
    stdio: ['ignore', messages, messages],
  })
  closeSync(messages)
  child.unref()
  let ended: string | undefined
  child.on('error', error => (ended = error.message))
  child.on('exit', (code, signal) => (ended ??= `ended with ${String(code ?? signal)}`))
  const isEnded = (): string | undefined => ended
  let waited = 0
  while (isEnded() === undefined) {
    const running = readPostmaster(cluster)
    if (running?.state === 'ready' && running.pid === child.pid) return undefined
    await sleep(25)
    waited += 25
    // After a crash the server first reads its write-ahead log again; how long that takes is not ours to limit.
    if (waited % 10_000 === 0) log('info', `The database server is still starting (${waited / 1000} s)`)
  }
  return `${readFileSync(logFile).subarray(start).toString('utf8').slice(-4000)}\n${isEnded() ?? ''}`
}

const maxLogBytes = 16 * 2 ** 20

const sizeOf = (file: string) => statSync(file, { throwIfNoEntry: false })?.size ?? 0

function freePort(preferred = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', error => (preferred === 0 ? reject(error) : resolve(freePort())))
    probe.listen({ port: preferred, host: '127.0.0.1', exclusive: true }, () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : preferred))
    })
  })
}

const patienceMs = 60_000

/** Lets the server write what it holds and end; after a minute it is ended hard, which costs a recovery at the next start. */
export async function stopPostmaster(cluster: string, log: Log): Promise<void> {
  const running = readPostmaster(cluster)
  if (!running) return
  signal(running.pid, 'SIGINT')
  for (let waited = 0; isRunning(running.pid); waited += 25) {
    if (waited === patienceMs) {
      log('warn', 'The database server does not end by itself and is ended now; the next start will take longer')
      signal(running.pid, 'SIGQUIT')
    }
    await sleep(25)
  }
}

function signal(pid: number, name: 'SIGINT' | 'SIGQUIT'): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
