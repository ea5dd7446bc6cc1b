import { expect, test } from 'vitest'
import { agentStates } from '../ui/states.ts'
import { agentOrders, everyAgent, type AgentFilter } from './agents/agent-model.ts'
import {
  addressOfAgentFilter,
  addressOfAgentOrder,
  addressOfQueueSort,
  agentFilterIn,
  agentOrderIn,
  queueSortIn,
} from './board-address.ts'
import { queueColumns } from './queues/queue-model.ts'

const search = (change: Readonly<Record<string, string | undefined>>): string =>
  `?${new URLSearchParams(Object.entries(change).flatMap(([name, value]) => (value ? [[name, value]] : []))).toString()}`

test('every order of queues and agents comes back from its address', () => {
  for (const column of queueColumns)
    for (const descending of [false, true])
      expect(queueSortIn(search(addressOfQueueSort({ column, descending })))).toEqual({ column, descending })
  for (const order of agentOrders) expect(agentOrderIn(search(addressOfAgentOrder(order)))).toBe(order)
})

test('every choice of agents comes back from its address', () => {
  const choices: readonly AgentFilter[] = [
    everyAgent,
    { ...everyAgent, states: new Set(agentStates) },
    { states: new Set(['PAUSED', 'READY']), queue: 'paris/a&b', group: 'paris/früh, spät', text: 'Ann Lee' },
  ]
  for (const choice of choices) expect(agentFilterIn(search(addressOfAgentFilter(choice)))).toEqual(choice)
})

test('what is usual does not stand in the address', () => {
  expect(search(addressOfQueueSort(queueSortIn('')))).toBe('?')
  expect(search(addressOfAgentFilter(agentFilterIn('')))).toBe('?')
  expect(search(addressOfAgentOrder(agentOrderIn('')))).toBe('?')
})

test('what nobody knows counts as not said', () => {
  expect(queueSortIn('?sort=-colour')).toEqual({ column: 'name', descending: false })
  expect(agentOrderIn('?order=height')).toBe('state')
  expect(agentFilterIn('?state=ASLEEP,PAUSED')).toEqual({ ...everyAgent, states: new Set(['PAUSED']) })
})
