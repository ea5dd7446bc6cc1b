import { describe, expect, test } from 'vitest'
import { after, decide, given, when } from '../configuration/testing/given.ts'

const line = (name: string, number: string) => ({
  defineLine: { name, number, context: 'default', password: 'secret12', endpoint: { sip: {} } },
})
const people = given(
  { defineContext: { name: 'default', displayName: 'Default' } },
  line('a', '1001'),
  line('b', '1002'),
  { defineUser: { user: 'ann', firstName: 'Ann', lines: ['a'], bsFilter: 'secretary' } },
  { defineUser: { user: 'bob', firstName: 'Bob', lines: ['b'], bsFilter: 'boss' } },
)
const removeAnn = { removeUser: { user: 'ann' } }

describe('a user who is removed', () => {
  test('leaves queues, groups, pickup groups, pagings and the filter of his boss; his lines stay', () => {
    const before = after(
      people,
      { defineQueue: { name: 'sales', displayName: 'Sales', members: [{ user: 'ann' }, { user: 'bob' }] } },
      { defineGroup: { name: 'all', displayName: 'All', members: [{ user: 'ann' }] } },
      { definePickupGroup: { name: 'desk', interceptors: [{ user: 'ann' }], intercepted: [{ user: 'ann' }] } },
      { definePaging: { number: '1', callers: ['ann', 'bob'], called: ['bob', 'ann'] } },
      { defineCallFilter: { name: 'office', boss: 'bob', secretaries: [{ user: 'ann' }] } },
    )
    expect(when(before, removeAnn)).toEqual({
      events: [
        'QueueMemberRemoved sales',
        'GroupMemberRemoved all',
        'PickupGroupInterceptorRemoved desk',
        'PickupGroupInterceptedRemoved desk',
        'CallFilterSecretaryRemoved office',
        'PagingChanged 1: callers ["ann","bob"] > ["bob"], called ["bob","ann"] > ["bob"]',
        'UserRemoved ann',
      ],
    })
    expect(when(after(before, removeAnn), removeAnn)).toEqual({ events: [] })
  })

  test('is not while he is a boss, the only one of a paging, or where calls go, and all of these are named', () => {
    const before = after(
      people,
      { defineCallFilter: { name: 'office', boss: 'bob', secretaries: [{ user: 'ann' }] } },
      { definePaging: { number: '1', callers: ['bob'], called: ['ann', 'bob'] } },
      { defineQueue: { name: 'sales', displayName: 'Sales', noAnswer: { user: { user: 'bob' } } } },
    )
    const decision = decide(before, [{ removeUser: { user: 'bob' } }])
    expect(decision.accepted ? [] : decision.rejections.map(({ message }) => message)).toEqual([
      'user bob is used by queue sales (noAnswer.user.user), paging 1 (callers[0]), paging 1 (called[1]), callFilter office (boss); change these first',
    ])
  })
})
