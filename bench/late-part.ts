import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { silent } from '../domain/kernel/log.ts'
import { isoOf, microsOfDate, microsPerSecond } from '../domain/kernel/time.ts'
import { nodeFlags } from '../infra/heap.ts'
import { openPlatform, type Platform } from '../infra/platform.ts'
import { registerPlace } from '../infra/registration.ts'
import { askServer } from '../infra/server/ask-server.ts'
import { serve } from '../infra/server/serve.ts'
import { check, percentile } from './figures.ts'
import type { BenchInput } from './input.ts'
import { livePbx } from './live-pbx.ts'
import { peakMegabytes, place, timeZone, type PartResult } from './parts.ts'
import { watchBoards } from './watched-boards.ts'

const askEveryMs = 200
/** An import that takes longer is measured by what of it was taken in. */
const longestSeconds = 1800
const tellEverySeconds = 30

/** Older rows, of the same agents and queues, are imported beside a server whose boards are watched. */
export async function latePart(input: BenchInput): Promise<PartResult> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ringledger-bench-late-'))
  const server = await serve({ dataDirectory: folder, host: '127.0.0.1', port: 0, log: silent, welcome: false })
  const platform = await openPlatform({ dataDirectory: '.', databaseUrl: process.env['DATABASE_URL'], log: silent })
  const { address, token = '' } = server
  const boards = watchBoards(address, token)
  const stop = new AbortController()
  try {
    await registerPlace(platform.store, { ...place, timeZone, actor: 'bench' })
    const pbx = livePbx(platform.store)
    await pbx.fill()
    while ((await standingOf(platform)).calls < (await platform.store.lastPosition())) await sleep(100)
    const live = pbx.goOn(stop.signal, position => boards.await(position))
    await sleep(3000)
    boards.begin()
    const asking = askOften(address, token, stop.signal)
    const imported = await importBeside(platform, input)
    const delays = boards.end()
    stop.abort()
    await live
    const waits = await asking
    return {
      ...imported,
      boardP50: percentile(delays, 0.5),
      boardP95: percentile(delays, 0.95),
      boardLongest: Math.max(...delays),
      queryP50: percentile(waits, 0.5),
      queryP95: percentile(waits, 0.95),
      peakMegabytes: peakMegabytes(),
    }
  } finally {
    stop.abort()
    await boards.close()
    await platform.close()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Milliseconds of each answer to what a page with the boards and the figures of today asks. */
async function askOften(address: string, token: string, signal: AbortSignal): Promise<readonly number[]> {
  const daysOff = (days: number): string => isoOf(microsOfDate(new Date()) + days * 86_400 * microsPerSecond)
  const query = `{ queueBoard { queues { queue waiting } } agentBoard { agents { agent state } }
    queueStatistics(period: { from: "${daysOff(-1)}", to: "${daysOff(1)}" }) { edges { node { queue offered answered } } } }`
  const waits: number[] = []
  while (!signal.aborted) {
    const asked = performance.now()
    const { errors } = await askServer(address, token, { query })
    check(errors === undefined, JSON.stringify(errors))
    waits.push(performance.now() - asked)
    await sleep(askEveryMs)
  }
  return waits
}

const models = ['queue_visits', 'agent_states', 'calls'] as const
type Standing = Readonly<Record<(typeof models)[number], number>>

/** @returns rows a second until the import had ended and each read model had its rows. The documents of panels come behind at leisure. */
async function importBeside(platform: Platform, input: BenchInput): Promise<PartResult> {
  const first = await platform.store.lastPosition()
  const began = performance.now()
  const seconds = (): number => (performance.now() - began) / 1000
  const cpu = process.cpuUsage()
  const stop = new AbortController()
  const figures: Record<string, number> = {}
  let end = Infinity
  const imported = runImport(input, stop.signal).then(lastPosition => {
    end = lastPosition
    figures['importPerSecond'] = input.rows / seconds()
  })
  imported.catch(() => undefined)
  let standing = await standingOf(platform)
  const open = new Set(models)
  let told = 0
  while (open.size > 0 && seconds() < longestSeconds) {
    await Promise.race([sleep(100), imported.then(() => sleep(100))])
    standing = await standingOf(platform)
    for (const name of open) {
      if (standing[name] < end) continue
      open.delete(name)
      figures[`${name}PerSecond`] = input.rows / seconds()
    }
    if (seconds() - told >= tellEverySeconds) {
      told = seconds()
      const standings = models.map(name => `${name} ${standing[name] - first}`)
      process.stderr.write(`    behind ${told.toFixed(0)} s: ${standings.join(', ')}\n`)
    }
    if (open.has('agent_states') || open.has('queue_visits')) continue
    const { user, system } = process.cpuUsage(cpu)
    figures['cpuMicrosPerRow'] ??= (user + system) / input.rows
  }
  for (const name of open) figures[`${name}PerSecond`] = Math.max(0, standing[name] - first) / seconds()
  stop.abort()
  await imported
  return figures
}

/** As an administrator would. @returns the position of the last row */
async function runImport(input: BenchInput, signal: AbortSignal): Promise<number> {
  const program = path.join(path.dirname(process.argv[1] ?? ''), '..', 'bin', 'ringledger.mjs')
  const options = ['--site', place.site, '--node', place.node, '--time-zone', timeZone, '--json', '--quiet']
  const words = [...nodeFlags, program, 'import', ...options, '--queue-log', input.file]
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] })
  signal.addEventListener('abort', () => child.kill('SIGTERM'))
  let text = ''
  child.stdout.on('data', chunk => (text += String(chunk)))
  const [code] = (await once(child, 'close')) as [number]
  if (signal.aborted) return Infinity
  check(code === 0, `the import ended with ${code}`)
  const { appended, lastPosition } = JSON.parse(text) as { appended: number; lastPosition: number }
  check(appended === input.rows, `${appended} of ${input.rows} rows were appended`)
  return lastPosition
}

async function standingOf({ pool }: Platform): Promise<Standing> {
  const { rows } = await pool.query<{ name: string; position: number }>(
    `SELECT projection AS name, position FROM engine.build WHERE status = 'live'`,
  )
  const of = (name: string): number => rows.find(row => row.name === name)?.position ?? 0
  return { queue_visits: of('queue_visits'), agent_states: of('agent_states'), calls: of('calls') }
}
