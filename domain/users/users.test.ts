import { describe, expect, test } from 'vitest'
import { agents } from '../agents/configured-agents.ts'
import { initialConfiguration, objectOf } from '../configuration/configuration.ts'
import { kinds } from '../configuration/kinds.ts'
import { after, given, when } from '../configuration/testing/given.ts'
import { users } from './configured-users.ts'

const base = given(
  { defineContext: { name: 'default', displayName: 'Default' } },
  { defineContext: { name: 'other', displayName: 'Other' } },
)
const line = (name: string, more = {}) => ({
  defineLine: { name, context: 'default', password: 'secret12', endpoint: { sip: {} }, ...more },
})
const alice = (more = {}) => ({
  defineUser: { user: 'alice.martin', firstName: 'Alice', lastName: 'Martin', ...more },
})
const change = (more: object) => ({ changeUser: { user: 'alice.martin', ...more } })
const agent = (context: string) => ({ defineAgent: { number: '8001', firstName: 'Alice', context } })

describe('a user', () => {
  test('is defined with a name alone, and repeated changes nothing', () => {
    expect(when(base, alice())).toEqual({ events: ['UserDefined alice.martin'] })
    expect(when(after(base, alice()), alice())).toEqual({ events: [] })
  })

  test('is shown by the names that he had when he was defined, until somebody says another caller ID', () => {
    const renamed = after(base, alice(), change({ lastName: 'Durand' }))
    expect(objectOf(renamed, users, 'alice.martin')?.value.callerId).toEqual({ name: 'Alice Martin', number: null })
    expect(when(renamed, change({ callerId: null }))).toEqual({
      events: ['UserChanged alice.martin: callerId {"name":"Alice Martin","number":null} > null'],
    })
    expect(when(base, alice({ callerId: { name: 'Desk', number: '100' } }))).toEqual({
      events: ['UserDefined alice.martin'],
    })
  })

  test('is shown by his present names when that is asked for, under the same number (pbx-configuration §18.16)', () => {
    const shown = alice({ callerId: { name: 'Alice Martin', number: '100' } })
    const renamed = after(base, shown, change({ lastName: 'Durand' }))
    const again = { regenerateCallerId: { user: 'alice.martin' } }
    expect(when(renamed, again)).toEqual({
      events: [
        'UserChanged alice.martin: callerId {"name":"Alice Martin","number":"100"} > {"name":"Alice Durand","number":"100"}',
      ],
    })
    expect(when(after(renamed, again), again)).toEqual({ events: [] })
    expect(when(base, again)).toEqual({ rejections: ['commands[0].regenerateCallerId.user exists'] })
  })

  test('with long names is shown by their first 80 characters', () => {
    const long = after(base, alice({ firstName: '😀'.repeat(100), lastName: null }))
    expect(objectOf(long, users, 'alice.martin')?.value.callerId?.name).toBe('😀'.repeat(80))
  })

  test('needs lines, labels, mailboxes and agents that exist', () => {
    expect(when(base, alice({ lines: ['l1'], labels: ['vip'], agent: '8001', voicemail: '100@default' }))).toEqual({
      rejections: [
        'commands[0].defineUser.lines[0] exists',
        'commands[0].defineUser.agent exists',
        'commands[0].defineUser.voicemail exists',
        'commands[0].defineUser.labels[0] exists',
      ],
    })
  })

  test('keeps his lines in their order, the main one first', () => {
    const before = after(base, line('l1'), line('l2'), alice({ lines: ['l2', 'l1'] }))
    expect(objectOf(before, users, 'alice.martin')?.value.lines).toEqual(['l2', 'l1'])
    expect(when(before, change({ lines: ['l1', 'l2'] }))).toEqual({
      events: ['UserChanged alice.martin: lines ["l2","l1"] > ["l1","l2"]'],
    })
    expect(when(before, change({ lines: ['l1', 'l1'] }))).toEqual({
      rejections: ['commands[0].changeUser.lines[1] unique'],
    })
  })

  test('has a zone that exists', () => {
    expect(when(base, alice({ timezone: 'Europe/Paris' }))).toEqual({ events: ['UserDefined alice.martin'] })
    expect(when(base, alice({ timezone: 'Europe/Pari' }))).toEqual({
      rejections: ['commands[0].defineUser.timezone zone'],
    })
  })

  test('with a voicemail needs the language of its prompts', () => {
    const before = after(base, { defineVoicemail: { number: '100', context: 'default', name: 'Alice' } })
    expect(when(before, alice({ voicemail: '100@default' }))).toEqual({
      rejections: ['commands[0].defineUser.language required'],
    })
    expect(when(before, alice({ voicemail: '100@default', language: 'fr_FR' }))).toEqual({
      events: ['UserDefined alice.martin'],
    })
  })

  test('opens permissions with 16 digits at most', () => {
    expect(when(base, alice({ callPermissionPassword: '12345678901234567' }))).toEqual({
      rejections: ['commands[0].defineUser.callPermissionPassword digits'],
    })
  })
})

describe('the forwards of a user', () => {
  const before = after(base, alice({ forwards: [{ kind: 'busy', enabled: true, destination: '0612345678' }] }))

  test('are always all three, so that a phone only changes them', () => {
    expect(objectOf(before, users, 'alice.martin')?.value.forwards).toEqual([
      { kind: 'unconditional', enabled: false, destination: null },
      { kind: 'noanswer', enabled: false, destination: null },
      { kind: 'busy', enabled: true, destination: '0612345678' },
    ])
    expect(when(before, { removeUserForward: { user: 'alice.martin', kind: 'busy' } })).toEqual({
      rejections: ['commands[0].removeUserForward.forwards complete'],
    })
  })

  test('are switched on and off one by one', () => {
    const off = { changeUserForward: { user: 'alice.martin', kind: 'busy', enabled: false } }
    expect(when(before, off)).toEqual({ events: ['UserForwardChanged alice.martin'] })
    expect(when(after(before, off), off)).toEqual({ events: [] })
    expect(objectOf(after(before, off), users, 'alice.martin')?.value.forwards[2]).toEqual({
      kind: 'busy',
      enabled: false,
      destination: '0612345678',
    })
  })

  test('need a number while they are on', () => {
    expect(when(before, { changeUserForward: { user: 'alice.martin', kind: 'noanswer', enabled: true } })).toEqual({
      rejections: ['commands[0].changeUserForward.forwards[1].destination required'],
    })
  })
})

describe('the applications', () => {
  const login = { ctiEnabled: true, ctiLogin: 'alice', ctiPassword: 'secret', ctiProfile: 'Agent' }

  test('need login, password and profile together', () => {
    expect(when(base, alice(login))).toEqual({ events: ['UserDefined alice.martin'] })
    expect(when(base, alice({ ctiEnabled: true }))).toEqual({
      rejections: [
        'commands[0].defineUser.ctiLogin together',
        'commands[0].defineUser.ctiPassword together',
        'commands[0].defineUser.ctiProfile together',
      ],
    })
    expect(when(base, alice({ ...login, ctiPassword: 'abc' }))).toEqual({
      rejections: ['commands[0].defineUser.ctiPassword password'],
    })
  })

  test('know a login once in the whole site', () => {
    const before = after(base, alice(login))
    expect(when(before, { defineUser: { user: 'bob', firstName: 'Bob', ...login } })).toEqual({
      rejections: ['commands[0].defineUser.ctiLogin taken'],
    })
  })
})

describe('a user who is an agent', () => {
  const before = after(base, line('l1'), line('far', { context: 'other' }), agent('default'))

  test('has a line to log in on', () => {
    expect(when(before, alice({ agent: '8001', lines: ['l1'] }))).toEqual({ events: ['UserDefined alice.martin'] })
    expect(when(before, alice({ agent: '8001' }))).toEqual({ rejections: ['commands[0].defineUser.agent line'] })
  })

  test('has it in the context of the agent, whichever of the three is changed', () => {
    expect(when(before, alice({ agent: '8001', lines: ['far'] }))).toEqual({
      rejections: ['commands[0].defineUser.agent context'],
    })
    const tied = after(before, alice({ agent: '8001', lines: ['l1'] }))
    expect(when(tied, { changeAgent: { number: '8001', context: 'other' } })).toEqual({
      rejections: ['commands[0].changeAgent context'],
    })
    expect(when(tied, { changeLine: { name: 'l1', context: 'other' } })).toEqual({
      rejections: ['commands[0].changeLine context'],
    })
    expect(
      when(
        tied,
        { changeLine: { name: 'l1', context: 'other' } },
        { changeAgent: { number: '8001', context: 'other' } },
      ),
    ).toEqual({
      events: ['LineChanged l1: context default > other', 'AgentChanged 8001: context default > other'],
    })
    expect(objectOf(tied, agents, '8001')?.value.context).toBe('default')
  })
})

describe('a user with a unique account', () => {
  const before = after(base, line('l1', { endpoint: { uniqueAccount: {} } }), line('l2'), agent('default'))

  test('is neither agent nor boss nor secretary', () => {
    expect(when(before, alice({ lines: ['l1'], preferredDevice: 'webRTC' }))).toEqual({
      events: ['UserDefined alice.martin'],
    })
    expect(when(before, alice({ lines: ['l1'], agent: '8001', bsFilter: 'boss' }))).toEqual({
      rejections: ['commands[0].defineUser.agent uniqueAccount', 'commands[0].defineUser.bsFilter uniqueAccount'],
    })
    const tied = after(before, alice({ lines: ['l2'], agent: '8001' }))
    expect(when(tied, { changeLine: { name: 'l2', endpoint: { uniqueAccount: {} } } })).toEqual({
      rejections: ['commands[0].changeLine uniqueAccount'],
    })
  })
})

describe('a label', () => {
  const vip = { defineLabel: { name: 'vip', displayName: 'VIP' } }

  test('is known by a name for people that no other has, and repeated changes nothing', () => {
    const before = after(initialConfiguration(kinds), vip)
    expect(when(before, vip)).toEqual({ events: [] })
    expect(when(before, { defineLabel: { name: 'vip2', displayName: 'VIP' } })).toEqual({
      rejections: ['commands[0].defineLabel.displayName taken'],
    })
    expect(when(before, { defineLabel: { name: 'two', displayName: 'one;two' } })).toEqual({
      rejections: ['commands[0].defineLabel.displayName labelName'],
    })
  })

  test('is not removed while users have it', () => {
    expect(when(after(base, vip, alice({ labels: ['vip'] })), { removeLabel: { name: 'vip' } })).toEqual({
      rejections: ['commands[0].removeLabel inUse'],
    })
  })
})
