import { describe, expect, test } from 'vitest'
import type { ConfigurationCommand } from './commands.ts'
import type { Configuration } from './configuration.ts'
import { decideWithin } from './decide-within.ts'
import { differences } from './difference.ts'
import { entityView } from './entity-view.ts'
import { kinds } from './kinds.ts'
import { after, given, testSeal } from './testing/given.ts'

const shared = given(
  { defineEntity: { name: 'acme', displayName: 'Acme' } },
  { defineEntity: { name: 'globex', displayName: 'Globex' } },
  { defineContext: { name: 'acme-internal', displayName: 'Acme', entity: 'acme' } },
  { defineContext: { name: 'globex-internal', displayName: 'Globex', entity: 'globex' } },
  { defineContext: { name: 'to-extern', displayName: 'Outside', type: 'outcall' } },
  {
    defineLine: { name: 'ga', number: '1001', context: 'globex-internal', password: 'secret1', endpoint: { sip: {} } },
  },
  { defineUser: { user: 'gus', firstName: 'Gus', lines: ['ga'], ctiLogin: 'gus' } },
  { defineAgent: { number: '8001', firstName: 'Gina', context: 'globex-internal' } },
  { defineAgent: { number: '9001', firstName: 'Anna', context: 'acme-internal' } },
  { defineQueue: { name: 'gsales', displayName: 'Sales', entity: 'globex' } },
  { defineQueue: { name: 'asales', displayName: 'Sales', entity: 'acme' } },
  { defineSchedule: { name: 'office', displayName: 'Office', opened: [{}] } },
)

/** What an administrator of Acme is answered. */
function answer(...commands: readonly ConfigurationCommand[]) {
  const decision = decideWithin({ commands }, shared, { kinds, seal: testSeal }, ['acme'])
  return decision.accepted
    ? decision.events.map(({ type, key }) => `${type} ${key}`)
    : decision.rejections.map(({ field, rule }) => `${field} ${rule}`)
}
const messages = (...commands: readonly ConfigurationCommand[]) => {
  const decision = decideWithin({ commands }, shared, { kinds, seal: testSeal }, ['acme'])
  return decision.accepted ? [] : decision.rejections.map(({ message }) => message)
}

describe('an administrator of one entity', () => {
  test('sees what belongs to it, and nothing else', () => {
    const view = entityView(shared, ['acme'], 'own', kinds)
    const seen = [...view.objects].flatMap(([kind, ofKind]) => [...ofKind.keys()].map(key => `${kind} ${key}`))
    expect(seen.sort()).toEqual(['agent 9001', 'context acme-internal', 'entity acme', 'queue asales'])
    expect(
      differences(entityView(given(), ['acme'], 'own', kinds), view, kinds)
        .map(({ key }) => key)
        .sort(),
    ).toEqual(['9001', 'acme', 'acme-internal', 'asales'].sort())
  })

  test('sets the queues of his agents, but not where that reaches queues that he does not see', () => {
    const base = { setAgentBaseConfiguration: { agents: ['9001'] } }
    const inBoth = after(
      shared,
      { addQueueMember: { queue: 'asales', agent: '9001' } },
      { addQueueMember: { queue: 'gsales', agent: '9001' } },
    )
    const decide = (before: Configuration) =>
      decideWithin({ commands: [base] }, before, { kinds, seal: testSeal }, ['acme'])
    expect(decide(after(shared, { addQueueMember: { queue: 'asales', agent: '9001' } }))).toMatchObject({
      events: [{ type: 'QueueMemberChanged', key: 'asales' }],
    })
    const refused = decide(inBoth)
    expect(refused).toMatchObject({ rejections: [{ field: 'commands', rule: 'entity' }] })
    expect(JSON.stringify(refused)).not.toContain('gsales')
  })

  test('changes it, and refers to what belongs to all', () => {
    expect(
      answer(
        { changeQueue: { name: 'asales', weight: 5, schedule: 'office' } },
        { addQueueMember: { queue: 'asales', agent: '9001' } },
        { defineUser: { user: 'ada', firstName: 'Ada', entity: 'acme' } },
      ),
    ).toEqual(['QueueChanged asales', 'QueueMemberAdded asales', 'UserDefined ada'])
  })

  test.each<[string, ConfigurationCommand, string]>([
    ['a queue of another one', { changeQueue: { name: 'gsales', weight: 5 } }, 'commands[0].changeQueue.name exists'],
    [
      'an agent of another one, by a reference',
      { addQueueMember: { queue: 'asales', agent: '8001' } },
      'commands[0].addQueueMember.members[0].agent exists',
    ],
    [
      'a context of another one',
      { changeAgent: { number: '9001', context: 'globex-internal' } },
      'commands[0].changeAgent.context exists',
    ],
    ['what belongs to all', { changeSchedule: { name: 'office', displayName: 'Mine' } }, 'commands entity'],
    ['settings of the site', { changeCallCompletion: { enabled: true } }, 'commands entity'],
    ['another entity', { defineEntity: { name: 'initech', displayName: 'Initech' } }, 'commands entity'],
    ['what would belong to none', { defineUser: { user: 'ada', firstName: 'Ada' } }, 'commands entity'],
    [
      'what would be given away',
      { changeQueue: { name: 'asales', entity: 'globex' } },
      'commands[0].changeQueue.entity exists',
    ],
    [
      'an application, which can lead anywhere',
      { changeQueue: { name: 'asales', fail: { application: { application: 'Goto(globex-internal,1001,1)' } } } },
      'commands application',
    ],
  ])('cannot have %s', (_, command, rejection) => {
    expect(answer(command)).toEqual([rejection])
  })

  test.each<[string, ConfigurationCommand, string]>([
    [
      'the name of a queue',
      { defineQueue: { name: 'gsales', displayName: 'x', entity: 'acme' } },
      'commands[0].defineQueue.name taken',
    ],
    [
      'the number of an agent',
      { defineAgent: { number: '8001', firstName: 'x', context: 'acme-internal' } },
      'commands[0].defineAgent.number taken',
    ],
    [
      'the name of a context',
      { defineContext: { name: 'globex-internal', displayName: 'x', entity: 'acme' } },
      'commands[0].defineContext.name taken',
    ],
    [
      'a login',
      { defineUser: { user: 'ada', firstName: 'Ada', entity: 'acme', ctiLogin: 'gus' } },
      'commands[0].defineUser.ctiLogin taken',
    ],
  ])('is told that %s is taken, and not by what', (_, command, rejection) => {
    expect(answer(command)).toEqual([rejection])
    expect(messages(command).join()).not.toMatch(/gus|globex|Gina|gsales|8001/i)
  })

  test('does not come by rights of the whole site through the login of one of his users', () => {
    const login = { ctiEnabled: true, ctiLogin: 'ada', ctiPassword: 'secret12', ctiProfile: 'Supervisor' }
    const user = after(shared, { defineUser: { user: 'ada', firstName: 'Ada', entity: 'acme', ...login } })
    const profiled = after(user, { grantProfile: { login: 'ada', type: 'administrator' } })
    const rejectionsOf = (before: Configuration, command: ConfigurationCommand) => {
      const decision = decideWithin({ commands: [command] }, before, { kinds, seal: testSeal }, ['acme'])
      return decision.accepted ? [] : decision.rejections.map(({ rule }) => rule)
    }
    const password = { changeUser: { user: 'ada', ctiPassword: 'chosen123' } }
    expect(rejectionsOf(user, password)).toEqual([])
    expect(rejectionsOf(profiled, password)).toEqual(['profile'])
    expect(rejectionsOf(profiled, { changeUser: { user: 'ada', ctiLogin: 'eve' } })).toEqual(['profile'])
    expect(rejectionsOf(profiled, { changeUser: { user: 'ada', lastName: 'Lovelace' } })).toEqual([])
    expect(rejectionsOf(profiled, { removeUser: { user: 'ada' } })).toEqual(['entity'])
    expect(rejectionsOf(user, { grantProfile: { login: 'ada', type: 'administrator' } })).toEqual(['entity'])
  })

  test('is told of what is not his in the same words as of what is not there', () => {
    const words = (name: string) => messages({ changeQueue: { name, weight: 5 } }).map(one => one.replace(name, 'X'))
    expect(words('gsales')).toEqual(words('nothing'))
    const removed = (name: string) => messages({ removeQueue: { name } }).map(one => one.replace(name, 'X'))
    expect(removed('gsales')).toEqual(removed('nothing'))
    expect(removed('gsales')).not.toEqual([])
  })
})
