import { describe, expect, test } from 'vitest'
import type { ConfigurationCommand } from '../configuration/commands.ts'
import { objectOf } from '../configuration/configuration.ts'
import { after, given } from '../configuration/testing/given.ts'
import { microsOfIso } from '../kernel/time.ts'
import { users } from '../users/configured-users.ts'
import type { Identity } from './identity.ts'
import { identityOfPerson } from './person.ts'
import { mayHear } from './recordings.ts'
import { may, whyNot } from './rights.ts'
import { agentsVisibleTo, queuesVisibleTo } from './visible.ts'

const paris = { site: 'paris', timeZone: 'Europe/Paris' }
const login = { ctiEnabled: true, ctiLogin: 's.doe', ctiPassword: 'secret12', ctiProfile: 'Supervisor' }
const numbers = [8001, 8002, 8003, 8004].map(String)
const groupOf: Readonly<Record<string, string>> = { 8001: 'g1', 8002: 'g2', 8003: 'g3', 8004: 'default' }
const base = given(
  { defineContext: { name: 'default', displayName: 'Default' } },
  { defineContext: { name: 'from-extern', displayName: 'Incalls', type: 'incall' } },
  ...['q1', 'q2', 'q3', 'q4', 'q7'].map(name => ({ defineQueue: { name, displayName: name } })),
  ...['g1', 'g2', 'g3'].map(name => ({ defineAgentGroup: { name, displayName: name } })),
  ...numbers.map(number => ({
    defineAgent: { number, firstName: 'A', context: 'default', group: groupOf[number] ?? '' },
  })),
  { defineIncall: { number: '01234XXXX', context: 'from-extern', destination: { queue: { queue: 'q4' } } } },
  { defineLine: { name: 'l1', context: 'default', password: 'secret12', endpoint: { sip: {} } } },
  { defineUser: { user: 'sarah', firstName: 'Sarah', lastName: 'Doe', lines: ['l1'], agent: '8004', ...login } },
)

/** Who Sarah is after these commands. */
function sarah(...commands: readonly ConfigurationCommand[]): Identity {
  const configuration = commands.length > 0 ? after(base, ...commands) : base
  const user = objectOf(configuration, users, 'sarah')
  if (!user) throw new Error('there is a user sarah')
  return identityOfPerson(paris, user.value, configuration)
}
const grant = (more: object) => ({ grantProfile: { login: 's.doe', ...more } })
const known = ['q1', 'q2', 'q3', 'q4', 'q7'].map(name => ({ site: 'paris', name }))
const agent = (number: string) => ({ site: 'paris', name: `Agent/${number}` })
const call = (more: object = {}) => ({
  site: 'paris',
  queues: ['q1'],
  direction: 'INBOUND',
  calledNumber: '012345678',
  startedAt: 0,
  ...more,
})

/** contact-center §24, with the names that our queues and groups have instead of numbers. */
const g25 = grant({
  type: 'supervisor',
  queues: ['q3', 'q2', 'q1', 'q7'],
  agentGroups: ['g3', 'g1', 'g2'],
  incalls: [],
  recordingAccess: true,
  dissuasionAccess: false,
})

describe('G-25: a supervisor of four queues and three groups', () => {
  const identity = sarah(g25)

  test('sees these queues and the agents of these groups, and not the agent that he is', () => {
    expect(queuesVisibleTo(identity, known)).toEqual(['q3', 'q2', 'q1', 'q7'].map(name => ({ site: 'paris', name })))
    expect(agentsVisibleTo(identity, [])).toEqual([agent('8001'), agent('8002'), agent('8003')])
    expect(queuesVisibleTo(identity, known, ['q4'])).toEqual([])
    expect(agentsVisibleTo(identity, [], ['Agent/8004'])).toEqual([])
  })

  test('has dissuasion commands refused', () => {
    expect(may(identity, 'changeDissuasion', { queue: { site: 'paris', name: 'q1' } })).toBe(false)
    expect(whyNot(identity, 'readDissuasion')).toContain('s.doe@paris may not read dissuasion')
  })

  test('hears the recordings of these queues, and of no other', () => {
    expect(mayHear(identity, call())).toBe(true)
    expect(mayHear(identity, call({ queues: ['q4', 'q7'] }))).toBe(true)
    expect(mayHear(identity, call({ queues: ['q4'] }))).toBe(false)
    expect(mayHear(identity, call({ queues: [] }))).toBe(false)
    expect(mayHear(identity, call({ site: 'lyon' }))).toBe(false)
  })
})

describe('a person', () => {
  test('is called by his login and his site: another site may have the same login', () => {
    expect(sarah()).toMatchObject({
      tokenId: 'paris/sarah',
      label: 's.doe@paris',
      person: { site: 'paris', user: 'sarah', login: 's.doe', name: 'Sarah Doe' },
    })
  })

  test('without a profile sees nothing beyond the agent that he is (C-13, L-30)', () => {
    const identity = sarah()
    expect(identity.role).toBe('none')
    expect(queuesVisibleTo(identity, known)).toEqual([])
    expect(agentsVisibleTo(identity, [])).toEqual([agent('8004')])
    expect(mayHear(identity, call())).toBe(false)
    const nobody = sarah({ changeUser: { user: 'sarah', agent: null } })
    expect(agentsVisibleTo(nobody, [agent('8004')])).toEqual([])
  })

  test('is an administrator of everything', () => {
    expect(sarah(grant({ type: 'administrator' }))).toMatchObject({ role: 'administrator', scope: {} })
  })

  test('sees who is in his groups now', () => {
    const moved = sarah(
      g25,
      { changeAgent: { number: '8004', group: 'g1' } },
      { changeAgent: { number: '8001', group: 'default' } },
    )
    expect(agentsVisibleTo(moved, [])).toEqual([agent('8002'), agent('8003'), agent('8004')])
  })

  test('hears nothing without recordingAccess', () => {
    const deaf = sarah(g25, { updateProfileScope: { login: 's.doe', recordingAccess: false } })
    expect(mayHear(deaf, call())).toBe(false)
    expect(whyNot(deaf, 'readRecordings')).toContain('that takes a profile with recordingAccess')
  })

  test('closes his own queues with dissuasionAccess', () => {
    const closing = sarah(g25, { updateProfileScope: { login: 's.doe', dissuasionAccess: true } })
    expect(may(closing, 'changeDissuasion', { queue: { site: 'paris', name: 'q1' } })).toBe(true)
    expect(may(closing, 'changeDissuasion', { queue: { site: 'paris', name: 'q4' } })).toBe(false)
  })

  test('hears calls from outside at his numbers', () => {
    const identity = sarah(grant({ type: 'supervisor', incalls: ['01234XXXX@from-extern'] }))
    expect(mayHear(identity, call({ queues: [] }))).toBe(true)
    expect(mayHear(identity, call({ queues: [], calledNumber: '999' }))).toBe(false)
    expect(mayHear(identity, call({ queues: [], calledNumber: null }))).toBe(false)
    expect(mayHear(identity, call({ queues: [], direction: 'INTERNAL' }))).toBe(false)
    expect(mayHear(identity, call({ queues: [], site: 'lyon' }))).toBe(false)
  })
})

describe('a teacher', () => {
  const at = (text: string) => microsOfIso(text) ?? 0
  // In Paris the clock goes back on the second of these days.
  const identity = sarah(grant({ type: 'teacher', queues: ['q1'], period: { from: '2026-10-24', to: '2026-10-25' } }))

  test('sees the calls of days by the clock of the site, the first and the last included', () => {
    expect(identity.role).toBe('teacher')
    expect(identity.scope.period).toEqual({ from: at('2026-10-23T22:00:00Z'), to: at('2026-10-25T23:00:00Z') })
  })

  test('hears those of his queues in them', () => {
    const heard = (startedAt: string, queue = 'q1') =>
      mayHear(identity, call({ queues: [queue], startedAt: at(startedAt) }))
    expect(heard('2026-10-23T22:00:00Z')).toBe(true)
    expect(heard('2026-10-25T22:59:59.999999Z')).toBe(true)
    expect(heard('2026-10-23T21:59:59.999999Z')).toBe(false)
    expect(heard('2026-10-25T23:00:00Z')).toBe(false)
    expect(heard('2026-10-24T12:00:00Z', 'q2')).toBe(false)
  })

  test('has no boards, no figures and no commands', () => {
    for (const action of ['readBoards', 'readStatistics', 'readStatus', 'actOnAgents', 'handleCallbacks'] as const)
      expect(may(identity, action)).toBe(false)
    expect(may(identity, 'readCalls')).toBe(true)
  })
})
