import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { GrantedScope } from '../../domain/access/identity.ts'
import { microsOfIso } from '../../domain/kernel/time.ts'
import { holder } from '../testing/ask.ts'
import { resultsIn } from '../testing/event-stream.ts'
import { tokenBook } from '../testing/fakes.ts'
import { questionsOfFigures, rows } from '../testing/questions-of-figures.ts'
import { recordedLab, type RecordedLab } from '../testing/recorded-lab.ts'
import { bearer, post, serve, type Served } from '../testing/serve.ts'

let lab: RecordedLab
let served: Served
const book = tokenBook()

const queues = ['sales', 'support', 'billing', 'claims', 'vip', 'oncall']
const groupOf = (number: string): string => (['8001', '8002', '8003'].includes(number) ? 'days' : 'nights')
const agents = Array.from({ length: 12 }, (_, i) => String(8001 + i))

/** contact-center §24, with names of the recording in the place of numbers. */
const g25 = {
  type: 'SUPERVISOR',
  queues: ['sales', 'vip'],
  agentGroups: ['days'],
  incalls: [],
  recordingAccess: true,
  dissuasionAccess: false,
}
/** What a token would have to name to see the same. */
const scope: GrantedScope = {
  queues: ['lab/sales', 'lab/vip'],
  agents: ['lab/Agent/8001', 'lab/Agent/8002', 'lab/Agent/8003'],
}

beforeAll(async () => {
  lab = await recordedLab()
  const login = (name: string) =>
    `ctiEnabled: true, ctiLogin: "${name}", ctiPassword: "secret12", ctiProfile: "Supervisor"`
  const commands = [
    '{ defineContext: { name: "default", displayName: "Default" } }',
    '{ defineContext: { name: "from-extern", displayName: "Incalls", type: INCALL } }',
    '{ defineIncall: { number: "012345XXXX", context: "from-extern", destination: { queue: { queue: "sales" } } } }',
    ...queues.map(name => `{ defineQueue: { name: "${name}", displayName: "${name}" } }`),
    ...['days', 'nights'].map(name => `{ defineAgentGroup: { name: "${name}", displayName: "${name}" } }`),
    ...agents.map(
      number =>
        `{ defineAgent: { number: "${number}", firstName: "A", context: "default", group: "${groupOf(number)}" } }`,
    ),
    '{ defineLine: { name: "l1", context: "default", password: "secret12", endpoint: { sip: {} } } }',
    `{ defineUser: { user: "sarah", firstName: "Sarah", ${login('sarah')} } }`,
    `{ defineUser: { user: "deaf", firstName: "Dan", ${login('deaf')} } }`,
    `{ defineUser: { user: "ted", firstName: "Ted", ${login('ted')} } }`,
    `{ defineUser: { user: "ina", firstName: "Ina", ${login('ina')} } }`,
    `{ defineUser: { user: "ann", firstName: "Ann", lines: ["l1"], agent: "8001", ${login('ann')} } }`,
  ]
  const applied = await lab.ask(
    `mutation { applyChangeSet(input: { commands: [${commands.join(', ')}] }) { rejections { field message } } }`,
  )
  expect(applied).toEqual({ data: { applyChangeSet: { rejections: [] } } })
  await grant({ login: 'sarah', ...g25 })
  await grant({ login: 'deaf', ...g25, recordingAccess: false })
  await grant({ login: 'ted', type: 'TEACHER', queues: ['sales'], period: { from: '2026-11-21', to: '2026-11-21' } })
  await grant({ login: 'ina', type: 'SUPERVISOR', incalls: ['012345XXXX@from-extern'] })
  const reports = { ...lab.ports.reports, tokenById: book.reports.tokenById }
  served = await serve({ ...lab.ports, reports, limits: { depth: 30, cost: Infinity, tokens: 100_000 } })
}, 200_000)

afterAll(async () => {
  await served.stop()
  await lab.stop()
})
afterEach(() => {
  expect(lab.faults.splice(0)).toEqual([])
})

async function grant(input: object): Promise<void> {
  const query = 'mutation ($input: GrantProfileInput!) { grantProfile(input: $input) { rejections { field message } } }'
  expect(await lab.ask(query, { input })).toEqual({ data: { grantProfile: { rejections: [] } } })
}

async function signedIn(login: string): Promise<Record<string, string>> {
  const response = await fetch(`${served.url}/auth/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ login, password: 'secret12' }),
  })
  expect(response.status).toBe(200)
  return bearer(((await response.json()) as { token: string }).token)
}

interface Answered {
  readonly data?: Record<string, unknown>
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[]
}
const askAs = async (login: string, query: string) =>
  (await (await post(served.url, query, await signedIn(login))).json()) as Answered

describe('G-25: a person with a profile sees of figures what a token sees that names its queues and the agents of its groups', () => {
  test.each(Object.entries(questionsOfFigures))('%s', async (_, query) => {
    const seen = await askAs('sarah', query)
    expect(seen.errors).toBeUndefined()
    expect(seen).toEqual(await lab.ask(query, {}, holder('supervisor', scope)))
  })

  test.each(['queueBoard', 'agentBoard', 'queueStatistics', 'agentStatistics', 'queueVisits', 'calls', 'agentGroups'])(
    '%s: some, and less than all',
    async name => {
      const query = questionsOfFigures[name] ?? ''
      const all = JSON.stringify((await lab.ask(query)).data)
      const seen = JSON.stringify((await askAs('sarah', query)).data)
      expect(seen.length).toBeLessThan(all.length)
      expect(seen).toMatch(/sales|8001|callId/)
      expect(seen).not.toMatch(/"queue":"(billing|claims|oncall|support)"/)
    },
  )

  test('in exports', async () => {
    const csv = async (headers: Record<string, string>) =>
      (await (await fetch(`${served.url}/calls.csv`, { headers })).text()).trim().split('\n')
    const seen = await csv(await signedIn('sarah'))
    expect(seen).toEqual(await csv(bearer(book.issue('supervisor', { scope }))))
    expect(seen.length).toBeGreaterThan(10)
    expect(seen.length).toBeLessThan((await csv(bearer(book.issue('auditor')))).length)
  })

  test('in subscriptions', async () => {
    const headers = { ...(await signedIn('sarah')), Accept: 'text/event-stream' }
    const response = await post(served.url, 'subscription { queueBoard { queues { queue } } }', headers)
    for await (const { data } of resultsIn(response)) {
      expect(data).toEqual({ queueBoard: { queues: [{ queue: 'sales' }, { queue: 'vip' }] } })
      await response.body?.cancel().catch(() => undefined)
      break
    }
  })

  test('and has dissuasion commands refused', async () => {
    const { errors } = await askAs(
      'sarah',
      'mutation { setQueueDissuasion(input: { site: "lab", queue: "sales" }) { position } }',
    )
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN'])
  })
})

interface SeenCall {
  readonly startedAt: string
  readonly queues: readonly string[]
  readonly agents: readonly string[]
  readonly calledNumber: string | null
  readonly direction: string
  readonly hasRecording: boolean | null
  readonly recordings: readonly object[]
}

const fields = 'startedAt queues agents calledNumber direction hasRecording recordings { recordingId }'

async function callsOf(login: string): Promise<readonly SeenCall[]> {
  const answer = await askAs(login, `{ calls(first: 1000) ${rows(fields)} }`)
  expect(answer.errors).toBeUndefined()
  const { edges } = answer.data?.['calls'] as { readonly edges: readonly { readonly node: SeenCall }[] }
  return edges.map(({ node }) => node)
}
const isRecorded = ({ hasRecording, recordings }: SeenCall) => hasRecording === true && recordings.length > 0
const isSilent = ({ hasRecording, recordings }: SeenCall) => hasRecording === null && recordings.length === 0
const isOwn = ({ queues: of }: SeenCall) => of.includes('sales') || of.includes('vip')

describe('what was recorded', () => {
  test('is told of own queues, and not of calls that own agents took for others', async () => {
    const seen = await callsOf('sarah')
    expect(seen.filter(isOwn).filter(isRecorded).length).toBeGreaterThan(0)
    const ofOthers = seen.filter(call => !isOwn(call))
    expect(ofOthers.length).toBeGreaterThan(0)
    expect(ofOthers.filter(call => !isSilent(call))).toEqual([])
  })

  test('is told of nothing without recordingAccess, and the calls are the same', async () => {
    const seen = await callsOf('deaf')
    expect(seen.filter(call => !isSilent(call))).toEqual([])
    expect(seen.map(({ startedAt }) => startedAt)).toEqual((await callsOf('sarah')).map(({ startedAt }) => startedAt))
  })
})

test('a timeline has what was recorded for who may know it', async () => {
  const kinds = async (login: string) =>
    JSON.stringify(
      (await askAs(login, `{ calls(first: 15, filter: { queues: ["sales"] }) ${rows('path { kind }')} }`)).data,
    )
  expect(await kinds('sarah')).toContain('"RECORDING"')
  const unheard = await kinds('deaf')
  expect(unheard).toContain('"QUEUE"')
  expect(unheard).not.toContain('"RECORDING"')
})

test('a teacher sees the calls of his queues within his period, and what was recorded of them', async () => {
  const seen = await callsOf('ted')
  const midnight = microsOfIso('2026-11-21T00:00:00Z') ?? NaN
  const { edges } = (await lab.ask(`{ calls(first: 1000) ${rows(fields)} }`)).data?.['calls'] as {
    readonly edges: readonly { readonly node: SeenCall }[]
  }
  const expected = edges.filter(
    ({ node }) => node.queues.includes('sales') && (microsOfIso(node.startedAt) ?? 0) >= midnight,
  )
  expect(seen).toEqual(expected.map(({ node }) => node))
  expect(seen.filter(isRecorded).length).toBeGreaterThan(0)
  const { errors } = await askAs('ted', '{ queueBoard { queues { queue } } }')
  expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN'])
})

test('who has a number sees the calls from outside that came in there, and no others', async () => {
  const seen = await callsOf('ina')
  expect(seen.length).toBeGreaterThan(0)
  expect(
    seen.filter(({ direction, calledNumber }) => direction !== 'INBOUND' || !/^012345\d{4}$/.test(calledNumber ?? '')),
  ).toEqual([])
  const all = (
    await lab.ask(
      '{ calls(first: 1000, filter: { directions: [INBOUND], calledNumber: "012345" }) { edges { cursor } } }',
    )
  ).data?.['calls'] as { readonly edges: readonly object[] }
  expect(seen.length).toBe(all.edges.length)
})

test('who has no profile sees the agent that he is, and his calls', async () => {
  const seen = await callsOf('ann')
  expect(seen.length).toBeGreaterThan(0)
  expect(seen.filter(call => !call.agents.includes('Agent/8001') || !isSilent(call))).toEqual([])
  expect(await askAs('ann', '{ queueBoard { queues { queue } } agentBoard { agents { agent } } }')).toEqual({
    data: { queueBoard: { queues: [] }, agentBoard: { agents: [{ agent: 'Agent/8001' }] } },
  })
})
