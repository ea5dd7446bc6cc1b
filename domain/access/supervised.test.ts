import { describe, expect, test } from 'vitest'
import type { ConfigurationCommand } from '../configuration/commands.ts'
import { kinds } from '../configuration/kinds.ts'
import { after, given, testSeal } from '../configuration/testing/given.ts'
import type { GrantedScope } from './identity.ts'
import { decideSupervised } from './supervised.ts'

const login = (name: string) => ({ ctiEnabled: true, ctiLogin: name, ctiPassword: 'secret12', ctiProfile: 'Agent' })
const base = given(
  { defineContext: { name: 'from-extern', displayName: 'Incalls', type: 'incall' } },
  ...['sales', 'support'].map(name => ({ defineQueue: { name, displayName: name } })),
  ...['days', 'nights'].map(name => ({ defineAgentGroup: { name, displayName: name } })),
  ...['100', '200'].map(number => ({
    defineIncall: { number, context: 'from-extern', destination: { queue: { queue: 'sales' } } },
  })),
  ...['sarah', 'ted'].map(user => ({ defineUser: { user, firstName: user, ...login(user) } })),
)
const own: GrantedScope = {
  queues: ['paris/sales'],
  agents: ['paris/Agent/8001'],
  agentGroups: ['paris/days'],
  incalls: ['paris/100@from-extern'],
}
const answer = (commands: readonly ConfigurationCommand[], before = base, scope = own) => {
  const supervisor = { site: 'paris', scope }
  const decision = decideSupervised({ commands }, before, { kinds, seal: testSeal }, supervisor)
  return decision.accepted ? decision.events.map(({ type }) => type) : decision.rejections.map(({ rule }) => rule)
}
const period = { from: '2026-11-01', to: '2026-11-30' }
const teacher = (more: object = { queues: ['sales'] }) => ({
  grantProfile: { login: 'ted', type: 'teacher', period, ...more },
})

describe('a supervisor', () => {
  test('makes a teacher of own queues, groups and numbers, changes and takes him away', () => {
    expect(answer([teacher({ queues: ['sales'], agentGroups: ['days'], incalls: ['100@from-extern'] })])).toEqual([
      'RightsProfileDefined',
    ])
    const taught = after(base, teacher())
    const longer = { updateProfileScope: { login: 'ted', period: { ...period, to: '2026-12-31' } } }
    expect(answer([longer], taught)).toEqual(['RightsProfileChanged'])
    expect(answer([{ revokeProfile: { login: 'ted' } }], taught)).toEqual(['RightsProfileRemoved'])
  })

  test.each([
    ['queues', { queues: ['sales', 'support'] }],
    ['groups', { queues: ['sales'], agentGroups: ['nights'] }],
    ['numbers', { incalls: ['200@from-extern'] }],
  ])('gives nobody %s that are not his', (_, more) => {
    expect(answer([teacher(more)])).toEqual(['exists'])
    const taught = after(base, teacher(more))
    expect(answer([{ revokeProfile: { login: 'ted' } }], taught)).toEqual(answer([{ revokeProfile: { login: 'ted' } }]))
    const narrowed = { updateProfileScope: { login: 'ted', queues: ['sales'], agentGroups: [], incalls: [] } }
    expect(answer([narrowed], taught)).toEqual(answer([narrowed]))
  })

  test('gives no other profile, and takes none away', () => {
    expect(answer([{ grantProfile: { login: 'ted', type: 'supervisor', queues: ['sales'] } }])).toEqual(['supervisor'])
    expect(answer([{ grantProfile: { login: 'ted', type: 'administrator' } }])).toEqual(['supervisor'])
    const other = after(base, { grantProfile: { login: 'sarah', type: 'supervisor', queues: ['sales'] } })
    expect(answer([{ revokeProfile: { login: 'sarah' } }], other)).toEqual(
      answer([{ revokeProfile: { login: 'sarah' } }]),
    )
    const wider = { updateProfileScope: { login: 'sarah', dissuasionAccess: true } }
    expect(answer([wider], other)).toEqual(answer([wider]))
    expect(answer([{ ...teacher(), grantProfile: { ...teacher().grantProfile, login: 'sarah' } }], other)).toEqual([
      'taken',
    ])
  })

  test('who does not see what was recorded makes no teachers, and takes none away', () => {
    const deaf = { ...own, recordings: false }
    expect(answer([teacher()], base, deaf)).toEqual(['supervisor'])
    expect(answer([{ revokeProfile: { login: 'ted' } }], after(base, teacher()), deaf)).toEqual([])
  })

  test('has callback lists of own queues', () => {
    const list = (queue: string) => ({ defineCallbackList: { name: 'later', displayName: 'Later', queue } })
    expect(answer([list('sales')])).toEqual(['CallbackListDefined'])
    expect(answer([list('support')])).toEqual(['exists'])
    const [ofSales, ofSupport] = ['sales', 'support'].map(queue => after(base, list(queue)))
    const move = (queue: string) => ({ changeCallbackList: { name: 'later', queue } })
    expect(answer([move('support')], ofSales)).toEqual(['exists'])
    expect(answer([move('sales')], ofSupport)).toEqual(['exists'])
    expect(answer([{ changeCallbackList: { name: 'later' } }], ofSupport)).toEqual(['exists'])
    expect(answer([list('sales')], ofSupport)).toEqual(['taken'])
    expect(answer([{ removeCallbackList: { name: 'later' } }], ofSales)).toEqual(['CallbackListRemoved'])
    expect(answer([{ removeCallbackList: { name: 'later' } }], ofSupport)).toEqual(['exists'])
  })

  test('changes nothing else', () => {
    expect(answer([{ changeQueue: { name: 'sales', weight: 5 } }])).toEqual(['supervisor'])
    expect(answer([teacher(), { changeUser: { user: 'ted', ctiPassword: 'chosen123' } }])).toEqual(['supervisor'])
  })

  test('of all agents has all groups; of some of them none', () => {
    const grant = [teacher({ agentGroups: ['nights'] })]
    expect(answer(grant, base, { agents: 'all' })).toEqual(['RightsProfileDefined'])
    expect(answer(grant, base, { agents: ['paris/*'] })).toEqual(['RightsProfileDefined'])
    expect(answer(grant, base, { agents: ['lyon/*'] })).toEqual(['exists'])
    expect(answer(grant, base, { agents: ['paris/Agent/8001'] })).toEqual(['exists'])
  })

  test('of the same queue of another site has none of this one', () => {
    expect(answer([teacher()], base, { queues: ['lyon/sales'] })).toEqual(['exists'])
  })
})
