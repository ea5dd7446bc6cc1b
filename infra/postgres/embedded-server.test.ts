import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import pg from 'pg'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { silent } from '../../domain/kernel/log.ts'
import { startEmbeddedServer, type EmbeddedServer } from './embedded-server.ts'
import { readPostmaster } from './postmaster.ts'

let dataDir: string
const running: EmbeddedServer[] = []
const children: ChildProcess[] = []

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'ringledger-embedded-'))
  await chmod(dataDir, 0o755)
})
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  for (const server of running.splice(0)) await server.stop()
  const left = readPostmaster(cluster())
  if (left) process.kill(left.pid, 'SIGKILL')
  await rm(dataDir, { recursive: true, force: true, maxRetries: 20 })
})

const cluster = () => path.join(dataDir, 'cluster')
const postmaster = () => readPostmaster(cluster())

async function start(): Promise<EmbeddedServer> {
  const server = await startEmbeddedServer({ dataDir, log: silent, durable: false })
  running.push(server)
  return server
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}

test('a server comes back on the same port with what was stored in it', async () => {
  const first = await start()
  await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer')
  await first.stop()
  expect(postmaster()).toBeUndefined()
  const second = await start()
  expect(second.startedByUs).toBe(true)
  expect(second.url).toBe(first.url)
  expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
})

test('a server that is killed while it is used comes back by itself, on the same port', async () => {
  const server = await startEmbeddedServer({ dataDir, log: silent, revive: true })
  running.push(server)
  await query(server.url, 'CREATE TABLE kept AS SELECT 42 AS answer')
  const killed = postmaster()!.pid
  process.kill(killed, 'SIGKILL')
  await vi.waitFor(() => expect([killed, undefined]).not.toContain(postmaster()?.pid), {
    timeout: 40_000,
    interval: 100,
  })
  await vi.waitFor(async () => expect(await query(server.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]), {
    timeout: 40_000,
    interval: 200,
  })
  await server.stop()
  expect(postmaster()).toBeUndefined()
})

test('a server that cannot come back is called lost, with the reason, and comes back when what kept it is over', async () => {
  const server = await startEmbeddedServer({ dataDir, log: silent, revive: true })
  running.push(server)
  await query(server.url, 'CREATE TABLE kept AS SELECT 42 AS answer')
  const files = path.join(dataDir, 'cluster', 'global')
  renameSync(files, `${files}.away`)
  process.kill(postmaster()!.pid, 'SIGKILL')
  await vi.waitFor(() => expect(server.lost.aborted).toBe(true), { timeout: 50_000, interval: 100 })
  expect((server.lost.reason as Error).message).toMatch(/^The database server did not start\./)
  renameSync(`${files}.away`, files)
  await vi.waitFor(async () => expect(await query(server.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]), {
    timeout: 50_000,
    interval: 200,
  })
}, 120_000)

test('only this machine gets in, and only with the password, which only its owner can read', async () => {
  const { url } = await start()
  expect(await query(url, `SELECT current_setting('listen_addresses') AS on`)).toEqual([{ on: '127.0.0.1' }])
  expect(statSync(path.join(dataDir, 'password')).mode & 0o777).toBe(0o600)
  const wrong = new URL(url)
  wrong.password = 'guessed'
  await expect(query(wrong.href, 'SELECT 1')).rejects.toThrow(/password/)
})

test.runIf(process.geteuid?.() === 0)('started by root, the server runs as somebody who is not root', async () => {
  await start()
  expect(statSync(cluster()).uid).not.toBe(0)
  expect(statSync(`/proc/${postmaster()!.pid}`).uid).toBe(statSync(cluster()).uid)
})

test.runIf(process.geteuid?.() === 0)(
  'started by root, the server works in a directory that is closed to others',
  async () => {
    await chmod(dataDir, 0o700)
    const closed = path.join(dataDir, 'below')
    const server = await startEmbeddedServer({ dataDir: closed, log: silent, durable: false })
    try {
      expect(statSync(path.join(closed, 'cluster')).uid).not.toBe(0)
      await query(server.url, 'CREATE TABLE a AS SELECT 1')
    } finally {
      await server.stop()
    }
  },
)

test('the second user of a directory joins the running server, and the last one out stops it', async () => {
  const first = await start()
  const second = await start()
  expect(second).toMatchObject({ url: first.url, startedByUs: false })
  await first.stop()
  expect(await query(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  await second.stop()
  expect(postmaster()).toBeUndefined()
})

test('of several that begin at once on an empty directory one starts the server and all use it', async () => {
  const servers = await Promise.all([start(), start(), start()])
  expect(new Set(servers.map(({ url }) => url)).size).toBe(1)
  expect(servers.filter(({ startedByUs }) => startedByUs).length).toBe(1)
  for (const { url } of servers) await query(url, 'SELECT 1')
})

test('after a server was killed the next start recovers what was committed', async () => {
  const first = await startEmbeddedServer({ dataDir, log: silent })
  await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer')
  const { pid } = postmaster()!
  process.kill(pid, 'SIGKILL')
  while (postmaster()) await new Promise(resolve => setTimeout(resolve, 10))
  expect(existsSync(path.join(cluster(), 'postmaster.pid'))).toBe(true)
  const second = await start()
  expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
  await first.stop()
})

test('a pid file that names an unrelated process does not keep the server from starting', async () => {
  const first = await start()
  const pidFile = path.join(cluster(), 'postmaster.pid')
  const lines = readFileSync(pidFile, 'utf8').split('\n')
  await first.stop()
  const stranger = spawn('sleep', ['60'], statSync(cluster()).uid === 0 ? {} : { uid: statSync(cluster()).uid })
  children.push(stranger)
  await writeFile(pidFile, [stranger.pid, ...lines.slice(1)].join('\n'))
  const second = await start()
  await query(second.url, 'SELECT 1')
})

/** Runs the module under test in a process of its own, which prints the address and then waits. */
async function startInOtherProcess(): Promise<{ child: ChildProcess; url: string }> {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const { outputFiles } = await build({
    absWorkingDir: root,
    stdin: {
      resolveDir: root,
      loader: 'ts',
      contents: `import { startEmbeddedServer } from './infra/postgres/embedded-server.ts'
        const { url } = await startEmbeddedServer({ dataDir: ${JSON.stringify(dataDir)}, log: () => undefined })
        console.log(url)
        setInterval(() => undefined, 1000)`,
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    write: false,
  })
  const child = spawn(process.execPath, ['--input-type=module', '-e', outputFiles[0]!.text], { cwd: root })
  children.push(child)
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()))
    child.once('exit', () => reject(new Error(errors)))
  })
  return { child, url }
}

test('a server whose starter was killed is taken over, and stopped by the last one out', async () => {
  const { child, url } = await startInOtherProcess()
  child.removeAllListeners('exit')
  const dead = new Promise(resolve => child.once('exit', resolve))
  child.kill('SIGKILL')
  await dead
  expect(postmaster()).toBeDefined()
  const heir = await start()
  expect(heir).toMatchObject({ url, startedByUs: false })
  await heir.stop()
  expect(postmaster()).toBeUndefined()
})

test('a server that another living process uses is left running', async () => {
  const { url } = await startInOtherProcess()
  const guest = await start()
  expect(guest.url).toBe(url)
  await guest.stop()
  expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
})

test('database files of another major version are refused, with both versions and a way out', async () => {
  await (await start()).stop()
  writeFileSync(path.join(cluster(), 'PG_VERSION'), '15\n')
  await expect(start()).rejects.toThrow(/PostgreSQL 15.*brings PostgreSQL 18.*backup.*DATABASE_URL/)
})

test('a lost password is named, not replaced by one that does not fit', async () => {
  await (await start()).stop()
  rmSync(path.join(dataDir, 'password'))
  await expect(start()).rejects.toThrow(/password is missing/)
})

test('a file where the data directory should be is named', async () => {
  const file = path.join(dataDir, 'file')
  writeFileSync(file, '')
  const starting = startEmbeddedServer({ dataDir: file, log: silent })
  await expect(starting).rejects.toThrow(/file is not a directory.*--data/)
  await expect(startEmbeddedServer({ dataDir: path.join(file, 'below'), log: silent })).rejects.toThrow(
    /not a directory/,
  )
})
