import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { silent } from '../domain/kernel/log.ts'
import { factStream } from '../domain/pbx/facts.ts'
import { nodeFlags } from '../infra/heap.ts'
import { openPlatform } from '../infra/platform.ts'
import { askServer } from '../infra/server/ask-server.ts'
import { serve } from '../infra/server/serve.ts'
import { arrivalsAt } from './arrivals.ts'
import { check, percentile } from './figures.ts'
import type { BenchInput } from './input.ts'
import { place, timeZone, type PartResult } from './parts.ts'

/** `server`: it follows the file itself. `collector`: another process does, and sends it what it reads. */
export interface CollectInput extends BenchInput {
  readonly by: 'server' | 'collector'
}

const perSecond = 50
const seconds = 10

/** A queue_log that is full already, then one that grows, until its rows are in the log. */
export async function collectPart(input: CollectInput): Promise<PartResult> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ringledger-bench-collect-'))
  const file = path.join(folder, 'queue_log')
  copyFileSync(input.file, file)
  const server = await serve({ dataDirectory: folder, host: '127.0.0.1', port: 0, log: silent, welcome: false })
  const ask = async (query: string) => {
    const answer = await askServer(server.address, server.token ?? '', { query })
    check(answer.errors === undefined, JSON.stringify(answer.errors))
    return answer
  }
  const began = performance.now()
  const collector = input.by === 'collector' ? await startCollector(server.address, ask, folder, file) : undefined
  if (!collector) await follow(ask, file)
  const platform = await openPlatform({ dataDirectory: '.', databaseUrl: process.env['DATABASE_URL'], log: silent })
  try {
    const stream = factStream(place.site, place.node, 'queue_log')
    while (((await platform.store.lastRevision(stream)) ?? -1) + 1 < input.rows) await sleep(20)
    const taken = (performance.now() - began) / 1000
    while (await isFolding(ask)) await sleep(200)
    const latency = await lineByLine(server.address, server.token ?? '', file)
    const written = ((await platform.store.lastRevision(stream)) ?? -1) + 1
    check(written === input.rows + perSecond * seconds, `${written} rows are in the log`)
    return { rowsPerSecond: input.rows / taken, ...latency, peakMegabytes: collector ? peakOf(collector) : 0 }
  } finally {
    collector?.kill('SIGTERM')
    if (collector) await once(collector, 'close')
    await platform.close()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

type Ask = (query: string) => Promise<{ readonly data?: unknown }>

/** Read models that take in what was collected would be measured too; the documents of panels follow at leisure. */
async function isFolding(ask: Ask): Promise<boolean> {
  const { data } = await ask('{ status { projections { name lag } } }')
  const { projections } = (data as { status: { projections: { name: string; lag: number }[] } }).status
  return projections.some(({ name, lag }) => name !== 'panels' && lag > 0)
}

async function follow(ask: Ask, file: string): Promise<void> {
  await ask(`mutation {
    registerSite(input: { site: "${place.site}", timeZone: "${timeZone}" }) { position }
    registerNode(input: { site: "${place.site}", node: "${place.node}", clockZone: "${timeZone}" }) { position }
    configureSource(input: { site: "${place.site}", node: "${place.node}",
      source: { name: "log", queueLogFile: { path: ${JSON.stringify(file)} } } }) { position } }`)
}

async function startCollector(address: string, ask: Ask, folder: string, file: string): Promise<ChildProcess> {
  const { data } = await ask(
    `mutation { issueToken(input: { label: "bench", role: COLLECTOR, nodes: ["${place.site}/*"] }) { token } }`,
  )
  const { token } = (data as { issueToken: { token: string } }).issueToken
  const words = [
    'collect',
    '--server',
    address,
    '--site',
    place.site,
    '--node',
    place.node,
    '--time-zone',
    timeZone,
    '--queue-log',
    file,
    '--spool',
    path.join(folder, 'spool'),
    '--quiet',
  ]
  const program = path.join(path.dirname(process.argv[1] ?? ''), '..', 'bin', 'ringledger.mjs')
  return spawn(process.execPath, [...nodeFlags, program, ...words], {
    env: { ...process.env, RINGLEDGER_TOKEN: token },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

/** From a line's being written to its arrival at a client. */
async function lineByLine(address: string, token: string, file: string): Promise<PartResult> {
  const arrivals = arrivalsAt(address, token, place.site)
  await sleep(1_000)
  for (let n = 0; n < perSecond * seconds; n++) {
    const callid = `${Math.floor(Date.now() / 1000)}.${n}`
    arrivals.send(callid)
    appendFileSync(file, `${Math.floor(Date.now() / 1000)}|${callid}|support|NONE|ENTERQUEUE||0612345678|1\n`)
    await sleep(1000 / perSecond)
  }
  await sleep(2_000)
  await arrivals.stop()
  const { delays } = arrivals
  check(delays.length === perSecond * seconds, `${delays.length} lines have come`)
  return { latencyP50: percentile(delays, 0.5), latencyP99: percentile(delays, 0.99) }
}

const peakOf = ({ pid }: ChildProcess): number =>
  Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid ?? 0}/status`, 'utf8'))?.[1] ?? Number.NaN) / 1024
