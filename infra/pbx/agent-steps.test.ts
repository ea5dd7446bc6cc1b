import { afterEach, beforeEach, expect, test } from 'vitest'
import type { AgentStep } from '../../domain/agents/actions/agent-step.ts'
import { AgentStepProblem } from '../../domain/roll-out/pbx.ts'
import { startFakeAsterisk, type FakeAsterisk } from './testing/fake-asterisk.ts'

let asterisk: FakeAsterisk

beforeEach(async () => {
  asterisk = await startFakeAsterisk()
  await asterisk.pbx.stage('1-a', [{ path: 'queues.conf', content: '[general]\n\n[sales]\nstrategy = linear\n' }])
  await asterisk.pbx.switchTo('1-a')
  await asterisk.pbx.reload('app_queue.so')
})
afterEach(() => asterisk.stop())

const channel = 'Local/id-8001@agentcallback'
const add: AgentStep = {
  do: 'addMember',
  queue: 'sales',
  interface: channel,
  name: 'Agent/8001',
  stateInterface: 'PJSIP/a',
  penalty: 2,
  pause: null,
}

test('an agent comes, is paused, gets another penalty and goes, as the PBX shows him then', async () => {
  const { pbx } = asterisk
  const shown = async () => (await pbx.agents()).queues.get('sales')
  await pbx.act([
    { do: 'keep', key: 'agent/8001/interface', value: 'PJSIP/a' },
    { do: 'log', name: 'Agent/8001', event: 'AGENTCALLBACKLOGIN', data: ['1001@default'] },
    add,
    { do: 'pause', interface: channel, reason: 'lunch' },
    { do: 'setPenalty', queue: 'sales', interface: channel, penalty: 5 },
  ])
  expect((await pbx.agents()).kept.get('agent/8001/interface')).toBe('PJSIP/a')
  expect(await shown()).toEqual([
    {
      interface: channel,
      name: 'Agent/8001',
      penalty: 5,
      paused: true,
      pauseReason: 'lunch',
      lastCallAt: 0,
      stateInterface: 'PJSIP/a',
    },
  ])
  await pbx.act([{ do: 'unpause', interface: channel }])
  expect(await shown()).toMatchObject([{ paused: false, pauseReason: null }])
  await pbx.act([{ do: 'removeMember', queue: 'sales', interface: channel }])
  expect(await shown()).toEqual([])
  expect(asterisk.queueLog).toContain('Agent/8001|AGENTCALLBACKLOGIN|1001@default')
})

test('who is a member already, or none, is no failure', async () => {
  await asterisk.pbx.act([add, add])
  const remove: AgentStep = { do: 'removeMember', queue: 'sales', interface: channel }
  await asterisk.pbx.act([remove, remove])
})

test('what fails is named, with how much was done before it', async () => {
  const nowhere: AgentStep = { ...add, queue: 'nowhere' }
  const failed = await asterisk.pbx.act([add, nowhere, add]).catch((error: unknown) => error)
  expect(failed).toBeInstanceOf(AgentStepProblem)
  expect(failed).toMatchObject({
    done: 1,
    message: expect.stringMatching(/member of nowhere .*not done, QueueAdd is refused .*No such queue/) as string,
  })
})

test('a user without the right is told which one is missing', async () => {
  asterisk.behave(({ Action }) =>
    Action === 'QueueAdd' ? { Response: 'Error', Message: 'Permission denied' } : undefined,
  )
  await expect(asterisk.pbx.act([add])).rejects.toThrow('write = agent')
})
