import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Pool } from 'pg'
import { silent } from '../domain/kernel/log.ts'
import { isoOf, microsPerSecond } from '../domain/kernel/time.ts'
import { createPool } from '../infra/postgres/pool.ts'
import { serve } from '../infra/server/serve.ts'
import { calls } from '../projections/calls/calls.ts'
import type { CallsInput } from './calls-input.ts'
import { check, percentile } from './figures.ts'
import type { PartResult } from './parts.ts'

export interface HistoryInput extends CallsInput {
  /** How many calls the history is filled up to. */
  readonly callsInHistory: number
}

/** A page of the history as the dashboards ask for it, on many calls, over HTTP. */
export async function historyPart(input: HistoryInput): Promise<PartResult> {
  const pool = createPool(process.env['DATABASE_URL'] ?? '')
  const held = await multiply(pool, input)
  const sought = await soughtIn(pool)
  await pool.end()
  const dataDirectory = mkdtempSync(path.join(os.tmpdir(), 'ringledger-bench-history-'))
  const server = await serve({ dataDirectory, host: '127.0.0.1', port: 0, log: silent, welcome: false })
  try {
    return { calls: held, ...(await askForPages(server.address, server.token ?? '', sought)) }
  } finally {
    await server.stop()
    rmSync(dataDirectory, { recursive: true, force: true })
  }
}

const secondsApart = 7

/**
 * The calls that the fold wrote, again as those of further PBXs of the site, some seconds later each: what is measured is the reading, and
 * its tables look as if so many calls had been folded.
 * @returns how many calls there are
 */
async function multiply(pool: Pool, { calls: folded, callsInHistory }: HistoryInput): Promise<number> {
  const copies = Math.max(0, Math.ceil(callsInHistory / folded) - 1)
  const { rows: indexes } = await pool.query<{ name: string }>(
    `SELECT indexname AS name FROM pg_indexes WHERE schemaname = 'calls' AND indexname = ANY ($1)`,
    [namesOfIndexes],
  )
  check(indexes.length === namesOfIndexes.length, `${indexes.length} of ${namesOfIndexes.length} indexes of calls`)
  await pool.query(namesOfIndexes.map(name => `DROP INDEX calls.${name}`).join('; '))
  for (const table of ['call', 'party', 'talk_quarter', 'transfer', 'hold', 'attached_data', 'recording', 'mention'])
    await multiplyTable(pool, table, copies)
  await pool.query(`SET search_path = calls; ${calls.indexes ?? ''}; RESET search_path`)
  await pool.query('VACUUM ANALYZE')
  const { rows } = await pool.query<{ n: number }>('SELECT count(*) AS n FROM calls.call')
  check(rows[0]?.n === folded * (copies + 1), `${String(rows[0]?.n)} calls are held`)
  return folded * (copies + 1)
}

const namesOfIndexes = [...(calls.indexes ?? '').matchAll(/create index (\w+)/g)].map(([, name = '']) => name)

const instants: ReadonlySet<string> = new Set([
  'started_us',
  'answered_us',
  'ended_us',
  'talked_us',
  'quarter_us',
  'at_us',
  'from_us',
  'to_us',
])

async function multiplyTable(pool: Pool, table: string, copies: number): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT column_name AS name FROM information_schema.columns WHERE table_schema = 'calls' AND table_name = $1`,
    [table],
  )
  const values = rows.map(({ name }) => {
    if (name === 'node') return `node || '-' || n`
    if (name === 'id') return 'id + n * 1000000000'
    return instants.has(name) ? `${name} + n * ${secondsApart * microsPerSecond}` : name
  })
  const names = rows.map(({ name }) => name).join(', ')
  await pool.query(
    `INSERT INTO calls.${table} (${names}) SELECT ${values.join(', ')} FROM calls.${table}, generate_series(1::bigint, ${copies}) AS n`,
  )
}

const page = `query ($filter: CallFilter!, $orderBy: CallOrder!, $after: String) {
  calls(filter: $filter, orderBy: $orderBy, first: 50, after: $after) {
    edges { node {
      id site startedAt direction outcome callerNumber callerName calledNumber agents queues waitSeconds talkSeconds holdSeconds
      hasRecording to { number name agent agentName line } transfers { kind to }
    } }
    pageInfo { hasNextPage endCursor }
  }
}`

interface PageData {
  readonly calls: {
    readonly edges: readonly unknown[]
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  }
}

interface Question {
  readonly filter: Readonly<Record<string, unknown>>
  readonly orderBy?: string
}

/** What people look for; each in the month in the middle, and from its second page on deeper and deeper. */
const questionsOf = ({ number, queue, agent, name }: Sought): Readonly<Record<string, Question>> => ({
  newest: { filter: {} },
  longestTalk: { filter: {}, orderBy: 'TALK_DESC' },
  queue: { filter: { queues: [queue] } },
  agent: { filter: { agents: [agent] } },
  abandoned: { filter: { outcomes: ['ABANDONED'] } },
  callerPrefix: { filter: { callerNumber: number.slice(0, 8) } },
  number: { filter: { number } },
  words: { filter: { text: name.split(' ')[1] } },
})

/** Whom people look for: those of the call in the middle. */
interface Sought {
  readonly at: number
  readonly number: string
  readonly queue: string
  readonly agent: string
  readonly name: string
}

async function soughtIn(pool: Pool): Promise<Sought> {
  const { rows } = await pool.query<Sought>(
    `SELECT started_us AS at, caller_number AS number, queues[1] AS queue, agents[1] AS agent, caller_name AS name
     FROM calls.call WHERE agents <> '{}' ORDER BY started_us, node, call_id
     OFFSET (SELECT count(*) / 2 FROM calls.call WHERE agents <> '{}') LIMIT 1`,
  )
  const [sought] = rows
  if (!sought) throw new Error('no call in the history has an agent')
  return sought
}

const pagesEach = 40
/** Before those that count: a server compiles its code and makes its plans with the first pages of its life. */
const warmUpsEach = 10

async function askForPages(address: string, token: string, sought: Sought): Promise<PartResult> {
  const fortnight = 15 * 86_400 * microsPerSecond
  const period = { from: isoOf(sought.at - fortnight), to: isoOf(sought.at + fortnight) }
  const ask = async (name: string, { filter, orderBy = 'START_DESC' }: Question, after: string | null) => {
    const response = await fetch(`${address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: page, variables: { filter: { ...filter, period }, orderBy, after } }),
    })
    const { data, errors } = (await response.json()) as { data?: PageData; errors?: unknown }
    check(errors === undefined && (data?.calls.edges.length ?? 0) > 0, `${name}: ${JSON.stringify(errors)}`)
    return data?.calls.pageInfo.hasNextPage === true ? data.calls.pageInfo.endCursor : null
  }
  const questions = Object.entries(questionsOf(sought))
  for (const [name, question] of questions) for (let n = 0; n < warmUpsEach; n++) await ask(name, question, null)
  const figures: Record<string, number> = {}
  const all: number[] = []
  for (const [name, question] of questions) {
    const times: number[] = []
    let after: string | null = null
    for (let n = 0; n < pagesEach; n++) {
      const started = performance.now()
      after = await ask(name, question, after)
      times.push(performance.now() - started)
    }
    figures[`${name}P95`] = percentile(times, 0.95)
    all.push(...times)
  }
  return { ...figures, pageP50: percentile(all, 0.5), pageP95: percentile(all, 0.95) }
}

export const questionNames: readonly string[] = Object.keys(
  questionsOf({ at: 0, number: '', queue: '', agent: '', name: '' }),
)
