import { expect, test } from 'vitest'
import type { AgentStateName } from '../../ui/states.ts'
import { countByState, filterAgents, groupsOf, sortAgents } from './agent-model.ts'
import type { Agent } from '../board.ts'

const agent = (name: string, state: AgentStateName, parts: Partial<Agent> = {}): Agent => ({
  id: `paris/${name}`,
  site: 'paris',
  agent: `Agent/${name}`,
  name,
  group: null,
  demo: false,
  standstill: null,
  state,
  since: 1000,
  reason: null,
  queue: null,
  line: null,
  phoneSign: null,
  queues: ['sales'],
  answered: 0,
  missed: 0,
  talkMinutes: 0,
  pauseMinutes: 0,
  ...parts,
})

const all = { states: new Set<AgentStateName>(), queue: '', group: '', text: '' }
const names = (agents: readonly Agent[]) => agents.map(({ name }) => name)

test('no filter shows everybody, states are joined by or', () => {
  const agents = [agent('a', 'READY'), agent('b', 'PAUSED'), agent('c', 'TALKING')]
  expect(names(filterAgents(agents, all))).toEqual(['a', 'b', 'c'])
  expect(names(filterAgents(agents, { ...all, states: new Set(['READY', 'PAUSED'] as const) }))).toEqual(['a', 'b'])
})

test('a text is found without its accents, and every word must be found somewhere', () => {
  const agents = [
    agent('Hélène Dupré', 'READY', { line: 'SIP/101' }),
    agent('Helen Smith', 'PAUSED', { reason: 'déjeuner' }),
  ]
  expect(names(filterAgents(agents, { ...all, text: 'helene' }))).toEqual(['Hélène Dupré'])
  expect(names(filterAgents(agents, { ...all, text: 'HÉLEN dejeuner' }))).toEqual(['Helen Smith'])
  expect(names(filterAgents(agents, { ...all, text: '101 dup' }))).toEqual(['Hélène Dupré'])
  expect(names(filterAgents(agents, { ...all, text: '   ' }))).toHaveLength(2)
})

test('a queue of one site is not the queue of the same name of another', () => {
  const agents = [
    agent('a', 'READY'),
    agent('b', 'READY', { site: 'lyon' }),
    agent('c', 'TALKING', { queues: [], queue: 'sales' }),
  ]
  expect(names(filterAgents(agents, { ...all, queue: 'paris/sales' }))).toEqual(['a', 'c'])
})

test('a group of one site is not the group of the same name of another, and is found by its name', () => {
  const north = (site: string) => ({ id: `${site}/north`, site, name: 'Équipe Nord' })
  const agents = [
    agent('a', 'READY', { group: north('paris') }),
    agent('b', 'READY', { group: north('lyon') }),
    agent('c', 'READY'),
  ]
  expect(names(filterAgents(agents, { ...all, group: 'paris/north' }))).toEqual(['a'])
  expect(names(filterAgents(agents, { ...all, text: 'equipe' }))).toEqual(['a', 'b'])
  expect(groupsOf(agents).map(({ id }) => id)).toEqual(['lyon/north', 'paris/north'])
})

test('by state the busy come first and the logged out last, the longest first in each', () => {
  const agents = [
    agent('out', 'LOGGED_OUT'),
    agent('ready', 'READY'),
    agent('talks short', 'TALKING', { since: 2000 }),
    agent('talks long', 'TALKING', { since: 500 }),
    agent('rings', 'RINGING'),
  ]
  expect(names(sortAgents(agents, 'state'))).toEqual(['talks long', 'talks short', 'rings', 'ready', 'out'])
})

test('names with numbers are sorted as numbers', () => {
  expect(names(sortAgents([agent('Agent 10', 'READY'), agent('Agent 9', 'READY')], 'name'))).toEqual([
    'Agent 9',
    'Agent 10',
  ])
})

test('every state has a count, also where nobody is in it', () => {
  expect(countByState([agent('a', 'READY'), agent('b', 'READY')])).toEqual({
    TALKING: 0,
    RINGING: 0,
    WRAP_UP: 0,
    READY: 2,
    PAUSED: 0,
    UNCERTAIN: 0,
    LOGGED_OUT: 0,
  })
})
