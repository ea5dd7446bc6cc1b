import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { silent, type Log } from '../../domain/kernel/log.ts'
import { microsOfIso } from '../../domain/kernel/time.ts'
import { createPostgresEventStore, type PostgresEventStore } from '../../infra/event-store/postgres.ts'
import { projections } from '../../infra/projections.ts'
import { registerPlace } from '../../infra/registration.ts'
import { freshDatabase, type TestDatabase } from '../../infra/testing/database.ts'
import { importFiles } from '../../ingest/import-files.ts'
import { createProjectionEngine } from '../../projections/engine/engine.ts'
import { createReports } from './reports.ts'
import { schema } from '../schema.ts'
import { asker, holder, type Ask } from '../testing/ask.ts'
import { fakePorts } from '../testing/fakes.ts'
import { wholeSelection } from '../testing/whole-selection.ts'

/** The recording of a real Asterisk, behind the real read models: what the API asks of them, they answer. */
const corpus = path.join(import.meta.dirname, '../../replay-tests/corpus/asterisk-20')
const now = microsOfIso('2026-11-21T04:00:00Z') ?? NaN
let database: TestDatabase
let store: PostgresEventStore
let ask: Ask
/** What was hidden from the client: it belongs into the failure of a test. */
const faults: unknown[] = []

beforeAll(async () => {
  database = await freshDatabase('log', 'engine')
  const { pool } = database
  store = createPostgresEventStore({ pool })
  const place = { site: 'lab', node: 'asterisk-20' }
  await registerPlace(store, { ...place, timeZone: 'UTC', actor: 'test' })
  await importFiles({
    store,
    ...place,
    clockZone: 'UTC',
    queueLog: [path.join(corpus, 'queue_log')],
    cel: [path.join(corpus, 'cel.csv')],
  })
  const engine = createProjectionEngine({ pool, store, projections, log: silent })
  const statuses = await engine.catchUp()
  const health = statuses.map(({ name, version, position, deadLetters }) => ({
    name,
    version,
    state: 'UP_TO_DATE' as const,
    position,
    deadLetters,
    problem: null,
  }))
  const log: Log = (_, __, fields) => faults.push(fields?.['error'])
  const ports = fakePorts(store, { reports: createReports(pool), log })
  ask = asker(
    { ...ports, clock: () => now, engine: { ...ports.engine, projections: () => health } },
    { depth: 30, cost: Infinity, tokens: 100_000 },
  )
  // Files are those of a PBX that is configured.
  await ask('mutation { defineMediaServer(input: { name: "asterisk-20", address: "192.0.2.1" }) { position } }')
})
afterAll(async () => {
  await store.close()
  await database.drop()
})

afterEach(() => {
  expect(faults.splice(0)).toEqual([])
})

const period = 'period: { from: "2026-11-21T00:00:00Z", to: "2026-11-22T00:00:00Z" }'

const rootArguments: Readonly<Record<string, string>> = {
  agentQueueStatistics: period,
  agentStatistics: period,
  queueOpenHours: period,
  queueStatistics: period,
  reconciliation: period,
  restatement: 'projection: "queue_visits"',
  switchboardStatistics: period,
  configurationDiff: 'from: { position: "0" }',
  configurationFiles: 'node: "asterisk-20"',
  panel: `documents: CALL, filter: { ${period} }`,
  panelDocuments: `documents: CALL, filter: { ${period} }, first: 3`,
  call: 'uniqueId: "1795233163.256"',
  calls: 'first: 3',
  agentControls: 'site: "lab", agent: "Agent/8001"',
  agentCalls: 'agent: "Agent/8001", first: 3',
  lineCalls: 'line: "PJSIP/1001", first: 3',
  customerHistory: 'number: "0610760441"',
  phonebook: 'search: "dupont", first: 3',
  reverseLookup: 'number: "0610760441"',
  lastAgent: 'number: "0610760441", sinceDays: 7',
  callReconciliation: period,
  qualificationStatistics: period,
  callbackRequest: 'site: "lab", requestId: "none"',
  callWitnesses: period,
  queueVisits: 'first: 3',
  agentTimeline: `agent: "Agent/8001", ${period}`,
  node: `id: "${btoa('Event:1')}"`,
  nodes: `ids: ["${btoa('Event:1')}"]`,
}

const fieldArguments = {
  'QueueStatistics.answeredWithin': 'seconds: 10',
  'QueueStatistics.abandonedWithin': 'seconds: 10',
  'QueueStatistics.waitPercentileSeconds': 'percentile: 90',
  'QueueStatistics.serviceLevel': 'thresholdSeconds: 20',
  'QueueStatistics.visits': 'first: 2',
}

const fields = Object.values(schema.getQueryType()?.getFields() ?? {})

describe('every field of the interface is answered by the real read models', () => {
  test.each(fields.map(field => [field.name, field] as const))('%s', async (name, field) => {
    const args = rootArguments[name]
    const query = `{ ${name}${args ? `(${args})` : ''} ${wholeSelection(field.type, 6, fieldArguments)} }`
    const { data, errors } = await ask(query)
    expect(errors).toBeUndefined()
    expect(data?.[name]).toBeDefined()
  })

  test.each(['QUEUE', 'SITE', 'CALLED_NUMBER', 'HOUR_OF_DAY', 'DAY_OF_WEEK'])(
    'queueStatistics by %s',
    async dimension => {
      for (const attribution of ['ARRIVAL', 'EVENT', 'END'])
        for (const interval of ['QUARTER_HOUR', 'HOUR', 'DAY', 'WEEK', 'MONTH', 'TOTAL']) {
          const args = `groupBy: [${dimension}], interval: ${interval}, attribution: ${attribution}, timeZone: "Europe/Paris"`
          const { errors } = await ask(`{ queueStatistics(${period}, ${args}) { edges { node { offered } } } }`)
          expect(errors).toBeUndefined()
        }
    },
  )

  test.each(['AGENT', 'AGENT_GROUP', 'SITE', 'HOUR_OF_DAY', 'DAY_OF_WEEK'])(
    'agentStatistics by %s',
    async dimension => {
      const args = `groupBy: [${dimension}], interval: HOUR`
      const { errors } = await ask(
        `{ agentStatistics(${period}, ${args}) { edges { node { loginSeconds internalReceived agentGroup } } } }`,
      )
      expect(errors).toBeUndefined()
    },
  )
})

interface Rows<K extends string> {
  readonly edges: readonly { readonly node: Readonly<Record<K, number>> & { readonly visits: Count } }[]
}
interface Count {
  readonly edges: readonly unknown[]
}

describe('answers agree with one another', () => {
  test('a row of statistics counts the visits that are listed behind it, whatever it is grouped by', async () => {
    for (const groupBy of ['QUEUE', 'SITE', 'CALLED_NUMBER', 'HOUR_OF_DAY', 'DAY_OF_WEEK']) {
      const args = `groupBy: [${groupBy}], interval: HOUR, timeZone: "America/Lima"`
      const { data, errors } = await ask(
        `{ queueStatistics(${period}, ${args}) { edges { node { offered visits(first: 1000) { edges { cursor } } } } } }`,
      )
      expect(errors).toBeUndefined()
      const { edges } = data?.['queueStatistics'] as Rows<'offered'>
      expect(edges.map(({ node }) => node.visits.edges.length)).toEqual(edges.map(({ node }) => node.offered))
      expect(edges.some(({ node }) => node.offered > 0)).toBe(true)
    }
  })

  test('every queue reconciles', async () => {
    const { data } = await ask(`{ reconciliation(${period}) { queue offered difference } }`)
    const rows = data?.['reconciliation'] as { queue: string; offered: number; difference: number }[]
    expect(rows.reduce((sum, { offered }) => sum + offered, 0)).toBeGreaterThan(0)
    expect(rows.filter(({ difference }) => difference !== 0)).toEqual([])
  })

  test('pages of any size make the same list', async () => {
    const list = async (first: number) => {
      const ids: string[] = []
      let after: string | null = null
      do {
        const { data } = await ask(
          'query ($first: Int, $after: String) { queueVisits(first: $first, after: $after) { edges { node { id } } pageInfo { hasNextPage endCursor } } }',
          { first, after },
        )
        const { edges, pageInfo } = data?.['queueVisits'] as {
          edges: { node: { id: string } }[]
          pageInfo: { hasNextPage: boolean; endCursor: string }
        }
        ids.push(...edges.map(({ node }) => node.id))
        after = pageInfo.hasNextPage ? pageInfo.endCursor : null
      } while (after !== null)
      return ids
    }
    const whole = await list(1000)
    expect(whole.length).toBeGreaterThan(10)
    expect(await list(7)).toEqual(whole)
    expect(new Set(whole).size).toBe(whole.length)
  })

  test('a visit is found again by its id, with the facts that it was read from', async () => {
    const { data } = await ask('{ queueVisits(first: 1) { edges { node { id callId } } } }')
    const [{ node }] = (data?.['queueVisits'] as { edges: [{ node: { id: string; callId: string } }] }).edges
    const again = await ask(
      'query ($id: ID!) { node(id: $id) { ... on QueueVisit { callId events { type raw position } } } }',
      {
        id: node.id,
      },
    )
    const visit = again.data?.['node'] as { callId: string; events: { type: string; raw: string; position: string }[] }
    expect(visit.callId).toBe(node.callId)
    expect(visit.events.map(({ type }) => type)).toContain('QueueLogRowRecorded')
    expect(visit.events.map(({ type }) => type)).toContain('CelRowRecorded')
    const positions = visit.events.map(({ position }) => Number(position))
    expect(positions).toEqual([...positions].sort((a, b) => a - b))
  })

  test('a cursor of another list is refused with what to do', async () => {
    for (const after of ['x', btoa('[1]')]) {
      const { errors } = await ask('query ($after: String) { queueVisits(after: $after) { position } }', { after })
      expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument: 'after' } }])
    }
  })

  test('whoever sees one queue gets no row of another', async () => {
    const { data: all } = await ask('{ queueBoard { queues { queue } } }')
    const names = (all?.['queueBoard'] as { queues: { queue: string }[] }).queues.map(({ queue }) => queue)
    const [mine = ''] = names
    expect(names.length).toBeGreaterThan(1)
    const me = holder('supervisor', { queues: [`lab/${mine}`] })
    const { data, errors } = await ask(
      `{ queueBoard { queues { queue } } queueVisits(first: 1000) { edges { node { queue } } } queueStatistics(${period}) { edges { node { queue } } } reconciliation(${period}) { queue } agentBoard { agents { agent } } agentStatistics(${period}) { edges { cursor } } }`,
      {},
      me,
    )
    expect(errors).toBeUndefined()
    const queues = [...JSON.stringify(data).matchAll(/"queue":"([^"]*)"/g)].map(([, queue]) => queue)
    expect(new Set(queues)).toEqual(new Set([mine]))
    expect(data).toMatchObject({ agentBoard: { agents: [] }, agentStatistics: { edges: [] } })
  })
})
