import { describe, expect, test } from 'vitest'
import type { Configuration } from '../configuration/configuration.ts'
import { kinds } from '../configuration/kinds.ts'
import { after, given, when } from '../configuration/testing/given.ts'
import { othersIn } from '../configuration/whole-state.ts'
import { queuesOfAgents } from './configured-memberships.ts'

const queue = (name: string, ...members: readonly object[]) => ({
  defineQueue: { name, displayName: name.toUpperCase(), members },
})

const base = given(
  { defineContext: { name: 'default', displayName: 'Default' } },
  ...['8001', '8002', '8003'].map(number => ({ defineAgent: { number, firstName: 'Ann', context: 'default' } })),
  queue('q1', { agent: '8001', penalty: 2 }, { agent: '8002', penalty: 1 }),
  queue('q2', { agent: '8001', penalty: 0 }),
  queue('q3', { agent: '8002', penalty: 5 }),
)

const setBase = (more: object) => ({ setAgentBaseConfiguration: { agents: ['8001'], ...more } })
const applyBase = (...agents: readonly string[]) => ({ applyAgentBaseConfiguration: { agents } })
const update = (more: object) => ({ bulkUpdateAgentQueues: { agents: ['8001'], ...more } })

function sets(configuration: Configuration, agent: string) {
  const { active, base } = queuesOfAgents(othersIn(configuration, kinds))(agent)
  return { active: Object.fromEntries(active), base: Object.fromEntries(base) }
}

describe('the base configuration of agents', () => {
  test('is what each of them is in himself, unless something else is said; repeated it changes nothing', () => {
    const both = { setAgentBaseConfiguration: { agents: ['8001', '8002'] } }
    const saved = after(base, both)
    expect(sets(saved, '8001')).toEqual({ active: { q1: 2, q2: 0 }, base: { q1: 2, q2: 0 } })
    expect(sets(saved, '8002')).toEqual({ active: { q1: 1, q3: 5 }, base: { q1: 1, q3: 5 } })
    expect(when(saved, both)).toEqual({ events: [] })
  })

  test('G-27: from what two agents are in, {Q1:2,Q2:0} and {Q1:1,Q3:5}, is {Q1:1,Q2:0,Q3:5}', () => {
    const command = { setAgentBaseConfiguration: { agents: ['8003', '8001'], fromActiveOf: ['8001', '8002'] } }
    const saved = after(base, command)
    expect(sets(saved, '8003')).toEqual({ active: {}, base: { q1: 1, q2: 0, q3: 5 } })
    expect(sets(saved, '8001')).toEqual({ active: { q1: 2, q2: 0 }, base: { q1: 1, q2: 0, q3: 5 } })
    expect(when(saved, command)).toEqual({ events: [] })
    expect(when(base, { setAgentBaseConfiguration: { agents: ['8003'], fromActiveOf: ['8002'] } })).toEqual({
      events: ['QueueMemberAdded q1', 'QueueMemberAdded q3'],
    })
  })

  test('is the queues named, and takes the place of the one before', () => {
    const first = after(base, setBase({ queues: [{ queue: 'q3', penalty: 7 }] }))
    expect(sets(first, '8001')).toEqual({ active: { q1: 2, q2: 0 }, base: { q3: 7 } })
    const second = after(first, setBase({ queues: [{ queue: 'q1', penalty: 4 }] }))
    expect(sets(second, '8001')).toEqual({ active: { q1: 2, q2: 0 }, base: { q1: 4 } })
    expect(when(first, setBase({ queues: [{ queue: 'q1', penalty: 4 }] }))).toEqual({
      events: ['QueueMemberChanged q1', 'QueueMemberRemoved q3'],
    })
  })

  test('is gone when it is set to no queue', () => {
    const none = after(base, setBase({}), setBase({ queues: [] }))
    expect(sets(none, '8001')).toEqual({ active: { q1: 2, q2: 0 }, base: {} })
  })

  test('is applied to who has one: he is in its queues, with its penalties, and in no others', () => {
    const saved = after(
      base,
      setBase({
        queues: [
          { queue: 'q1', penalty: 0 },
          { queue: 'q3', penalty: 3 },
        ],
      }),
    )
    const applied = after(saved, applyBase('8001', '8002'))
    expect(sets(applied, '8001')).toEqual({ active: { q1: 0, q3: 3 }, base: { q1: 0, q3: 3 } })
    expect(sets(applied, '8002')).toEqual(sets(base, '8002'))
    expect(when(saved, applyBase('8001'))).toEqual({
      events: ['QueueMemberChanged q1', 'QueueMemberRemoved q2', 'QueueMemberChanged q3'],
    })
    expect(when(applied, applyBase('8001', '8002'))).toEqual({ events: [] })
  })
})

describe('queues of several agents at once', () => {
  test('come, change and go in what they have now, and stay in the base configuration', () => {
    const saved = after(base, setBase({}))
    const command = update({ configuration: 'active', add: [{ queue: 'q3', penalty: 9 }], remove: ['q1'] })
    const changed = after(saved, command)
    expect(sets(changed, '8001')).toEqual({ active: { q2: 0, q3: 9 }, base: { q1: 2, q2: 0 } })
    expect(when(changed, command)).toEqual({ events: [] })
    expect(sets(after(changed, applyBase('8001')), '8001')).toEqual(sets(saved, '8001'))
  })

  test('come, change and go in the base configuration, and stay in what they have now', () => {
    const command = update({
      configuration: 'base',
      add: [
        { queue: 'q3', penalty: 9 },
        { queue: 'q1', penalty: 1 },
      ],
    })
    const changed = after(base, command)
    expect(sets(changed, '8001')).toEqual({ active: { q1: 2, q2: 0 }, base: { q3: 9, q1: 1 } })
    const less = after(changed, update({ configuration: 'base', remove: ['q3', 'q1'] }))
    expect(sets(less, '8001')).toEqual({ active: { q1: 2, q2: 0 }, base: {} })
    expect(when(changed, update({ configuration: 'base', remove: ['q3'] }))).toEqual({
      events: ['QueueMemberRemoved q3'],
    })
  })
})

describe('refused are', () => {
  test('agents and queues that are not there, and none at all', () => {
    expect(when(base, { setAgentBaseConfiguration: { agents: ['9'], fromActiveOf: ['8'] } })).toEqual({
      rejections: [
        'commands[0].setAgentBaseConfiguration.agents[0] exists',
        'commands[0].setAgentBaseConfiguration.fromActiveOf[0] exists',
      ],
    })
    expect(when(base, setBase({ queues: [{ queue: 'q9', penalty: 0 }] }))).toEqual({
      rejections: ['commands[0].setAgentBaseConfiguration.queues[0] exists'],
    })
    expect(when(base, applyBase())).toEqual({ rejections: ['commands[0].applyAgentBaseConfiguration.agents required'] })
    expect(when(base, update({ configuration: 'base', add: [{ queue: 'q8', penalty: 0 }], remove: ['q9'] }))).toEqual({
      rejections: [
        'commands[0].bulkUpdateAgentQueues.add[0] exists',
        'commands[0].bulkUpdateAgentQueues.remove[0] exists',
      ],
    })
  })

  test('a queue that is named twice', () => {
    const twice = [
      { queue: 'q1', penalty: 0 },
      { queue: 'q1', penalty: 1 },
    ]
    expect(when(base, setBase({ queues: twice }))).toEqual({
      rejections: ['commands[0].setAgentBaseConfiguration.queues[1] unique'],
    })
  })

  test('two origins of a base configuration, and a queue that comes and goes', () => {
    expect(when(base, setBase({ queues: [], fromActiveOf: ['8002'] }))).toEqual({
      rejections: ['commands[0].setAgentBaseConfiguration.queues oneOf'],
    })
    expect(when(base, update({ configuration: 'active', add: [{ queue: 'q1', penalty: 0 }], remove: ['q1'] }))).toEqual(
      {
        rejections: ['commands[0].bulkUpdateAgentQueues.remove[0] oneOf'],
      },
    )
  })

  test('a penalty that is none, and a configuration that is neither', () => {
    expect(when(base, update({ configuration: 'both', add: [{ queue: 'q1', penalty: -1 }] }))).toEqual({
      rejections: [
        'commands[0].bulkUpdateAgentQueues.configuration choice',
        'commands[0].bulkUpdateAgentQueues.add[0].penalty range',
      ],
    })
  })
})
