import { expect, test } from 'vitest'
import { after, given, when } from '../configuration/testing/given.ts'

const line = (name: string, endpoint: object = { sip: {} }) => ({
  defineLine: { name, context: 'default', password: 'secret12', endpoint },
})
const user = (name: string, ...lines: string[]) => ({ defineUser: { user: name, firstName: name, lines } })
const queue = (...members: object[]) => ({ defineQueue: { name: 'sales', displayName: 'Sales', members } })
const unique = { uniqueAccount: {} }

const base = given(
  { defineContext: { name: 'default', displayName: 'Default' } },
  line('l1'),
  line('l2', unique),
  user('alice', 'l1'),
  user('bob'),
  user('carl', 'l2'),
)

test('a user is a member on his line, and repeated nothing changes', () => {
  const before = after(base, queue({ user: 'alice' }))
  expect(when(before, queue({ user: 'alice' }))).toEqual({ events: [] })
  expect(when(base, queue({ user: 'bob' }))).toEqual({
    rejections: ['commands[0].defineQueue.members[0].user line'],
  })
  expect(when(before, { changeUser: { user: 'alice', lines: [] } })).toEqual({
    rejections: ['commands[0].changeUser line'],
  })
})

test('a user with a unique account is no member, and a line of a member does not become one', () => {
  expect(when(base, queue({ user: 'carl' }))).toEqual({
    rejections: ['commands[0].defineQueue.members[0].user uniqueAccount'],
  })
  const before = after(base, queue({ user: 'alice' }))
  expect(when(before, { changeUser: { user: 'alice', lines: ['l2'] } })).toEqual({
    rejections: ['commands[0].changeUser uniqueAccount'],
  })
  expect(when(before, { changeLine: { name: 'l1', endpoint: unique } })).toEqual({
    rejections: ['commands[0].changeLine uniqueAccount'],
  })
  expect(
    when(
      before,
      { changeLine: { name: 'l1', endpoint: unique } },
      { removeQueueMember: { queue: 'sales', user: 'alice' } },
    ),
  ).toMatchObject({ events: [expect.stringMatching(/^LineChanged l1/), 'QueueMemberRemoved sales'] })
})

test('a queue that is closed sends its calls to another one', () => {
  expect(when(base, { defineQueue: { name: 'sales', displayName: 'Sales', dissuasionQueue: 'sales' } })).toEqual({
    rejections: ['commands[0].defineQueue.dissuasionQueue other'],
  })
})
