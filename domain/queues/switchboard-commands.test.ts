import { describe, expect, test } from 'vitest'
import { objectOf } from '../configuration/configuration.ts'
import { after, given, when } from '../configuration/testing/given.ts'
import { queues } from './configured-queues.ts'
import { switchboardsIn } from './hold-queues.ts'

const login = { ctiEnabled: true, ctiLogin: 'ann', ctiPassword: 'abcdefg1', ctiProfile: 'Switchboard' }
const before = given(
  { defineContext: { name: 'default', displayName: 'Default' } },
  { defineAgent: { number: '8001', firstName: 'Ann', context: 'default' } },
  { defineAgent: { number: '8002', firstName: 'Bob', context: 'default' } },
  { defineLine: { name: 'a', number: '1001', context: 'default', endpoint: { sip: {} } } },
  { defineUser: { user: 'ann', firstName: 'Ann', lines: ['a'], agent: '8001', ...login } },
)
const create = (more = {}) => ({
  createSwitchboard: {
    name: 'desk',
    displayName: 'Desk',
    number: '3008',
    context: 'default',
    holdNumber: '3009',
    operators: [{ agent: '8001', holdNumber: '3010' }],
    ...more,
  },
})

describe('a switchboard', () => {
  test('is its queue, its hold queue, and those of its operators', () => {
    expect(when(before, create())).toEqual({
      events: [
        'QueueDefined desk_switchboard',
        'QueueDefined desk_switchboard_hold',
        'QueueDefined desk_switchboard_hold_8001',
      ],
    })
    const made = after(before, create())
    expect(objectOf(made, queues, 'desk_switchboard')?.value).toMatchObject({
      number: '3008',
      preprocessSubroutine: 'xivo_subr_switchboard',
      memberTimeoutSeconds: 0,
      retrySeconds: 5,
      wrapUpSeconds: 0,
      ringInUse: false,
      autoPause: 'no',
      members: [{ agent: '8001' }],
    })
    expect(objectOf(made, queues, 'desk_switchboard_hold_8001')?.value).toMatchObject({
      number: '3010',
      members: [],
      joinEmpty: [],
      leaveWhenEmpty: [],
    })
  })

  test('is one to whoever reports on it', () => {
    const made = after(before, create())
    const named = ['desk_switchboard', 'desk_switchboard_hold', 'desk_switchboard_hold_8001']
    expect(named.every(name => objectOf(made, queues, name))).toBe(true)
    expect(switchboardsIn(named.map(name => ({ site: 'paris', name })))).toEqual([
      { site: 'paris', name: 'desk_switchboard', holdQueues: named.slice(1) },
    ])
  })

  test('created again is left as it is, by whichever of its names', () => {
    const made = after(before, create())
    expect(when(made, create())).toEqual({ events: [] })
    expect(when(made, create({ name: 'desk_switchboard' }))).toEqual({ events: [] })
    expect(when(made, create({ displayName: 'Other' }))).toEqual({
      rejections: [
        'commands[0].createSwitchboard.name taken',
        'commands[0].createSwitchboard.name taken',
        'commands[0].createSwitchboard.name taken',
      ],
    })
  })

  test.each([
    [{ operators: [{ agent: '8002' }] }, 'operators[0].agent user'],
    [{ operators: [{ agent: '9' }] }, 'operators[0].agent exists'],
    [{ holdNumber: '3008' }, 'number taken'],
  ])('with %j is refused', (wrong, refusal) => {
    const answer = when(before, create(wrong))
    expect(answer.rejections?.map(one => one.replace('commands[0].createSwitchboard.', ''))).toContain(refusal)
  })

  test('has operators who can log in and be watched, and are in no other queue', () => {
    const refusals = (change: object) => {
      const changed = after(before, { changeUser: { user: 'ann', ...change } })
      return when(changed, create()).rejections
    }
    const at = 'commands[0].createSwitchboard.operators[0].agent'
    expect(refusals({ ctiEnabled: false })).toEqual([`${at} login`])
    expect(refusals({ supervisionEnabled: false })).toEqual([`${at} supervision`])
    const busy = after(before, { defineQueue: { name: 'sales', displayName: 'Sales', members: [{ agent: '8001' }] } })
    expect(when(busy, create())).toEqual({ rejections: [`${at} otherQueues`] })
  })
})
