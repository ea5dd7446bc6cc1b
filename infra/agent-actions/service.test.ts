import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AgentAction } from '../../domain/agents/actions/decide-agent-action.ts'
import { agentActionStream } from '../../domain/agents/actions/agent-action-events.ts'
import type { ConfigurationCommand } from '../../domain/configuration/commands.ts'
import { handleChangeSet } from '../../domain/configuration/handle-change-set.ts'
import { createConfigurationReader } from '../../domain/configuration/history.ts'
import { kinds } from '../../domain/configuration/kinds.ts'
import { testSeal } from '../../domain/configuration/testing/given.ts'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import { rollOutStream } from '../../domain/roll-out/events.ts'
import { createMemoryEventStore } from '../event-store/memory.ts'
import { startFakeAsterisk, type FakeAsterisk } from '../pbx/testing/fake-asterisk.ts'
import { createAgentActions } from './service.ts'

let asterisk: FakeAsterisk
let store: EventStore
const clock = () => 1_796_000_000_000_000
const ann = { site: 'paris', agent: '8001' }
const logIn: AgentAction = { type: 'LogAgentIn', ...ann, phoneNumber: '1001' }

const sip = { sip: {} }
const people: readonly ConfigurationCommand[] = [
  { defineContext: { name: 'default', displayName: 'Default' } },
  { defineLine: { name: 'a', number: '1001', context: 'default', password: 'secret1', endpoint: sip } },
  { defineAgent: { number: '8001', firstName: 'Ann', context: 'default' } },
  { defineAgent: { number: '8002', firstName: 'Bob', context: 'default' } },
  { defineQueue: { name: 'sales', displayName: 'Sales', members: [{ agent: '8001', penalty: 2 }] } },
  { defineQueue: { name: 'support', displayName: 'Support', members: [{ agent: '8001' }] } },
]
const server = (directory: string): ConfigurationCommand => ({
  defineMediaServer: {
    name: 'main',
    address: '192.0.2.10',
    deployment: { directory, ami: { secretEnvironment: 'NOT_USED' } },
  },
})

beforeEach(async () => {
  asterisk = await startFakeAsterisk()
  const content = '[general]\n\n[sales]\nstrategy = rrmemory\n\n[support]\nstrategy = rrmemory\n'
  await asterisk.pbx.stage('1-a', [{ path: 'queues.conf', content }])
  await asterisk.pbx.switchTo('1-a')
  await asterisk.pbx.reload('app_queue.so')
  store = createMemoryEventStore()
})
afterEach(() => asterisk.stop())

async function configure(...commands: readonly ConfigurationCommand[]): Promise<void> {
  const rules = { kinds, seal: testSeal }
  const result = await handleChangeSet(store, createConfigurationReader(store, kinds), { commands }, rules, {
    site: 'paris',
    changeSetId: crypto.randomUUID(),
    comment: null,
    actor: 'eve',
    dryRun: false,
    occurredAt: clock(),
  })
  if (!result.accepted) throw new Error(JSON.stringify(result.rejections))
}

const service = () =>
  createAgentActions({ store, reader: createConfigurationReader(store, kinds), clock, pbxOf: () => asterisk.pbx })

async function told(stream: string): Promise<readonly string[]> {
  const all: string[] = []
  for await (const { events } of store.readStream(stream))
    for (const event of events) all.push(`${event.type} by ${event.actor ?? ''}`)
  return all
}
async function rolledOut(): Promise<void> {
  const { position } = await createConfigurationReader(store, kinds).now('paris')
  const data = { type: 'ConfigurationApplied', rollOutId: 'r', position, generation: '1-a', files: [], reloads: [] }
  const event = { type: 'ConfigurationApplied', data: { ...data, restartNeeded: [] }, site: 'paris', node: 'main' }
  const stream = rollOutStream('paris', 'main')
  await store.append([{ stream, expected: 'any', events: [{ ...event, occurredAt: clock() }] }])
}

const queueOfSales = async () => (await asterisk.pbx.agents()).queues.get('sales')

describe('an action on an agent', () => {
  beforeEach(() => configure(server(asterisk.directory), ...people))

  test('is done at the PBX, and who wanted it and what came of it is in the log', async () => {
    const result = await service().act(logIn, 'sue')
    expect(result.rejections).toEqual([])
    expect(await queueOfSales()).toMatchObject([{ name: 'Agent/8001', penalty: 2 }])
    expect(asterisk.queueLog).toEqual([
      'Agent/8001|AGENTCALLBACKLOGIN|1001@default',
      'Agent/8001|ADDMEMBER|',
      'Agent/8001|ADDMEMBER|',
    ])
    expect(await told(agentActionStream('paris'))).toEqual([
      'AgentActionRequested by sue',
      'AgentActionCarriedOut by sue',
    ])
  })

  test('tells the penalty that skills became in the files which were rolled out, and not a later one', async () => {
    await configure(
      { defineSkill: { name: 'english' } },
      { defineSkillRuleSet: { name: 'speaks', rules: ['WT < 60, english > 50', 'genagent'] } },
      { defineContext: { name: 'in', displayName: 'In', type: 'incall' } },
      {
        defineIncall: {
          number: '0140000001',
          context: 'in',
          destination: { queue: { queue: 'sales', skillRuleSet: 'speaks' } },
        },
      },
      { addQueueMember: { queue: 'sales', agent: '8002' } },
      { addAgentSkill: { agent: '8002', skill: 'english', weight: 90 } },
    )
    const penalty = async () => {
      await service().bringMemberships('paris')
      return (await queueOfSales())?.map(member => member.penalty)
    }
    await service().act(logIn, 'sue')
    expect(await penalty()).toEqual([2])
    await rolledOut()
    // The second rank of three penalties each, 0 to 2, and 2 as it is configured.
    expect(await penalty()).toEqual([3 + 2])
    await configure({ addAgentSkill: { agent: '8001', skill: 'english', weight: 99 } })
    expect(await penalty()).toEqual([3 + 2])
    await rolledOut()
    expect(await penalty()).toEqual([2])
  })

  test('tells once whose the channel is that rows of penalties name', async () => {
    await service().act(logIn, 'sue')
    await service().act({ type: 'LogAgentOut', ...ann }, 'sue')
    await service().act(logIn, 'sue')
    expect(await told('agent-aliases/paris')).toEqual(['AgentAliasAssigned by sue'])
  })

  test('that is refused changes nothing, and the refusal is in the log too', async () => {
    const result = await service().act({ ...logIn, phoneNumber: '9999' }, 'sue')
    expect(result.rejections).toMatchObject([{ field: 'phoneNumber', rule: 'PhoneNumberUnknown' }])
    expect(asterisk.database.size).toBe(0)
    expect(await told(agentActionStream('paris'))).toEqual(['AgentActionRequested by sue', 'AgentActionRefused by sue'])
  })

  test('that fails in the middle leaves nobody half logged in', async () => {
    asterisk.behave(({ Action, Queue }) =>
      Action === 'QueueAdd' && Queue === 'support' ? { Response: 'Error', Message: 'Permission denied' } : undefined,
    )
    const result = await service().act(logIn, 'sue')
    expect(result.rejections).toMatchObject([{ field: 'site', rule: 'pbx' }])
    expect(result.rejections[0]?.message).toContain('write = agent')
    expect(asterisk.database.size).toBe(0)
    expect(await queueOfSales()).toEqual([])
    expect(asterisk.queueLog.at(-1)).toContain('AGENTCALLBACKLOGOFF')
    expect((await told(agentActionStream('paris'))).at(-1)).toBe('AgentActionFailed by sue')
  })

  test('of two on one line at once is done one after the other: the second takes the line', async () => {
    const both = service()
    await Promise.all([both.act(logIn, 'sue'), both.act({ ...logIn, agent: '8002' }, 'tom')])
    expect(asterisk.database.get('/ringledger/phone/1001')).toBe('8002')
    expect(asterisk.database.has('/ringledger/agent/8001/interface')).toBe(false)
  })

  test('on a PBX that does not answer says where it was looked for, and stops nothing', async () => {
    asterisk.behave(() => 'cut')
    const result = await service().act(logIn, 'sue')
    expect(result.rejections[0]?.message).toContain('127.0.0.1')
    asterisk.behave(() => undefined)
    expect((await service().act(logIn, 'sue')).rejections).toEqual([])
  })
})

test('what is configured anew about queues of an agent who is logged in is brought to the PBX', async () => {
  await configure(server(asterisk.directory), ...people)
  const agentActions = service()
  await agentActions.act(logIn, 'sue')
  await configure(
    { changeQueueMember: { queue: 'sales', agent: '8001', penalty: 7 } },
    { removeQueueMember: { queue: 'support', agent: '8001' } },
  )
  expect(await agentActions.bringMemberships('paris')).toHaveLength(2)
  expect(await queueOfSales()).toMatchObject([{ name: 'Agent/8001', penalty: 7 }])
  expect((await asterisk.pbx.agents()).queues.get('support')).toEqual([])
  expect(await agentActions.bringMemberships('paris')).toEqual([])
})

test('a site whose PBX nobody told how to reach refuses with what to do', async () => {
  await configure({ defineMediaServer: { name: 'main', address: '192.0.2.10' } }, ...people)
  const { rejections } = await service().act(logIn, 'sue')
  expect(rejections[0]?.message).toContain('give it a deployment')
})
