import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Pool } from 'pg'
import { silent } from '../domain/kernel/log.ts'
import { keepHeapSmall, nodeFlags } from '../infra/heap.ts'
import { startEmbeddedServer } from '../infra/postgres/embedded-server.ts'
import { createPool } from '../infra/postgres/pool.ts'
import { isPart, parts, serving, type Bench } from './bench.ts'
import { line, type Figure } from './figures.ts'
import type { PartResult } from './parts.ts'

/** Loaded when they are run: a part of one of them must not carry what the others need in its memory. */
const sets: Readonly<Record<string, (bench: Bench) => Promise<readonly Figure[]>>> = {
  statistics: async bench => (await import('./statistics.ts')).benchStatistics(bench),
  calls: async bench => (await import('./calls.ts')).benchCalls(bench),
  configuration: async bench => (await import('./configuration.ts')).benchConfiguration(bench),
  collect: async bench => (await import('./collect.ts')).benchCollect(bench),
  late: async bench => (await import('./late.ts')).benchLate(bench),
}

const { values } = parseArgs({
  options: {
    rows: { type: 'string' },
    set: { type: 'string' },
    json: { type: 'boolean' },
    part: { type: 'string' },
    input: { type: 'string' },
  },
})

if (values.part !== undefined) {
  keepHeapSmall() // as the command line does
  if (!isPart(values.part)) throw new Error(`there is no part ${values.part}: ${Object.keys(parts).join(', ')}`)
  process.stdout.write(`${JSON.stringify(await parts[values.part](JSON.parse(values.input ?? '')))}\n`)
} else {
  await benchmark(Number(values.rows ?? 1_000_000), values.set === undefined ? Object.keys(sets) : [values.set])
}

/** @param names of the sets, one after the other on the same durable server */
async function benchmark(rows: number, names: readonly string[]): Promise<void> {
  const chosen = names.map(name => {
    const set = sets[name]
    if (!set) throw new Error(`--set ${name}: there are ${Object.keys(sets).join(', ')}`)
    return set
  })
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ringledger-bench-'))
  chmodSync(folder, 0o755)
  const say = (text: string): void => void process.stderr.write(`${text}\n`)
  const server = await startEmbeddedServer({ dataDir: path.join(folder, 'postgres'), log: silent })
  const poolOf = async (database: string) => createPool(await databaseOf(server.url, database))
  const run: Bench['run'] = async (part, database, input) => {
    await settle(await poolOf(database))
    say(`... ${part} of ${input.rows.toLocaleString('en')} rows`)
    return runPart(part, await databaseOf(server.url, database), input)
  }
  const forget = (database: string) => dropDatabase(server.url, database)
  try {
    say(
      `${os.cpus()[0]?.model.trim() ?? ''}, ${os.cpus().length} cores, Node ${process.version}, ${rows.toLocaleString('en')} rows`,
    )
    const figures: Figure[] = []
    for (const set of chosen) figures.push(...(await set({ folder, rows, say, run, poolOf, forget })))
    process.stdout.write(values.json ? `${JSON.stringify(figures)}\n` : `${figures.map(line).join('\n')}\n`)
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function databaseOf(serverUrl: string, name: string): Promise<string> {
  const pool = createPool(serverUrl)
  const { rowCount } = await pool.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])
  if (rowCount === 0) await pool.query(`CREATE DATABASE ${name}`)
  await pool.end()
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}

async function dropDatabase(serverUrl: string, name: string): Promise<void> {
  const pool = createPool(serverUrl)
  await pool.query(`DROP DATABASE ${name} WITH (FORCE)`)
  await settle(pool)
}

/** What PostgreSQL still has to do for the part before, it does now, and not beside the next one. */
async function settle(pool: Pool): Promise<void> {
  await pool.query('VACUUM (ANALYZE)')
  await pool.query('CHECKPOINT')
  await pool.end()
}

async function runPart(part: string, databaseUrl: string, input: object): Promise<PartResult> {
  // As the command line is started, or the server: what else Node may be told takes memory.
  const flags = serving.includes(part) ? [] : nodeFlags
  const words = [...flags, process.argv[1] ?? '', '--part', part, '--input', JSON.stringify(input)]
  const child = spawn(process.execPath, words, {
    env: { ...process.env, DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let text = ''
  child.stdout.on('data', chunk => (text += String(chunk)))
  const [code] = (await once(child, 'close')) as [number]
  if (code !== 0) throw new Error(`part ${part} ended with ${code}`)
  return JSON.parse(text) as PartResult
}
