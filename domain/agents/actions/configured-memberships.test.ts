import { expect, test } from 'vitest'
import type { ConfigurationCommand } from '../../configuration/commands.ts'
import { after, given } from '../../configuration/testing/given.ts'
import { sentenceOf } from './agent-step.ts'
import type { AgentsOnPbx, MemberOnPbx } from './agents-on-pbx.ts'
import { membershipRepairs } from './configured-memberships.ts'

const configured = given(
  { defineContext: { name: 'default', displayName: 'Default' } },
  { defineAgent: { number: '8001', firstName: 'Ann', context: 'default' } },
  { defineAgent: { number: '8002', firstName: 'Bob', context: 'default' } },
  { defineQueue: { name: 'sales', displayName: 'Sales', members: [{ agent: '8001' }, { agent: '8002' }] } },
  { defineQueue: { name: 'support', displayName: 'Support' } },
)
const callback = 'Local/id-8001@agentcallback'
const ann = (more: Partial<MemberOnPbx> = {}): MemberOnPbx => ({
  interface: callback,
  name: 'Agent/8001',
  penalty: 0,
  paused: false,
  pauseReason: null,
  lastCallAt: 0,
  stateInterface: 'PJSIP/a',
  ...more,
})
const onPbx = (sales: readonly MemberOnPbx[]): AgentsOnPbx => ({
  kept: new Map([
    ['agent/8001/interface', 'PJSIP/a'],
    ['agent/8001/line', '1001@default'],
  ]),
  queues: new Map([
    ['sales', sales],
    ['support', []],
  ]),
})
const repaired = (seen: AgentsOnPbx, ...commands: readonly ConfigurationCommand[]) =>
  membershipRepairs(commands.length === 0 ? configured : after(configured, ...commands), seen).map(sentenceOf)

test('who is logged in comes into a queue, gets another penalty, and leaves, at once (pbx-configuration §7.6)', () => {
  expect(repaired(onPbx([ann()]), { addQueueMember: { queue: 'support', agent: '8001', penalty: 3 } })).toEqual([
    'Agent/8001 becomes a member of support with penalty 3',
  ])
  expect(repaired(onPbx([ann()]), { changeQueueMember: { queue: 'sales', agent: '8001', penalty: 5 } })).toEqual([
    `${callback} has penalty 5 in sales`,
  ])
  expect(repaired(onPbx([ann()]), { removeQueueMember: { queue: 'sales', agent: '8001' } })).toEqual([
    `${callback} is a member of sales no more`,
  ])
  expect(repaired(onPbx([ann()]), { changeQueueMember: { queue: 'sales', agent: '8001', enabled: false } })).toEqual([
    `${callback} is a member of sales no more`,
  ])
})

test('who is logged out is left to his next login', () => {
  const nobody = { ...onPbx([]), kept: new Map<string, string>() }
  expect(repaired(nobody, { addQueueMember: { queue: 'support', agent: '8001' } })).toEqual([])
})

test('what is as configured is left alone, and so is who is in no configuration', () => {
  expect(repaired(onPbx([ann()]))).toEqual([])
  const stranger = { ...onPbx([]), kept: new Map([['agent/9999/interface', 'PJSIP/x']]) }
  expect(repaired(stranger)).toEqual([])
})

test('a queue that the PBX does not have waits for its roll-out', () => {
  const queue = { defineQueue: { name: 'new', displayName: 'New', members: [{ agent: '8001' }] } }
  expect(repaired(onPbx([ann()]), queue)).toEqual([])
})

test('who is paused everywhere is paused in the queue that he comes to', () => {
  const [step] = membershipRepairs(
    after(configured, { addQueueMember: { queue: 'support', agent: '8001' } }),
    onPbx([ann({ paused: true, pauseReason: 'lunch' })]),
  )
  expect(step).toMatchObject({ do: 'addMember', queue: 'support', pause: { reason: 'lunch' } })
})
