import type { AddressChange } from '../app/location.ts'
import { agentStates } from '../ui/states.ts'
import { agentOrders, type AgentFilter, type AgentOrder } from './agents/agent-model.ts'
import { queueColumns, type QueueColumn, type Sort } from './queues/queue-model.ts'

/** Of the text by which agents are looked for. */
export const agentTextParameter = 'who'

const usualSort: Sort<QueueColumn> = { column: 'name', descending: false }
const usualOrder: AgentOrder = 'state'

/** `?sort=-waiting`: the queues with most callers first. What nobody knows counts as not said. */
export function queueSortIn(search: string): Sort<QueueColumn> {
  const asked = new URLSearchParams(search).get('sort') ?? ''
  const column = queueColumns.find(name => name === asked.replace(/^-/, ''))
  return column ? { column, descending: asked.startsWith('-') } : usualSort
}

export function addressOfQueueSort({ column, descending }: Sort<QueueColumn>): AddressChange {
  const isUsual = column === usualSort.column && descending === usualSort.descending
  return { sort: isUsual ? undefined : `${descending ? '-' : ''}${column}` }
}

/** `?state=READY,PAUSED&in=paris/support&group=paris/evening&who=ann`: which agents are shown. */
export function agentFilterIn(search: string): AgentFilter {
  const asked = new URLSearchParams(search)
  const states = (asked.get('state') ?? '').split(',')
  return {
    states: new Set(agentStates.filter(state => states.includes(state))),
    queue: asked.get('in') ?? '',
    group: asked.get('group') ?? '',
    text: asked.get(agentTextParameter) ?? '',
  }
}

export const addressOfAgentFilter = ({ states, queue, group, text }: AgentFilter): AddressChange => ({
  state: agentStates.filter(state => states.has(state)).join(','),
  in: queue,
  group,
  [agentTextParameter]: text,
})

export const agentOrderIn = (search: string): AgentOrder => {
  const asked = new URLSearchParams(search).get('order')
  return agentOrders.find(order => order === asked) ?? usualOrder
}

export const addressOfAgentOrder = (order: AgentOrder): AddressChange => ({
  order: order === usualOrder ? undefined : order,
})
