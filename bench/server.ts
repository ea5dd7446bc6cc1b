import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { silent } from '../domain/kernel/log.ts'
import { isoOf, microsOfDate, microsPerSecond } from '../domain/kernel/time.ts'
import { factStream, queueLogRowRecorded } from '../domain/pbx/facts.ts'
import { serve } from '../infra/server/serve.ts'
import { openPlatform } from '../infra/platform.ts'
import { arrivalsAt } from './arrivals.ts'
import { check, percentile } from './figures.ts'
import type { BenchInput } from './input.ts'
import type { PartResult } from './parts.ts'

/** (c) and (d): what somebody who is connected to the running server sees. */
export async function serverPart(input: BenchInput): Promise<PartResult> {
  const dataDirectory = mkdtempSync(path.join(os.tmpdir(), 'ringledger-bench-server-'))
  const server = await serve({ dataDirectory, host: '127.0.0.1', port: 0, log: silent, welcome: false })
  try {
    const token = server.token ?? ''
    return { ...(await queries(server.address, token, input)), ...(await latency(server.address, token)) }
  } finally {
    await server.stop()
    rmSync(dataDirectory, { recursive: true, force: true })
  }
}

const queriesEach = 40
/** Before those that count: a server compiles its code and makes its plans with the first answers of its life. */
const warmUpsEach = 10

/** What an analyst asks over a year, over HTTP. */
const questions: Readonly<Record<string, string>> = {
  yearByQueue:
    'queueStatistics(period: $period) { edges { node { queue offered answered abandoned averageSpeedOfAnswerSeconds serviceLevel { ratio } } } }',
  yearByMonth:
    'queueStatistics(period: $period, interval: MONTH, first: 1000) { edges { node { queue start offered answered abandonRate serviceLevel { ratio } } } }',
  oneQueueByDay:
    'queueStatistics(period: $period, interval: DAY, queues: ["support"], first: 1000) { edges { node { start offered answered talkSeconds maxWaitSeconds } } }',
  percentiles:
    'queueStatistics(period: $period) { edges { node { queue waitPercentileSeconds(percentile: 90) answeredWithin(seconds: 20) } } }',
  agentsOfYear:
    'agentStatistics(period: $period, first: 1000) { edges { node { agent loginSeconds pauseSeconds talkingSeconds answered occupancy } } }',
}

async function queries(address: string, token: string, input: BenchInput): Promise<PartResult> {
  const period = { from: isoOf(input.from * microsPerSecond), to: isoOf(input.to * microsPerSecond) }
  const ask = async (name: string, question: string) => {
    const response = await fetch(`${address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: `query ($period: PeriodInput!) { ${question} }`, variables: { period } }),
    })
    const { data, errors } = (await response.json()) as {
      data?: Record<string, { edges: unknown[] }>
      errors?: unknown
    }
    const rows = Object.values(data ?? {})[0]?.edges.length ?? 0
    check(errors === undefined && rows > 0, `${name}: ${JSON.stringify(errors)}`)
  }
  for (const [name, question] of Object.entries(questions))
    for (let n = 0; n < warmUpsEach; n++) await ask(name, question)
  const figures: Record<string, number> = {}
  const all: number[] = []
  for (const [name, question] of Object.entries(questions)) {
    const times: number[] = []
    for (let n = 0; n < queriesEach; n++) {
      const started = performance.now()
      await ask(name, question)
      times.push(performance.now() - started)
    }
    figures[`${name}P95`] = percentile(times, 0.95)
    all.push(...times)
  }
  return { ...figures, queryP50: percentile(all, 0.5), queryP95: percentile(all, 0.95) }
}

const perSecond = 500
const seconds = 10
/** Sent at the same pace before those that count: code is compiled and plans are made with the first ones, once in a server's life. */
const warmUps = perSecond

/** From the call of append to the event's arrival at a client of the subscription, one event an append. */
async function latency(address: string, token: string): Promise<PartResult> {
  const platform = await openPlatform({ dataDirectory: '.', databaseUrl: process.env['DATABASE_URL'], log: silent })
  const arrivals = arrivalsAt(address, token, 'latency')
  await sleep(1_000)
  const appends: Promise<unknown>[] = []
  const begun = performance.now() + (warmUps * 1000) / perSecond
  for (let n = -warmUps; n < perSecond * seconds; n++) {
    const due = begun + (n * 1000) / perSecond
    if (due > performance.now()) await sleep(due - performance.now())
    const callid = `${Math.floor(Date.now() / 1000)}.${warmUps + n}`
    if (n >= 0) arrivals.send(callid)
    const fact = {
      raw: '',
      form: 'file',
      callid,
      queue: 'q',
      agent: 'NONE',
      event: 'ENTERQUEUE',
      data: ['', '0612345678', '1'],
    }
    appends.push(
      platform.store.append([
        {
          stream: factStream('latency', 'pbx1', 'queue_log'),
          expected: 'any',
          events: [
            {
              type: queueLogRowRecorded,
              data: fact,
              occurredAt: microsOfDate(new Date()),
              site: 'latency',
              node: 'pbx1',
            },
          ],
        },
      ]),
    )
  }
  await Promise.all(appends)
  await sleep(1_000)
  await arrivals.stop()
  await platform.close()
  const { delays } = arrivals
  check(
    delays.length === perSecond * seconds,
    `${delays.length} of ${perSecond * seconds} events arrived at the subscription`,
  )
  return { latencyP50: percentile(delays, 0.5), latencyP99: percentile(delays, 0.99) }
}
