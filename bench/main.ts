import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { silent } from '../domain/kernel/log.ts'
import { startEmbeddedServer } from '../infra/postgres/embedded-server.ts'
import { createPool } from '../infra/postgres/pool.ts'
import { projections } from '../infra/projections.ts'
import { bareCopy } from './baseline.ts'
import { line, type Figure } from './figures.ts'
import { writeInput, type BenchInput } from './input.ts'
import { importPart, rebuildPart, type PartResult } from './parts.ts'
import { serverPart } from './server.ts'

const parts = { import: importPart, rebuild: rebuildPart, server: serverPart } as const
type Part = keyof typeof parts

const { values } = parseArgs({
  options: { rows: { type: 'string' }, part: { type: 'string' }, input: { type: 'string' }, json: { type: 'boolean' } },
})

if (values.part !== undefined) {
  const result = await parts[values.part as Part](JSON.parse(values.input ?? '') as BenchInput)
  process.stdout.write(`${JSON.stringify(result)}\n`)
} else {
  await benchmark(Number(values.rows ?? 1_000_000))
}

/** Each part runs in a process of its own on the same durable server, so that peak memory is that of the part. */
async function benchmark(rows: number): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ringledger-bench-'))
  chmodSync(folder, 0o755)
  const say = (text: string): void => void process.stderr.write(`${text}\n`)
  const server = await startEmbeddedServer({ dataDir: path.join(folder, 'postgres'), log: silent })
  try {
    say(
      `${os.cpus()[0]?.model.trim() ?? ''}, ${os.cpus().length} cores, Node ${process.version}, ${rows.toLocaleString('en')} rows`,
    )
    const input = await writeInput(path.join(folder, 'queue_log'), rows)
    const quarter = await writeInput(path.join(folder, 'queue_log_quarter'), Math.ceil(rows / 4))
    const run = async (part: Part, database: string, of: BenchInput): Promise<PartResult> => {
      say(`... ${part} of ${of.rows.toLocaleString('en')} rows`)
      return runPart(part, await databaseOf(server.url, database), of)
    }
    say('... bare COPY')
    const pool = createPool(await databaseOf(server.url, 'bare_copy'))
    const copyRate = await bareCopy(pool, input.file, rows)
    await pool.end()
    const ofQuarter = await run('import', 'quarter', quarter)
    const imported = await run('import', 'bench', input)
    const rebuilt = await run('rebuild', 'bench', input)
    const served = await run('server', 'bench', input)
    const figures = figuresOf({ input, copyRate, ofQuarter, imported, rebuilt, served })
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

async function runPart(part: Part, databaseUrl: string, input: BenchInput): Promise<PartResult> {
  const words = ['--enable-source-maps', process.argv[1] ?? '', '--part', part, '--input', JSON.stringify(input)]
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

interface Measured {
  readonly input: BenchInput
  readonly copyRate: number
  readonly ofQuarter: PartResult
  readonly imported: PartResult
  readonly rebuilt: PartResult
  readonly served: PartResult
}

function figuresOf({ input, copyRate, ofQuarter, imported, rebuilt, served }: Measured): Figure[] {
  const of = (result: PartResult, name: string): number => result[name] ?? Number.NaN
  const seconds = of(imported, 'importSeconds') + of(imported, 'statisticsSeconds')
  const importRate = input.rows / seconds
  const rawBytes = input.bytes / input.rows
  const factBytes = of(imported, 'logBytes') / input.rows
  const models = projections.filter(({ givesWay }) => !givesWay).map(({ name }) => name)
  const rebuildSeconds = models.reduce((sum, name) => sum + 1 / of(rebuilt, name), 0)
  return [
    { name: 'bare COPY into one indexed table', value: copyRate, unit: 'rows/s' },
    { name: '(a) import, statistics up to date', value: importRate, unit: 'rows/s', target: { atLeast: 50_000 } },
    { name: '    share of the bare COPY', value: (100 * importRate) / copyRate, unit: '%', target: { atLeast: 40 } },
    { name: '    of it: rows to committed events', value: input.rows / of(imported, 'importSeconds'), unit: 'rows/s' },
    {
      name: '    with the history of calls, from queue_log alone',
      value: input.rows / (seconds + of(imported, 'callsSeconds')),
      unit: 'rows/s',
    },
    ...models.map(name => ({
      name: `(b) rebuild ${name}`,
      value: of(rebuilt, name),
      unit: 'events/s',
      target: { atLeast: 150_000 },
    })),
    { name: '    all of them, one after the other', value: 1 / rebuildSeconds, unit: 'events/s' },
    { name: '    calls, from queue_log alone', value: of(rebuilt, 'calls'), unit: 'events/s' },
    { name: '(c) append to subscription, 500 events/s, p50', value: of(served, 'latencyP50'), unit: 'ms' },
    { name: '    p99', value: of(served, 'latencyP99'), unit: 'ms', target: { atMost: 50 } },
    { name: '(d) statistics over the year, HTTP, p50', value: of(served, 'queryP50'), unit: 'ms' },
    { name: '    p95', value: of(served, 'queryP95'), unit: 'ms', target: { atMost: 50 } },
    ...['yearByQueue', 'yearByMonth', 'oneQueueByDay', 'percentiles', 'agentsOfYear'].map(name => ({
      name: `    p95 of ${name}`,
      value: of(served, `${name}P95`),
      unit: 'ms',
    })),
    {
      name: '(e) peak memory of the import',
      value: of(imported, 'peakMegabytes'),
      unit: 'MB',
      target: { atMost: 400 },
    },
    { name: '    of a quarter of the rows', value: of(ofQuarter, 'peakMegabytes'), unit: 'MB' },
    { name: '    of the rebuild', value: of(rebuilt, 'peakMegabytes'), unit: 'MB', target: { atMost: 400 } },
    { name: '(f) bytes on disk a fact, indexes included', value: factBytes, unit: 'bytes' },
    { name: '    times the raw line', value: factBytes / rawBytes, unit: 'x', target: { atMost: 3 } },
  ]
}
