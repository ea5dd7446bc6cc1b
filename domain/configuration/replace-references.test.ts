import { expect, test } from 'vitest'
import { queues } from '../queues/configured-queues.ts'
import { schedules } from '../routing/schedules/schedules.ts'
import { objectOf } from './configuration.ts'
import { after, given, when } from './testing/given.ts'

const before = given(
  { defineContext: { name: 'default', displayName: 'Default' } },
  { defineContext: { name: 'from-extern', displayName: 'Incalls', type: 'incall' } },
  { defineAgent: { number: '8001', firstName: 'Ann', context: 'default' } },
  { defineAgent: { number: '8002', firstName: 'Bob', context: 'default' } },
  { defineQueue: { name: 'sales', displayName: 'Sales' } },
  { defineQueue: { name: 'support', displayName: 'Support', fail: { queue: { queue: 'sales' } } } },
  { defineIncall: { number: '0100', context: 'from-extern', destination: { queue: { queue: 'sales' } } } },
)

test('what refers to the removed object refers to the other one, before it goes', () => {
  const remove = { removeQueue: { name: 'sales' } }
  expect(when(before, remove)).toEqual({ rejections: ['commands[0].removeQueue inUse'] })
  const defined = after(before, { defineQueue: { name: 'help', displayName: 'Help' } })
  const replaced = { removeQueue: { name: 'sales', replaceWith: 'help' } }
  const to = (queue: string) =>
    JSON.stringify({ queue: { queue, ringSeconds: null, skillRuleSet: null, skillVariables: [] } })
  expect(when(defined, replaced)).toEqual({
    events: [
      `QueueChanged support: fail ${to('sales')} > ${to('help')}`,
      `IncallChanged 0100@from-extern: destination ${to('sales')} > ${to('help')}`,
      'QueueRemoved sales',
    ],
  })
  expect(when(after(defined, replaced), replaced)).toEqual({ events: [] })
})

test('it is another object, which is there and switched on', () => {
  const replaceWith = (name: string) => when(before, { removeQueue: { name: 'sales', replaceWith: name } })
  expect(replaceWith('none')).toEqual({ rejections: ['commands[0].removeQueue.replaceWith exists'] })
  expect(replaceWith('sales')).toEqual({ rejections: ['commands[0].removeQueue.replaceWith another'] })
  const off = after(before, { changeQueue: { name: 'support', enabled: false } })
  expect(when(off, { removeQueue: { name: 'sales', replaceWith: 'support' } })).toEqual({
    rejections: ['commands[0].removeQueue.replaceWith enabled'],
  })
})

test('where it is a member already, its own entry stays', () => {
  const members = [
    { agent: '8001', penalty: 1 },
    { agent: '8002', penalty: 7 },
  ]
  const both = after(before, { changeQueue: { name: 'sales', members } })
  const one = after(both, { changeQueue: { name: 'support', members: [{ agent: '8001', penalty: 3 }] } })
  const now = after(one, { removeAgent: { number: '8001', replaceWith: '8002' } })
  const membersOf = (queue: string) =>
    objectOf(now, queues, queue)?.value.members.map(({ agent, penalty }) => `${agent} ${penalty}`)
  expect([membersOf('sales'), membersOf('support')]).toEqual([['8002 7'], ['8002 3']])
})

test('rules of what refers to it are asked: nothing is half replaced', () => {
  const people = after(
    before,
    { defineContext: { name: 'office', displayName: 'Office' } },
    { defineAgent: { number: '8003', firstName: 'Eve', context: 'office' } },
    { defineLine: { name: 'a', number: '1001', context: 'default', endpoint: { sip: {} } } },
    { defineUser: { user: 'ann', firstName: 'Ann', lines: ['a'], agent: '8001' } },
  )
  expect(when(people, { removeAgent: { number: '8001', replaceWith: '8003' } })).toEqual({
    rejections: ['commands[0].removeAgent.agent context'],
  })
})

test('a key is fixed, and what is named in a text stays in the way', () => {
  expect(when(before, { removeContext: { name: 'from-extern', replaceWith: 'default' } })).toEqual({
    rejections: ['commands[0].removeContext.replaceWith fixed'],
  })
  const skilled = after(
    before,
    { defineSkill: { name: 'english', category: 'language' } },
    { defineSkill: { name: 'french', category: 'language' } },
    { defineSkillRuleSet: { name: 'by_language', rules: ['english > 50'] } },
  )
  expect(when(skilled, { removeSkill: { name: 'english', replaceWith: 'french' } })).toEqual({
    rejections: ['commands[0].removeSkill inUse'],
  })
})

test('what else names it is left as it is', () => {
  const schedule = {
    defineSchedule: { name: 'week', displayName: 'Week', opened: [{ from: '08:00', to: '18:00' }] },
  }
  const known = after(before, schedule)
  const now = after(known, { removeQueue: { name: 'sales', replaceWith: 'support' } })
  expect(objectOf(now, schedules, 'week')).toBe(objectOf(known, schedules, 'week'))
  expect(objectOf(now, queues, 'support')?.revision).toBe(1)
})
