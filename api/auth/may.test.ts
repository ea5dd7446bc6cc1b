import { describe, expect, test } from 'vitest'
import { holder } from '../testing/ask.ts'
import { emptyReports, only } from '../testing/fakes.ts'
import { mayOf } from './may.ts'

const sites = async (...args: Parameters<typeof holder>) => {
  const visible = await mayOf(holder(...args), emptyReports).sites()
  return visible === 'all' ? visible : [...visible].sort()
}

describe('what the asker sees', () => {
  test('is cut by the grant and by the request, and a request for nothing is a request for all of it', async () => {
    const may = mayOf(holder('supervisor', { queues: ['paris/*', 'lyon/sales'] }), emptyReports)
    expect(await may.queues()).toEqual(only('lyon/sales', 'paris/sales', 'paris/support'))
    expect(await may.queues(null)).toEqual(await may.queues())
    expect(await may.queues(['sales'])).toEqual(only('lyon/sales', 'paris/sales'))
    expect(await may.queues(['paris/sales'])).toEqual(only('paris/sales'))
    expect(await may.queues([])).toEqual([])
    expect(await may.agents()).toEqual([])
    expect(await mayOf(holder('auditor'), emptyReports).queues()).toBe('all')
  })

  test('spans the sites of its queues and agents', async () => {
    expect(await sites('administrator')).toBe('all')
    expect(await sites('analyst')).toBe('all')
    expect(await sites('analyst', { agents: ['paris/*'] })).toEqual(['paris'])
    expect(await sites('supervisor', { queues: ['lyon/sales'], agents: ['paris/Agent/8001'] })).toEqual([
      'lyon',
      'paris',
    ])
  })
})

test('a name that nothing matches is told apart from an empty answer, with what there is', async () => {
  const many = Array.from({ length: 20 }, (_, i) => ({ site: 'paris', name: `q${i}` }))
  const may = mayOf(holder('administrator'), { ...emptyReports, knownQueues: () => Promise.resolve(many) })
  await expect(may.queues(['q1', 'nope'])).rejects.toThrow(
    'queues: there is no queue "nope" that you may see. You see: paris/q0, paris/q1, paris/q2, paris/q3, paris/q4, paris/q5, paris/q6, paris/q7, paris/q8, paris/q9, paris/q10, paris/q11 and 8 more.',
  )
  const blind = mayOf(holder('supervisor', { queues: ['lyon/*'] }), {
    ...emptyReports,
    knownQueues: () => Promise.resolve(many),
  })
  await expect(blind.queues(['q1'])).rejects.toThrow('there is no queue "q1" that you may see. You see no queue yet.')
})

describe('groups of agents', () => {
  const groups = [
    { site: 'lyon', name: 'north', displayName: 'North', agents: ['Agent/9001'] },
    { site: 'paris', name: 'north', displayName: 'North', agents: ['Agent/8001', 'Agent/8002'] },
    { site: 'paris', name: 'empty', displayName: 'Nobody yet', agents: [] },
  ]
  const mayOfGroups = (...args: Parameters<typeof holder>) =>
    mayOf(holder(...args), { ...emptyReports, agentGroups: () => Promise.resolve(groups) })

  test('narrow the agents asked for to who is in one of them, of those who may be seen', async () => {
    const all = mayOfGroups('administrator')
    expect(await all.agents(null, ['paris/north'])).toEqual(only('paris/Agent/8001', 'paris/Agent/8002'))
    expect(await all.agents(null, ['north'])).toEqual(only('lyon/Agent/9001', 'paris/Agent/8001', 'paris/Agent/8002'))
    expect(await all.agents(['Agent/8002'], ['north'])).toEqual(only('paris/Agent/8002'))
    expect(await all.agents(null, ['empty'])).toEqual([])
    const one = mayOfGroups('supervisor', { agents: ['paris/Agent/8001'] })
    expect(await one.agents(null, ['north'])).toEqual(only('paris/Agent/8001'))
  })

  test('of which nobody may be seen are told like those that do not exist', async () => {
    const one = mayOfGroups('supervisor', { agents: ['paris/Agent/8001'] })
    for (const hidden of ['lyon/north', 'empty', 'nope'])
      await expect(one.agents(null, [hidden])).rejects.toThrow(
        `groups: there is no group of agents "${hidden}" that you may see. You see: paris/north.`,
      )
  })
})
