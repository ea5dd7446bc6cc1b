import { beforeEach, describe, expect, test } from 'vitest'
import type { AgentStep } from '../../domain/agents/actions/agent-step.ts'
import type { AgentAction } from '../../domain/agents/actions/decide-agent-action.ts'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { NewEvent } from '../../domain/kernel/event.ts'
import { queueLogRowRecorded } from '../../domain/pbx/facts.ts'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { asker, holder, type Ask } from '../testing/ask.ts'
import { fakePorts } from '../testing/fakes.ts'

const supervisor = holder('supervisor', { queues: ['paris/sales'], agents: ['paris/Agent/8001'] })
const channel = 'Local/id-8001@agentcallback'
const setPenalty: AgentStep = { do: 'setPenalty', queue: 'sales', interface: channel, penalty: 4 }
const login: AgentStep = { do: 'log', name: 'Agent/8001', event: 'AGENTCALLBACKLOGIN', data: ['1001@default'] }

let store: EventStore
let ask: Ask
let acted: AgentAction[]
let logsOut: (agent: string) => boolean
let steps: readonly AgentStep[]
/** Rows that the PBX writes when it is asked. */
let rows: readonly { agent: string; event: string; queue: string }[]

beforeEach(async () => {
  store = createMemoryEventStore()
  acted = []
  steps = []
  rows = []
  ask = asker(
    fakePorts(store, {
      sources: {
        followed: () => [
          { site: 'paris', node: 'pbx1', name: 'queue_log', state: 'LIVE', lagSeconds: 0, problem: null },
        ],
        retryQuarantine: () => Promise.resolve({ retried: 0, released: 0, lastPosition: 0 }),
      },
      agentActions: {
        async act(action, _, mayLogOut = () => true) {
          acted.push(action)
          logsOut = mayLogOut
          const since = await store.lastPosition()
          await writeRows()
          return { position: since, rejections: [], steps, since }
        },
        async bringMemberships() {
          await writeRows()
          return steps
        },
      },
    }),
  )
  const made = await ask(`mutation {
    a: defineContext(input: { name: "default", displayName: "Default" }) { rejections { message } }
    b: defineAgent(input: { number: "8001", firstName: "Ann", context: "default" }) { rejections { message } }
    c: defineQueue(input: { name: "sales", displayName: "Sales" }) { rejections { message } }
    d: defineQueue(input: { name: "support", displayName: "Support" }) { rejections { message } }
  }`)
  expect(JSON.stringify(made)).not.toContain('message')
})

async function writeRows(): Promise<void> {
  const events = rows.map(({ agent, event, queue }): NewEvent => {
    const data = { raw: '', form: 'file', callid: 'NONE', queue, agent, event, data: [] }
    return { type: queueLogRowRecorded, data, occurredAt: 0, site: 'paris', node: 'pbx1' }
  })
  if (events.length > 0) await store.append([{ stream: 'facts/paris/pbx1/queue_log', expected: 'any', events }])
}

const paused = `pauseAgent(input: { site: "paris", agent: "Agent/8001", reason: "lunch" }) { rejections { rule } done shown { events } }`

describe('a supervisor', () => {
  test('logs own agents in and out, and pauses them', async () => {
    const answer = await ask(
      `mutation {
        loginAgent(input: { site: "paris", agent: "8001", phoneNumber: "1001" }) { rejections { rule } }
        logoutAgent(input: { site: "paris", agent: "8001" }) { rejections { rule } }
        ${paused}
        unpauseAgent(input: { site: "paris", agent: "8001" }) { rejections { rule } }
        toggleAgentLogin(input: { site: "paris", agent: "8001", phoneNumber: "1001" }) { rejections { rule } }
        toggleAgentPause(input: { site: "paris", agent: "8001" }) { rejections { rule } }
        listenAgent(input: { site: "paris", agent: "8001", phoneNumber: "1002" }) { rejections { rule } }
      }`,
      {},
      supervisor,
    )
    expect(answer.errors).toBeUndefined()
    const of = { site: 'paris', agent: '8001' }
    expect(acted).toEqual([
      { type: 'LogAgentIn', ...of, phoneNumber: '1001' },
      { type: 'LogAgentOut', ...of },
      { type: 'PauseAgent', ...of, reason: 'lunch' },
      { type: 'UnpauseAgent', ...of },
      { type: 'ToggleAgentLogin', ...of, phoneNumber: '1001' },
      { type: 'ToggleAgentPause', ...of, reason: null },
      { type: 'ListenToAgent', ...of, phoneNumber: '1002' },
    ])
  })

  test('does so to nobody else, and moves own agents between own queues only', async () => {
    const denied = async (field: string) =>
      (await ask(`mutation { ${field} }`, {}, supervisor)).errors?.[0]?.extensions.code
    expect(await denied('logoutAgent(input: { site: "paris", agent: "8002" }) { done }')).toBe('FORBIDDEN')
    const move = (queue: string) =>
      `setAgentQueue(input: { site: "paris", agent: "8001", queue: "${queue}", penalty: 1 }) { done }`
    expect(await denied(move('support'))).toBe('FORBIDDEN')
    expect(await denied(move('sales'))).toBeUndefined()
    expect((await ask(`mutation { ${paused} }`, {}, holder('analyst'))).errors?.[0]?.extensions.code).toBe('FORBIDDEN')
  })
})

test('who logs an agent in logs nobody out who sits there and is not his', async () => {
  const login = 'mutation { loginAgent(input: { site: "paris", agent: "8001", phoneNumber: "1001" }) { done } }'
  await ask(login, {}, supervisor)
  expect(['8001', '8002'].map(logsOut)).toEqual([true, false])
  await ask(login, {}, holder('supervisor', { agents: ['paris/*'], acl: ['agents.login.create'] }))
  expect(['8001', '8002'].map(logsOut)).toEqual([true, true])
})

test('before acting one sees what there is to choose from, of own queues, and what stands in the way', async () => {
  await ask(`mutation {
    a: definePauseReason(input: { reason: "lunch", label: "Lunch break" }) { rejections { message } }
    b: definePauseReason(input: { reason: "old", label: "Old", active: false }) { rejections { message } }
    c: addQueueMember(input: { queue: "sales", agent: "8001", penalty: 2 }) { rejections { message } }
    d: defineLine(input: { name: "ann", number: "1001", context: "default", endpoint: { sip: {} } }) { rejections { message } }
  }`)
  const controls = `agentControls(site: "paris", agent: "Agent/8001") {
    problem pauseReasons { reason label } queues { queue displayName penalty basePenalty } phoneNumbers
  }`
  const { data } = await ask(`{ ${controls} }`, {}, supervisor)
  expect(data).toEqual({
    agentControls: {
      problem: 'site paris has no media server: define one',
      pauseReasons: [{ reason: 'lunch', label: 'Lunch break' }],
      queues: [{ queue: 'sales', displayName: 'Sales', penalty: 2, basePenalty: null }],
      phoneNumbers: ['1001'],
    },
  })
  const all = await ask(`{ agentControls(site: "paris", agent: "8001") { queues { queue penalty } } }`)
  expect(all.data).toEqual({
    agentControls: {
      queues: [
        { queue: 'sales', penalty: 2 },
        { queue: 'support', penalty: null },
      ],
    },
  })
  const unknown = await ask(`{ agentControls(site: "paris", agent: "9999") { problem } }`)
  expect(unknown.data).toEqual({
    agentControls: { problem: 'there is no agent 9999 in the configuration: an administrator defines him first' },
  })
})

test('the rows of queue_log that come back show that it was done', async () => {
  steps = [login]
  rows = [
    { agent: 'Agent/8002', event: 'AGENTCALLBACKLOGIN', queue: 'NONE' },
    { agent: 'Agent/8001', event: 'AGENTCALLBACKLOGIN', queue: 'NONE' },
  ]
  const { data } = await ask(
    'mutation { loginAgent(input: { site: "paris", agent: "8001", phoneNumber: "1001" }) { position done shown { position events } } }',
  )
  const last = String(await store.lastPosition())
  expect(data).toEqual({
    loginAgent: {
      position: last,
      done: ['queue_log has AGENTCALLBACKLOGIN of Agent/8001'],
      shown: { position: last, events: ['AGENTCALLBACKLOGIN'] },
    },
  })
})

test('what was so already does nothing, and waits for no row', async () => {
  const { data } = await ask(`mutation { ${paused} }`)
  expect(data).toEqual({ pauseAgent: { rejections: [], done: [], shown: null } })
})

describe('the queues of an agent', () => {
  const members = async () => {
    const { data } = await ask(
      '{ configuration { queues { edges { node { name members { agent penalty enabled basePenalty } } } } } }',
    )
    const { queues } = data?.['configuration'] as {
      queues: { edges: { node: { name: string; members: unknown[] } }[] }
    }
    return queues.edges.find(({ node }) => node.name === 'sales')?.node.members
  }
  const set = (penalty: number) =>
    ask(
      `mutation { setAgentQueue(input: { site: "paris", agent: "8001", queue: "sales", penalty: ${penalty} }) { rejections { field rule } done shown { events } } }`,
      {},
      supervisor,
    )
  const remove = () =>
    ask(
      'mutation { removeAgentFromQueue(input: { site: "paris", agent: "8001", queue: "sales" }) { rejections { field rule } } }',
      {},
      supervisor,
    )

  test('are set in his active configuration, and at once on the PBX', async () => {
    expect((await set(0)).data).toEqual({ setAgentQueue: { rejections: [], done: [], shown: null } })
    steps = [setPenalty]
    rows = [{ agent: channel, event: 'PENALTY', queue: 'sales' }]
    expect((await set(4)).data).toEqual({
      setAgentQueue: {
        rejections: [],
        done: ['Local/id-8001@agentcallback has penalty 4 in sales'],
        shown: { events: ['PENALTY'] },
      },
    })
    expect(await members()).toEqual([{ agent: '8001', penalty: 4, enabled: true, basePenalty: null }])
  })

  test('are left by him, but not by his base configuration', async () => {
    await set(0)
    await remove()
    expect(await members()).toEqual([])
    await set(3)
    await ask('mutation { setAgentBaseConfiguration(input: { agents: ["8001"] }) { position } }')
    await remove()
    expect(await members()).toEqual([{ agent: '8001', penalty: 3, enabled: false, basePenalty: 3 }])
    expect((await remove()).data).toEqual({ removeAgentFromQueue: { rejections: [] } })
  })

  test('are those that there are, with penalties that there are', async () => {
    expect((await set(-1)).data).toEqual({
      setAgentQueue: { rejections: [{ field: 'penalty', rule: 'range' }], done: [], shown: null },
    })
    const { data } = await ask(
      'mutation { setAgentQueue(input: { site: "paris", agent: "8001", queue: "none", penalty: 1 }) { rejections { field rule } } }',
    )
    expect(data).toEqual({ setAgentQueue: { rejections: [{ field: 'queue', rule: 'exists' }] } })
  })
})
