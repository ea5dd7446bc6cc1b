import { beforeAll, describe, expect, test } from 'vitest'
import type { Identity } from '../../domain/access/identity.ts'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import type { Reports } from '../ports/reports.ts'
import { schema } from '../schema.ts'
import { asker, holder, type Ask } from '../testing/ask.ts'
import { emptyReports, fakePorts, noon, paris } from '../testing/fakes.ts'
import { operationsOf } from '../testing/every-operation.ts'

/**
 * The same filter for everything that lists rows: whatever is asked, the read models are asked for what is the asker's own. A person of one
 * site, where another one has queues of the same names.
 */
const sarah: Identity = {
  ...holder('supervisor', {
    queues: ['paris/sales'],
    agents: ['paris/Agent/8001'],
    agentGroups: ['paris/days'],
    incalls: ['paris/0123456789@from-extern'],
    recordings: true,
    dissuasion: true,
  }),
  person: { site: 'paris', user: 'sarah', login: 's.doe', name: 'Sarah Doe' },
}
const own = new Set(['paris/sales', 'paris/Agent/8001', 'paris/0123456789'])
/** What a question is about, whoever asks it: it is in no scope. */
const lines = new Set(['paris/PJSIP/1001', 'paris/paris'])

const groups = [
  { site: 'lyon', name: 'days', displayName: 'Days', agents: ['Agent/8001'] },
  { site: 'paris', name: 'days', displayName: 'Days', agents: ['Agent/8001'] },
  { site: 'paris', name: 'nights', displayName: 'Nights', agents: ['Agent/8002'] },
]
const thresholds = ['paris/sales', 'paris/support', 'lyon/sales'].map(name => {
  const [site = '', queue = ''] = name.split('/')
  const values = { serviceLevelSeconds: 20, shortAbandonSeconds: 5, t1Seconds: 15, t2Seconds: 30 }
  return { site, queue, effectiveFrom: 0, thresholds: values, setBy: null, setAt: 0 }
})
const rich: Reports = {
  ...emptyReports,
  sites: () => Promise.resolve([paris, { ...paris, site: 'lyon', displayName: 'Lyon' }]),
  agentGroups: () => Promise.resolve(groups),
  queueThresholds: () => Promise.resolve(thresholds),
}

interface Asked {
  readonly report: string
  readonly request: unknown
}

/** Read models that write down what they are asked for. */
function recording(reports: Reports, asked: Asked[]): Reports {
  const recorded = (of: object, path: string): object =>
    Object.fromEntries(
      Object.entries(of).map(([name, value]: [string, unknown]) => {
        if (typeof value !== 'function') return [name, recorded(value as object, `${path}${name}.`)]
        const call = (...args: unknown[]): unknown => {
          for (const request of args) asked.push({ report: path + name, request })
          return (value as (...given: unknown[]) => unknown)(...args)
        }
        return [name, call]
      }),
    )
  return recorded(reports, '') as Reports
}

const scopeNames = new Set(['scope', 'queues', 'agents', 'visible', 'seen'])

/** What of a request names queues, agents and numbers: `all`, or `site/name`. */
function namesIn(request: unknown, isScope = false): string[] {
  if (request === 'all') return isScope ? ['all'] : []
  if (typeof request === 'string') return isScope ? [request] : []
  if (Array.isArray(request)) return request.flatMap(one => namesIn(one, isScope))
  if (typeof request !== 'object' || request === null) return []
  const { site, name, number } = request as { site?: unknown; name?: unknown; number?: unknown }
  if (typeof site === 'string' && typeof (name ?? number) === 'string') return [`${site}/${String(name ?? number)}`]
  return Object.entries(request).flatMap(([key, value]) => namesIn(value, scopeNames.has(key)))
}

const period = 'period: { from: "2026-11-20T00:00:00Z", to: "2026-11-21T00:00:00Z" }'

const questions = [
  ...operationsOf(schema.getQueryType()),
  { path: 'Query.lineCalls of a site', query: '{ lineCalls(line: "paris/PJSIP/1001") { edges { cursor } } }' },
  { path: 'Query.callWitnesses.totals', query: `{ callWitnesses(${period}) { totals { calls } } }` },
  {
    path: 'Query.callWitnesses.differences',
    query: `{ callWitnesses(${period}) { differences { edges { cursor } } } }`,
  },
]

let ask: Ask
const asked: Asked[] = []
beforeAll(() => {
  const panels = {
    aggregate: (request: unknown) => {
      asked.push({ report: 'panels.aggregate', request })
      return Promise.resolve({ groups: [], isCut: false })
    },
    search: (request: unknown) => {
      asked.push({ report: 'panels.search', request })
      return Promise.resolve({ documents: [], next: undefined })
    },
    checkpoint: () => Promise.resolve({ position: 0, meaning: '' }),
  }
  ask = asker(fakePorts(createMemoryEventStore(), { reports: recording(rich, asked), panels, clock: () => noon }))
})

/** By report, the names that it was asked for on behalf of somebody. */
async function askedFor(query: string, identity: Identity): Promise<ReadonlyMap<string, readonly string[]>> {
  asked.length = 0
  await ask(query, {}, identity)
  const names = new Map<string, string[]>()
  for (const { report, request } of asked) {
    // A scope is the first argument of some.
    const found = request === 'all' ? ['all'] : namesIn(request)
    names.set(report, [...(names.get(report) ?? []), ...found])
  }
  return names
}

/** Read models that are asked for everything when an administrator asks. */
const uncut = async (query: string): Promise<readonly string[]> =>
  [...(await askedFor(query, holder('administrator')))]
    .filter(([, names]) => names.includes('all'))
    .map(([name]) => name)

test('what lists rows is this', async () => {
  const listing: string[] = []
  for (const { path, query } of questions)
    if ((await uncut(query)).length > 0) listing.push(path.slice('Query.'.length))
  expect(listing).toEqual([
    'agentBoard',
    'agentCalls',
    'agentQueueStatistics',
    'agentStatistics',
    'call',
    'callReconciliation',
    'callbackRequests',
    'callbackTotals',
    'calls',
    'customerHistory',
    'lastAgent',
    'panel',
    'panelDocuments',
    'qualificationAnswers',
    'qualificationStatistics',
    'queueBoard',
    'queueStatistics',
    'queueVisits',
    'reconciliation',
    'lineCalls of a site',
    'callWitnesses.totals',
    'callWitnesses.differences',
  ])
})

describe('a supervisor of a queue, a group and a number has the read models asked for these and nothing else', () => {
  test.each(questions)('$path', async ({ query }) => {
    const reports = await uncut(query)
    const cut = await askedFor(query, sarah)
    for (const report of reports) {
      const names = cut.get(report)
      expect(names, report).toBeDefined()
      expect((names ?? []).filter(name => !lines.has(name) && !own.has(name))).toEqual([])
    }
    expect([...cut.values()].flat()).not.toContain('all')
  })
})

describe('who has no profile has them asked for the agent that he is', () => {
  const nobody = holder('none', { queues: [], agents: ['paris/Agent/8001'] })
  test.each(questions)('$path', async ({ query }) => {
    const names = [...(await askedFor(query, nobody)).values()].flat()
    expect(names.filter(name => !lines.has(name) && name !== 'paris/Agent/8001')).toEqual([])
  })
})

test('what is listed whole and cut here has nothing of others either', async () => {
  const { data, errors } = await ask(
    '{ sites { site } agentGroups { site name agents } queueThresholds { site queue } trunkBoard { trunks { site } } status { sources { site } } }',
    {},
    sarah,
  )
  expect(errors).toBeUndefined()
  expect(data).toEqual({
    sites: [{ site: 'paris' }],
    agentGroups: [{ site: 'paris', name: 'days', agents: ['Agent/8001'] }],
    queueThresholds: [{ site: 'paris', queue: 'sales' }],
    trunkBoard: { trunks: [] },
    status: { sources: [] },
  })
})

test('names of others are refused as if they were not there', async () => {
  for (const queue of ['paris/support', 'lyon/sales', 'rome/sales']) {
    const { errors } = await ask(`{ queueBoard(queues: ["${queue}"]) { now } }`, {}, sarah)
    expect(errors?.[0]?.message).toBe(`queues: there is no queue "${queue}" that you may see. You see: paris/sales.`)
  }
})

test('calls of a person are those of his queues, his agents and his numbers', async () => {
  const names = await askedFor('{ calls { edges { cursor } } }', sarah)
  expect(new Set(names.get('calls.history'))).toEqual(own)
})
