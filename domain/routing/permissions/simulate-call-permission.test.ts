import { describe, expect, test } from 'vitest'
import type { ConfigurationCommand } from '../../configuration/commands.ts'
import { kinds } from '../../configuration/kinds.ts'
import { given } from '../../configuration/testing/given.ts'
import { othersIn } from '../../configuration/whole-state.ts'
import { simulateCallPermission } from './simulate-call-permission.ts'

const line = (name: string, number: string): ConfigurationCommand => ({
  defineLine: { name, number, context: 'default', password: 'secret1', endpoint: { sip: {} } },
})
const route = (name: string, pattern: string, more: object = {}): ConfigurationCommand => ({
  defineOutcall: { name, contexts: ['to-extern'], patterns: [{ pattern }], ...more },
})
const configured = given(
  { defineContext: { name: 'to-extern', displayName: 'Outside', type: 'outcall' } },
  { defineContext: { name: 'default', displayName: 'Default', includes: ['to-extern'] } },
  { defineCallPermission: { name: 'no-mobiles', extensions: ['0X.'], action: 'deny' } },
  { defineCallPermission: { name: 'free', extensions: ['0800X.'], action: 'allow' } },
  { defineCallPermission: { name: 'no-bob', extensions: ['1002'], action: 'deny' } },
  { defineCallPermission: { name: 'abroad', extensions: ['00X.'], action: 'deny', password: '1234' } },
  line('a', '1001'),
  line('b', '1002'),
  { defineUser: { user: 'ann', firstName: 'Ann', lines: ['a'], callPermissions: ['free'] } },
  { defineUser: { user: 'bob', firstName: 'Bob', lines: ['b'] } },
  { defineUser: { user: 'eve', firstName: 'Eve' } },
  {
    defineGroup: {
      name: 'staff',
      displayName: 'Staff',
      members: [{ user: 'ann' }],
      callPermissions: ['no-mobiles', 'no-bob'],
    },
  },
  { defineQueue: { name: 'sales', displayName: 'Sales', number: '3001', context: 'default' } },
  route('national', '0X.'),
  route('abroad', '00X.', { callPermissions: ['abroad'] }),
)
const simulated = (user: string, number: string) => {
  const found = simulateCallPermission(othersIn(configured, kinds), user, number)
  return (
    found &&
    `${found.reaches?.kind ?? 'nothing'} ${found.reaches?.key ?? ''}: ${found.answer.verdict} ${found.answer.because.join()}`
  )
}

describe('who dials', () => {
  test('comes to the route through the contexts that his own includes, and is asked (pbx-configuration §20)', () => {
    expect(simulated('ann', '0800123456')).toBe('outcall national: allowed free')
    expect(simulated('ann', '0123456789')).toBe('outcall national: denied no-mobiles')
    expect(simulated('bob', '0123456789')).toBe('outcall national: allowed ')
  })

  test('comes to the route whose pattern fits best', () => {
    expect(simulated('bob', '0033123')).toBe('outcall abroad: challenge abroad')
  })

  test('a user is asked, a queue is not, nor is a number that leads nowhere', () => {
    expect(simulated('ann', '1002')).toBe('line b: denied no-bob')
    expect(simulated('ann', '3001')).toBe('queue sales: allowed ')
    expect(simulated('ann', '9999')).toBe('nothing : allowed ')
  })

  test('without a line dials nothing', () => {
    expect(simulated('eve', '1002')).toBeUndefined()
    expect(simulated('nobody', '1002')).toBeUndefined()
  })
})
