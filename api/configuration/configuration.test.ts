import { describe, expect, test, vi } from 'vitest'
import { createConfigurationReader } from '../../domain/configuration/history.ts'
import { kinds } from '../../domain/configuration/kinds.ts'
import { testSeal } from '../../domain/configuration/testing/given.ts'
import { handlePhoneSwitch } from '../../domain/phone-states/handle-phone-switch.ts'
import { phoneSwitchIn } from '../../domain/phone-states/phone-switch.ts'
import { toldByCel } from '../../domain/phone-states/testing/told.ts'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { asker, holder } from '../testing/ask.ts'
import { fakePorts } from '../testing/fakes.ts'

function world() {
  const store = createMemoryEventStore()
  return { store, ask: asker(fakePorts(store)) }
}

const context = 'mutation { defineContext(input: { name: "default", displayName: "Default" }) { rejections { rule } } }'
const agent =
  'mutation { defineAgent(input: { number: "8001", firstName: "Ann", context: "default", password: "1234" }, comment: "new colleague") { rejections { field rule } agent { key firstName password revision } } }'

describe('a command', () => {
  test('answers the object as it is afterwards; secrets are told to be set, nothing more', async () => {
    const { ask } = world()
    await ask(context)
    expect((await ask(agent)).data).toEqual({
      defineAgent: {
        rejections: [],
        agent: { key: '8001', firstName: 'Ann', password: true, revision: 0 },
      },
    })
  })

  test('is rejected with the path of the field in its input', async () => {
    const { ask } = world()
    await ask(context)
    const define = (members: string) =>
      `mutation { defineQueue(input: { name: "sales", displayName: "Sales", ${members} }) { rejections { field rule message } queue { key } } }`
    expect((await ask(define('members: [{ agent: "8001" }]'))).data).toEqual({
      defineQueue: {
        rejections: [{ field: 'members[0].agent', rule: 'exists', message: 'there is no agent 8001' }],
        queue: null,
      },
    })
  })

  test('about an entry of a list answers the object that holds the list', async () => {
    const { ask } = world()
    for (const one of [
      context,
      agent,
      'mutation { defineQueue(input: { name: "sales", displayName: "Sales" }) { position } }',
    ])
      await ask(one)
    expect(
      (
        await ask(
          'mutation { addQueueMember(input: { queue: "sales", agent: "8001", penalty: 3 }) { queue { key revision strategy members { agent penalty } } } }',
        )
      ).data,
    ).toEqual({
      addQueueMember: {
        queue: { key: 'sales', revision: 1, strategy: 'RRMEMORY', members: [{ agent: '8001', penalty: 3 }] },
      },
    })
  })

  test('needs the right to change the configuration; reading it needs another', async () => {
    const { ask } = world()
    const refused = await ask(context, {}, holder('auditor'))
    expect(refused.errors?.[0]?.extensions.code).toBe('FORBIDDEN')
    expect((await ask('{ configuration { position } }', {}, holder('auditor'))).data).toEqual({
      configuration: { position: '0' },
    })
    expect((await ask('{ configuration { position } }', {}, holder('analyst'))).errors?.[0]?.extensions.code).toBe(
      'FORBIDDEN',
    )
  })
})

test('new credentials of a line are shown to nobody: not by the command, the change set, or the history', async () => {
  const { ask } = world()
  await ask(context)
  const line = 'name: "l1", context: "default", endpoint: { sip: {} }'
  const answers = [
    await ask(`mutation { defineLine(input: { ${line} }) { line { password revision } } }`),
    await ask(
      'mutation { rotateLineCredentials(input: { name: "l1" }) { rejections { rule } line { password revision } } }',
    ),
    await ask(
      'mutation { applyChangeSet(input: { commands: [{ rotateLineCredentials: { name: "l1" } }] }) { events { type data } files { path diff } } }',
    ),
    await ask('{ configurationHistory { edges { node { type fields { field from to } } } } }'),
  ]
  expect(answers[0]?.data).toEqual({ defineLine: { line: { password: true, revision: 0 } } })
  expect(answers[1]?.data).toEqual({
    rotateLineCredentials: { rejections: [], line: { password: true, revision: 1 } },
  })
  expect(answers[2]?.data).toMatchObject({
    applyChangeSet: { events: [{ data: { changes: { password: { from: '(secret)', to: '(secret)' } } } }] },
  })
  expect(answers.flatMap(({ errors }) => errors ?? [])).toEqual([])
  expect(JSON.stringify(answers)).not.toMatch(/generated|detareneg/)
})

test('agents have queues now and by default, and whether both are the same is told', async () => {
  const { ask } = world()
  for (const one of [
    context,
    agent,
    'mutation { defineAgent(input: { number: "8002", firstName: "Bob", context: "default" }) { position } }',
    'mutation { defineQueue(input: { name: "sales", displayName: "Sales", members: [{ agent: "8001", penalty: 2 }] }) { position } }',
  ])
    await ask(one)
  const command = (name: string, more = '') =>
    ask(`mutation { ${name}(input: { agents: ["8001"] ${more} }) { rejections { field rule } agent { key } } }`)
  const compared = async () =>
    (
      await ask(
        '{ configuration { agentQueues(agents: ["8002", "8001"]) { agent comparison active { queue penalty } base { queue penalty } } } }',
      )
    ).data
  const row = (comparison: string, active: object[], base: object[]) => ({
    configuration: {
      agentQueues: [
        { agent: '8001', comparison, active, base },
        { agent: '8002', comparison: 'NO_BASE', active: [], base: [] },
      ],
    },
  })
  const [two, five] = [
    { queue: 'sales', penalty: 2 },
    { queue: 'sales', penalty: 5 },
  ] as const
  expect(await compared()).toEqual(row('NO_BASE', [two], []))
  expect((await command('setAgentBaseConfiguration')).data).toEqual({
    setAgentBaseConfiguration: { rejections: [], agent: null },
  })
  expect(await compared()).toEqual(row('OK', [two], [two]))
  await command('bulkUpdateAgentQueues', 'configuration: ACTIVE, add: [{ queue: "sales", penalty: 5 }]')
  expect(await compared()).toEqual(row('DIFFERENT', [five], [two]))
  await command('applyAgentBaseConfiguration')
  expect(await compared()).toEqual(row('OK', [two], [two]))
})

test('a command that is accepted tells what may not be what was meant', async () => {
  const { ask } = world()
  await ask(context)
  expect(
    (
      await ask(
        'mutation { defineVoicemail(input: { number: "1001", context: "default", name: "Ann" }) { rejections { rule } warnings { kind key field rule } } }',
      )
    ).data,
  ).toEqual({
    defineVoicemail: {
      rejections: [],
      warnings: [{ kind: 'voicemail', key: '1001@default', field: 'password', rule: 'open' }],
    },
  })
})

describe('a change set', () => {
  const apply = (commands: string, more = '') =>
    `mutation { applyChangeSet(input: { commands: [${commands}] ${more} }) { position rejections { field rule } events { type key data } } }`
  const both =
    '{ defineAgent: { number: "8001", firstName: "Ann", context: "default", password: "99" } }, { defineContext: { name: "default", displayName: "Default" } }'

  test('is applied as a whole, or tried without being stored', async () => {
    const { ask, store } = world()
    expect((await ask(apply(both, 'dryRun: true'))).data).toMatchObject({
      applyChangeSet: {
        position: '0',
        rejections: [],
        events: [
          { type: 'AgentDefined', key: '8001', data: { value: { password: '(secret)' } } },
          { type: 'ContextDefined', key: 'default' },
        ],
      },
    })
    expect(await store.lastPosition()).toBe(0)
    expect((await ask(apply(both))).data).toMatchObject({ applyChangeSet: { position: '3' } })
  })

  test('decided on an older configuration is rejected', async () => {
    const { ask } = world()
    await ask(context)
    await ask(agent)
    expect((await ask(apply('{ removeAgent: { number: "8001" } }', 'expectedPosition: "2"'))).data).toMatchObject({
      applyChangeSet: { rejections: [{ field: 'expectedPosition', rule: 'unchanged' }] },
    })
  })
})

describe('the configuration', () => {
  test('is listed in pages, searched, and had as of any moment', async () => {
    const { ask } = world()
    await ask(context)
    for (let i = 1; i <= 5; i++)
      await ask(
        `mutation { defineQueue(input: { name: "q${i}", displayName: "Queue ${i === 3 ? 'Sales' : i}" }) { position } }`,
      )
    const first = (
      await ask('{ configuration { queues(first: 2) { edges { node { name } } pageInfo { hasNextPage endCursor } } } }')
    ).data as {
      configuration: { queues: { pageInfo: { endCursor: string } } }
    }
    expect(first).toMatchObject({
      configuration: {
        queues: { edges: [{ node: { name: 'q1' } }, { node: { name: 'q2' } }], pageInfo: { hasNextPage: true } },
      },
    })
    const { endCursor } = first.configuration.queues.pageInfo
    expect(
      (
        await ask(
          `{ configuration { queues(after: "${endCursor}") { edges { node { name } } pageInfo { hasNextPage hasPreviousPage } } } }`,
        )
      ).data,
    ).toEqual({
      configuration: {
        queues: {
          edges: ['q3', 'q4', 'q5'].map(name => ({ node: { name } })),
          pageInfo: { hasNextPage: false, hasPreviousPage: true },
        },
      },
    })
    expect((await ask('{ configuration { queues(search: "sales") { edges { node { name } } } } }')).data).toEqual({
      configuration: { queues: { edges: [{ node: { name: 'q3' } }] } },
    })
    expect(
      (
        await ask(
          '{ configuration(asOf: { position: "4" }) { position queues { edges { node { name } } } queue(key: "q2") { name } } }',
        )
      ).data,
    ).toEqual({
      configuration: { position: '4', queues: { edges: [{ node: { name: 'q1' } }] }, queue: null },
    })
    expect((await ask('{ configuration(asOf: { position: "400" }) { position } }')).errors?.[0]?.message).toContain(
      'the log ends at 12',
    )
  })

  test('has a history: who, when, from what, to what and why (pbx-configuration §18.2)', async () => {
    const { ask } = world()
    await ask(context)
    await ask(agent)
    await ask(
      'mutation { changeAgent(input: { number: "8001", firstName: "Anna", password: "77" }, comment: "married") { position } }',
    )
    const all = (
      await ask('{ configurationHistory { edges { node { type key actor comment fields { field from to } } } } }')
    ).data as {
      configurationHistory: { edges: { node: { type: string } }[] }
    }
    expect(all.configurationHistory.edges.map(({ node }) => node.type)).toEqual([
      'AgentChanged',
      'AgentDefined',
      'ContextDefined',
    ])
    expect(all.configurationHistory.edges[0]?.node).toEqual({
      type: 'AgentChanged',
      key: '8001',
      actor: 'a administrator',
      comment: 'married',
      fields: [
        { field: 'firstName', from: 'Ann', to: 'Anna' },
        { field: 'password', from: '(secret)', to: '(secret)' },
      ],
    })
    const id = (
      (await ask('{ configuration { agent(key: "8001") { id } } }')).data as {
        configuration: { agent: { id: string } }
      }
    ).configuration.agent.id
    expect(
      (
        await ask(
          `{ configurationHistory(object: "${id}", first: 1) { edges { node { comment } } pageInfo { hasNextPage } } }`,
        )
      ).data,
    ).toEqual({
      configurationHistory: { edges: [{ node: { comment: 'married' } }], pageInfo: { hasNextPage: true } },
    })
    const whole = await ask(`{ configurationHistory(object: "${id}") { edges { node { comment } } } }`)
    const { length } = (whole.data as { configurationHistory: { edges: unknown[] } }).configurationHistory.edges
    expect(
      (await ask(`{ configurationHistory(object: "${id}", first: ${length}) { pageInfo { hasNextPage } } }`)).data,
    ).toEqual({ configurationHistory: { pageInfo: { hasNextPage: false } } })
    expect((await ask(`{ node(id: "${id}") { ... on AgentConfiguration { firstName } } }`)).data).toEqual({
      node: { firstName: 'Anna' },
    })
  })

  test('asks for the comment of a change set once, however many changes of it a page has', async () => {
    const { ask, store } = world()
    const queues = [1, 2, 3, 4].map(n => `{ defineQueue: { name: "q${n}", displayName: "Q" } }`)
    await ask(`mutation { applyChangeSet(input: { commands: [${queues.join()}], comment: "opening" }) { position } }`)
    const readTagged = vi.spyOn(store, 'readTagged')
    expect((await ask('{ configurationHistory { edges { node { comment } } } }')).data).toEqual({
      configurationHistory: { edges: queues.map(() => ({ node: { comment: 'opening' } })) },
    })
    expect(readTagged).toHaveBeenCalledTimes(1)
  })

  test('tells by which line something was switched by phone', async () => {
    const { ask, store } = world()
    await ask('mutation { defineUser(input: { user: "alice", firstName: "Alice" }) { position } }')
    const at = Date.parse('2100-01-01T00:00:00Z') * 1000
    const told = toldByCel({ user: 'alice', function: 'dnd', line: 'nrzpjngu', at })
    await store.append([{ stream: 'facts/paris/main/cel', expected: 'any', events: [told] }])
    const reader = createConfigurationReader(store, kinds)
    for await (const { events } of store.readStream('facts/paris/main/cel'))
      for (const fact of events) {
        const what = phoneSwitchIn({ ...fact, recordedAt: at })
        if (what) await handlePhoneSwitch(store, reader, { kinds, seal: testSeal }, what, { fact, occurredAt: at + 1 })
      }
    const asked =
      '{ configurationHistory { edges { node { key actor source comment phone { node line at } fields { field to } } } } }'
    expect((await ask(asked)).data).toMatchObject({
      configurationHistory: {
        edges: [
          {
            node: {
              key: 'alice',
              actor: 'phone',
              source: 'PHONE',
              comment: 'by phone, line nrzpjngu',
              phone: { node: 'main', line: 'nrzpjngu', at: '2100-01-01T00:00:00.000000Z' },
              fields: [{ field: 'dndEnabled', to: true }],
            },
          },
          { node: { key: 'alice', source: 'ADMINISTRATION', phone: null } },
        ],
      },
    })
  })

  test('can be compared between two moments, and brought back', async () => {
    const { ask } = world()
    await ask(context)
    await ask(agent)
    await ask('mutation { changeAgent(input: { number: "8001", firstName: "Anna" }) { position } }')
    expect(
      (
        await ask(
          '{ configurationDiff(from: { position: "4" }) { objects { kind key change fields { field from to } } } }',
        )
      ).data,
    ).toEqual({
      configurationDiff: {
        objects: [
          { kind: 'agent', key: '8001', change: 'changed', fields: [{ field: 'firstName', from: 'Ann', to: 'Anna' }] },
        ],
      },
    })
    const revert = (
      await ask(
        'mutation { revertConfiguration(input: { to: { position: "2" } }) { rejections { rule } events { type } cannotBeRestored } }',
      )
    ).data
    expect(revert).toEqual({
      revertConfiguration: { rejections: [], events: [{ type: 'AgentRemoved' }], cannotBeRestored: [] },
    })
  })

  test('is brought back although a rule about the way there stands against it: the only range of numbers, with a number in it', async () => {
    const { ask, store } = world()
    await ask(context)
    await ask(
      'mutation { defineGroup(input: { name: "desk", displayName: "Desk", number: "2000", context: "default" }) { position } }',
    )
    const then = await store.lastPosition()
    const range = '{ context: "default", type: GROUP, start: "2000", end: "2099" }'
    await ask(`mutation { addContextNumberRange(input: ${range}) { position } }`)
    const { data } = await ask(
      `mutation { revertConfiguration(input: { to: { position: "${then}" } }) { rejections { rule } events { type } } }`,
    )
    expect(data).toEqual({ revertConfiguration: { rejections: [], events: [{ type: 'ContextChanged' }] } })
  })

  test('of an unknown site is an error that says so', async () => {
    const { ask } = world()
    expect((await ask('{ configuration(site: "lyon") { position } }')).errors?.[0]?.message).toContain(
      'there is no site lyon',
    )
  })
})

describe('the files of a PBX', () => {
  const server =
    '{ defineMediaServer: { name: "pbx1", displayName: "PBX 1", address: "192.0.2.1", main: true } }, { defineContext: { name: "default", displayName: "Default" } }'
  const apply = (commands: string, more = '', fields = 'position') =>
    `mutation { applyChangeSet(input: { commands: [${commands}] ${more} }) { rejections { field message } ${fields} } }`
  const queue = '{ defineQueue: { name: "sales", displayName: "Sales", weight: 3 } }'

  test('are shown before they change, with what must be reloaded, and nothing is stored', async () => {
    const { ask, store } = world()
    await ask(apply(server))
    const end = await store.lastPosition()
    const { data } = await ask(apply(queue, 'dryRun: true', 'files { node path change diff } reloads'))
    const { files, reloads } = (
      data as { applyChangeSet: { files: { node: string; path: string; diff: string }[]; reloads: string[] } }
    ).applyChangeSet
    const queues = files.find(({ path }) => path === 'queues.conf')
    expect(queues).toMatchObject({ node: 'pbx1', change: 'changed' })
    expect(queues?.diff).toContain('+[sales]')
    expect(queues?.diff).toContain('+weight = 3')
    expect(reloads).toContain('pbx1: reload app_queue.so')
    expect(await store.lastPosition()).toBe(end)
  })

  test('are those of any moment, and can be compared', async () => {
    const { ask } = world()
    await ask(apply(server))
    await ask(apply(queue))
    const contentAt = async (asOf: string) => {
      const { data } = await ask(
        `{ configurationFiles(node: "pbx1", paths: ["queues.conf"] ${asOf}) { path content sha256 } }`,
      )
      return (data as { configurationFiles: { content: string; sha256: string }[] }).configurationFiles[0]
    }
    expect((await contentAt(''))?.content).toContain('[sales]')
    expect((await contentAt(''))?.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect((await contentAt(', asOf: { position: "3" }'))?.content).not.toContain('[sales]')
    const { data } = await ask('{ configurationDiff(from: { position: "3" }, node: "pbx1") { files { path diff } } }')
    const { files } = (data as { configurationDiff: { files: { path: string; diff: string }[] } }).configurationDiff
    expect(files.find(({ path }) => path === 'queues.conf')?.diff).toContain('+[sales]')
  })

  test('of a node that was not configured then are an error that says so', async () => {
    const { ask } = world()
    expect((await ask('{ configurationFiles(node: "pbx9") { path } }')).errors?.[0]?.message).toContain(
      'no media server pbx9',
    )
  })
})
