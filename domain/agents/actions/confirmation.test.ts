import { expect, test } from 'vitest'
import type { AgentStep } from './agent-step.ts'
import { isRowOf, rowsExpectedOf } from './confirmation.ts'

const channel = 'Local/id-8001@agentcallback'
const [login, add, penalty, pause]: readonly AgentStep[] = [
  { do: 'log', name: 'Agent/8001', event: 'AGENTCALLBACKLOGIN', data: ['1001@default'] },
  {
    do: 'addMember',
    queue: 'sales',
    interface: channel,
    name: 'Agent/8001',
    stateInterface: 'PJSIP/a',
    penalty: 0,
    pause: null,
  },
  { do: 'setPenalty', queue: 'sales', interface: channel, penalty: 3 },
  { do: 'pause', interface: channel, reason: null },
]
const shown = (step: AgentStep | undefined, queue: string, agent: string, event: string) =>
  step !== undefined && rowsExpectedOf([step]).every(expected => isRowOf({ queue, agent, event }, expected))

test('a login is shown by its row, a membership by that of its queue', () => {
  expect(shown(login, 'NONE', 'Agent/8001', 'AGENTCALLBACKLOGIN')).toBe(true)
  expect(shown(login, 'NONE', 'Agent/8002', 'AGENTCALLBACKLOGIN')).toBe(false)
  expect(shown(add, 'sales', 'Agent/8001', 'ADDMEMBER')).toBe(true)
  expect(shown(add, 'support', 'Agent/8001', 'ADDMEMBER')).toBe(false)
})

test('the row may name the agent or his channel', () => {
  for (const name of ['Agent/8001', channel]) {
    expect(shown(penalty, 'sales', name, 'PENALTY')).toBe(true)
    expect(shown(pause, 'NONE', name, 'PAUSEALL')).toBe(true)
    expect(shown(pause, 'sales', name, 'PAUSE')).toBe(true)
  }
})

test('keys of the database leave no row', () => {
  expect(rowsExpectedOf([{ do: 'keep', key: 'phone/1001', value: '8001' }])).toEqual([])
})
