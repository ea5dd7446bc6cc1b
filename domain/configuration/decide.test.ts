import { describe, expect, test } from 'vitest'
import type { ConfigurationCommand } from './commands.ts'
import { initialConfiguration, objectOf, objectsOf } from './configuration.ts'
import { kinds } from './kinds.ts'
import { agents } from '../agents/configured-agents.ts'
import { contexts } from '../routing/dialplan/contexts.ts'
import { decide, given, when, after } from './testing/given.ts'

const empty = initialConfiguration(kinds)
const context = { defineContext: { name: 'default', displayName: 'Default' } }
const agent = (number: string, more = {}) => ({
  defineAgent: { number, firstName: 'Ann', context: 'default', ...more },
})

describe('a definition', () => {
  test('is one event that holds the whole object', () => {
    const decision = decide(empty, [context])
    expect(decision).toEqual({
      accepted: true,
      events: [
        {
          type: 'ContextDefined',
          kind: 'context',
          key: 'default',
          id: 'context:default',
          change: 'defined',
          value: {
            name: 'default',
            displayName: 'Default',
            type: 'internal',
            entity: null,
            includes: [],
            numberRanges: [],
            enabled: true,
            description: null,
          },
        },
      ],
    })
  })

  test('repeated changes nothing; another one under the same key is refused', () => {
    const before = given(context)
    expect(when(before, context)).toEqual({ events: [] })
    expect(when(before, { defineContext: { name: 'default', displayName: 'Other' } })).toEqual({
      rejections: ['commands[0].defineContext.name taken'],
    })
  })

  test('names every field that is wrong, with the rule', () => {
    expect(
      when(empty, { defineContext: { name: 'a]b', type: 'outer', colour: 1, enabled: 'yes', includes: [3] } }),
    ).toEqual({
      rejections: [
        'commands[0].defineContext.colour unknownField',
        'commands[0].defineContext.name contextName',
        'commands[0].defineContext.displayName required',
        'commands[0].defineContext.type choice',
        'commands[0].defineContext.includes[0] reference',
        'commands[0].defineContext.enabled flag',
      ],
    })
  })
})

describe('a change', () => {
  const before = given(context, agent('8001'))

  test('says what was and what is, and only that', () => {
    expect(when(before, { changeAgent: { number: '8001', firstName: 'Anna', lastName: null } })).toEqual({
      events: ['AgentChanged 8001: firstName Ann > Anna'],
    })
  })

  test('to what is so already changes nothing', () => {
    expect(when(before, { changeAgent: { number: '8001', firstName: 'Ann' } })).toEqual({ events: [] })
  })

  test('of what is not there, or of what cannot be unset, is refused', () => {
    expect(when(before, { changeAgent: { number: '8002', firstName: 'Bob' } })).toEqual({
      rejections: ['commands[0].changeAgent.number exists'],
    })
    expect(when(before, { changeAgent: { number: '8001', firstName: null } })).toEqual({
      rejections: ['commands[0].changeAgent.firstName required'],
    })
    expect(when(before, { changeAgent: { firstName: 'Bob' } })).toEqual({
      rejections: ['commands[0].changeAgent.number required'],
    })
  })

  test('decided on another revision than the present one is refused', () => {
    const changed = after(before, { changeAgent: { number: '8001', firstName: 'Anna' } })
    expect(when(changed, { changeAgent: { number: '8001', firstName: 'Bea', expectedRevision: 0 } })).toEqual({
      rejections: ['commands[0].changeAgent.expectedRevision unchanged'],
    })
    expect(when(changed, { changeAgent: { number: '8001', firstName: 'Bea', expectedRevision: 1 } })).toEqual({
      events: ['AgentChanged 8001: firstName Anna > Bea'],
    })
  })
})

describe('a removal', () => {
  const before = given(context, agent('8001'), {
    defineQueue: { name: 'sales', displayName: 'Sales', members: [{ agent: '8001' }] },
  })

  test('of what others refer to is refused, and says who they are', () => {
    const decision = decide(before, [{ removeAgent: { number: '8001' } }])
    expect(decision).toEqual({
      accepted: false,
      rejections: [
        {
          field: 'commands[0].removeAgent',
          rule: 'inUse',
          message: 'agent 8001 is used by queue sales (members[0].agent); change these first',
        },
      ],
    })
  })

  test('together with what refers to it is accepted, in any order', () => {
    expect(
      when(before, { removeAgent: { number: '8001' } }, { removeQueueMember: { queue: 'sales', agent: '8001' } }),
    ).toEqual({
      events: ['AgentRemoved 8001', 'QueueMemberRemoved sales'],
    })
  })

  test('repeated changes nothing, of what never was is refused', () => {
    const gone = after(before, { removeQueue: { name: 'sales' } })
    expect(when(gone, { removeQueue: { name: 'sales' } })).toEqual({ events: [] })
    expect(when(gone, { removeQueue: { name: 'sale' } })).toEqual({
      rejections: ['commands[0].removeQueue.name exists'],
    })
  })

  test('of what is always there is refused', () => {
    expect(when(before, { removeAgentGroup: { name: 'default' } })).toEqual({
      rejections: ['commands[0].removeAgentGroup.name builtIn'],
    })
  })

  test('and a new definition under the same key make another object', () => {
    const other = after(before, { removeQueue: { name: 'sales' } }, { removeAgent: { number: '8001' } }, agent('8001'))
    expect(objectOf(before, agents, '8001')?.id).toBe('agent:8001')
    expect(objectOf(other, agents, '8001')?.id).toBe('agent:8001~2')
  })
})

describe('entries of a list', () => {
  const before = given(context, agent('8001'), agent('8002'), { defineQueue: { name: 'sales', displayName: 'Sales' } })
  const member = { addQueueMember: { queue: 'sales', agent: '8001', penalty: 2 } }

  test('are added, changed and removed by their key', () => {
    expect(
      when(
        before,
        member,
        { changeQueueMember: { queue: 'sales', agent: '8001', penalty: 3 } },
        { removeQueueMember: { queue: 'sales', agent: '8001' } },
      ),
    ).toEqual({
      events: ['QueueMemberAdded sales', 'QueueMemberChanged sales', 'QueueMemberRemoved sales'],
    })
  })

  test('repeated change nothing; added otherwise, or changed when absent, are refused', () => {
    const with8001 = after(before, member)
    expect(when(with8001, member)).toEqual({ events: [] })
    expect(when(with8001, { addQueueMember: { queue: 'sales', agent: '8001', penalty: 5 } })).toEqual({
      rejections: ['commands[0].addQueueMember.agent taken'],
    })
    expect(when(with8001, { changeQueueMember: { queue: 'sales', agent: '8002', penalty: 5 } })).toEqual({
      rejections: ['commands[0].changeQueueMember.agent exists'],
    })
    expect(when(with8001, { removeQueueMember: { queue: 'sales', agent: '8002' } })).toEqual({ events: [] })
  })

  test('must exist elsewhere, and belong to an object that exists', () => {
    expect(when(before, { addQueueMember: { queue: 'sales', agent: '9999' } })).toEqual({
      rejections: ['commands[0].addQueueMember.members[0].agent exists'],
    })
    expect(when(before, { addQueueMember: { queue: 'sells', agent: '8001' } })).toEqual({
      rejections: ['commands[0].addQueueMember.name exists'],
    })
  })

  test('cannot stand in a definition twice', () => {
    expect(
      when(before, {
        defineQueue: {
          name: 'twice',
          displayName: 'Twice',
          members: [{ agent: '8001' }, { agent: '8001', penalty: 1 }],
        },
      }),
    ).toEqual({
      rejections: ['commands[0].defineQueue.members[1] unique'],
    })
  })
})

describe('a change set', () => {
  test('is all or nothing, and each rejection names its command', () => {
    expect(
      when(empty, context, { defineAgent: { number: 'x', firstName: 'Ann', context: 'default' } }, { paintQueue: {} }),
    ).toEqual({
      rejections: ['commands[1].defineAgent.number digits', 'commands[2].paintQueue unknownCommand'],
    })
  })

  test('of which a command stands for others is refused with a field of that one, or as a whole', () => {
    const pbx = (server: object) => ({ initializePbx: { server, internalNumbers: { start: '10', end: '19' } } })
    const before = given(pbx({ address: '192.0.2.10' }))
    expect(decide(before, [pbx({ address: '192.0.2.11' })])).toMatchObject({
      rejections: [
        {
          field: 'commands[0].initializePbx',
          message: 'mediaServer main exists already; use changeMediaServer, or another key',
        },
      ],
    })
    expect(when(empty, pbx({ address: 'no host' }))).toEqual({
      rejections: ['commands[0].initializePbx.server.address host'],
    })
  })

  test('whose words are nearly right is told what was probably meant', () => {
    const messages = (command: ConfigurationCommand) => {
      const decision = decide(given(context), [command])
      return decision.accepted ? [] : decision.rejections.map(({ message }) => message)
    }
    expect(messages({ defineQeue: { name: 'a' } })).toEqual([
      'there is no command defineQeue; did you mean defineQueue?',
    ])
    expect(messages({ defineLabel: { name: 'a', displayname: 'A' } })).toEqual([
      'displayname is not a field here; did you mean displayName? there are name, displayName, description',
      'displayName must be given',
    ])
    expect(messages({ defineAgent: { number: 8001, firstName: 'Ann', context: 'default' } })).toEqual([
      'number must be a text: put it in quotes',
    ])
  })

  test('may hold objects that refer to each other', () => {
    const before = given(context)
    const [a, b] = ['a', 'b'].map(name => ({
      defineQueue: { name, displayName: name, fail: { queue: { queue: name === 'a' ? 'b' : 'a' } } },
    }))
    expect(when(before, a!, b!)).toEqual({ events: ['QueueDefined a', 'QueueDefined b'] })
    expect(when(before, a!)).toEqual({ rejections: ['commands[0].defineQueue.fail.queue.queue exists'] })
  })

  test('gives a number of a context to one owner only', () => {
    const queue = (name: string) => ({ defineQueue: { name, displayName: name, number: '3000', context: 'default' } })
    expect(when(given(context, queue('a')), queue('b'))).toEqual({
      rejections: ['commands[0].defineQueue.number taken'],
    })
  })
})

describe('contexts', () => {
  const c = (name: string, ...includes: string[]) => ({ defineContext: { name, displayName: name, includes } })

  test('cannot include each other in a circle', () => {
    const before = given(c('c'), c('b', 'c'), c('a', 'b'))
    expect(decide(before, [{ changeContext: { name: 'c', includes: ['a'] } }])).toMatchObject({
      rejections: [
        {
          field: 'commands[0].changeContext.includes',
          rule: 'cycle',
          message: 'c > a > b > c is a cycle of inclusions',
        },
      ],
    })
  })

  test('hold numbers to their ranges, also when a range is made narrower', () => {
    const ranged = (start: string, end: string) => ({
      name: 'default',
      numberRanges: [{ type: 'queue', start, end }],
    })
    const queue = { defineQueue: { name: 'sales', displayName: 'Sales', number: '3001', context: 'default' } }
    const before = given({ defineContext: { ...ranged('3000', '3099'), displayName: 'Default' } }, queue)
    expect(when(before, { changeQueue: { name: 'sales', number: '3100' } })).toEqual({
      rejections: ['commands[0].changeQueue.number range'],
    })
    expect(when(before, { changeContext: ranged('3050', '3099') })).toEqual({
      rejections: ['commands[0].changeContext range'],
    })
  })

  test('are listed by name', () => {
    expect(objectsOf(given(c('b'), c('a')), contexts).map(({ key }) => key)).toEqual(['a', 'b'])
  })
})

describe('secrets', () => {
  test('are sealed for their object and field, checked before, and a seal is taken as it is', () => {
    const before = given(context)
    const decision = decide(before, [agent('8001', { password: '1234' })])
    expect(decision).toMatchObject({ events: [{ value: { password: { sealed: 'agent:8001:password:4321' } } }] })
    expect(when(before, agent('8001', { password: '12a4' }))).toEqual({
      rejections: ['commands[0].defineAgent.password digits'],
    })
    const known = after(before, agent('8001', { password: '1234' }))
    expect(when(known, { changeAgent: { number: '8001', password: { sealed: 'agent:8001:password:4321' } } })).toEqual({
      events: [],
    })
    expect(when(known, { changeAgent: { number: '8001', password: '1234' } })).toEqual({ events: [] })
  })
})
