import { describe, expect, test } from 'vitest'
import { entitiesOf } from './entities.ts'
import type { GrantedScope, Identity, Role } from './identity.ts'
import { everyRole } from './identity.ts'
import { actions, may, whyNot } from './rights.ts'
import { agentsVisibleTo, queuesVisibleTo } from './visible.ts'

const holder = (role: Role, scope: GrantedScope = {}): Identity => ({ tokenId: 'a1b2c3d4', label: 'Ana', role, scope })
const ofSales = holder('supervisor', { queues: ['paris/sales'], agents: ['paris/Agent/8001'] })
const sales = { site: 'paris', name: 'sales' }
const salesOfLyon = { site: 'lyon', name: 'sales' }
const support = { site: 'paris', name: 'support' }
const known = [sales, salesOfLyon, support]

describe('what a role may do', () => {
  test('is this table, and nothing that it does not name', () => {
    const marks = actions.map(action => {
      const letters = everyRole
        .filter(role => may(holder(role, { queues: 'all' }), action))
        .map(role => role.slice(0, 2))
      return `${action}: ${letters.join(' ')}`
    })
    expect(marks).toEqual([
      'readMetricDefinitions: ad su an au te no',
      'readSites: ad su an au te no',
      'readStatus: ad su an au',
      'readTrunks: ad su an au',
      'readBoards: ad su an au no',
      'readStatistics: ad su an au no',
      'readVisits: ad su an au no',
      'readCalls: ad su an au te no',
      'readAgentTimelines: ad su an au no',
      'readThresholds: ad su an au no',
      'exportFigures: ad su an au no',
      'exportCalls: ad su an au te no',
      'readRecordings: ad su an au te',
      'readPhonebook: ad su an au',
      'readQualificationAnswers: ad su an au',
      'exportQualificationAnswers: ad su an au',
      'readCallbacks: ad su an au',
      'exportCallbacks: ad su an au',
      'readRawEvents: ad au',
      'readQuarantine: ad au',
      'readSources: ad au',
      'readTokens: ad au',
      'verifyLog: ad au',
      'readRestatements: ad au',
      'readConfiguration: ad au',
      'readRetention: ad au',
      'readProfiles: ad su au',
      'readDissuasion: ad au',
      'setThresholds: ad su',
      'changeDissuasion: ad',
      'actOnAgents: ad',
      'answerQualifications: ad su',
      'handleCallbacks: ad su',
      'manageCallbackLists: ad su',
      'grantProfiles: ad su',
      'annotateCalls: ad su',
      'excludeCalls: ad su',
      'manageSites: ad',
      'manageTokens: ad',
      'importFacts: ad',
      'deliverFacts: ad co',
      'retryQuarantine: ad',
      'rebuildProjections: ad',
      'runDemo: ad',
      'changeConfiguration: ad',
      'rollOutConfiguration: ad',
      'purgeRecords: ad',
    ])
  })

  test('who is limited to entities does what is cut to their queues and agents, and their configuration where that is cut to them', () => {
    const acme = { entities: ['paris/acme'], queues: ['paris/sales'], agents: ['paris/Agent/8001'] }
    const whole = (role: Role) =>
      actions.filter(action => !may(holder(role, acme), action) && may(holder(role), action))
    expect(whole('auditor')).toEqual([
      'readTrunks',
      'readQuarantine',
      'readSources',
      'readTokens',
      'verifyLog',
      'readRestatements',
      'readConfiguration',
      'readRetention',
      'readProfiles',
    ])
    expect(whole('administrator')).toEqual([
      ...whole('auditor'),
      'setThresholds',
      'changeDissuasion',
      'actOnAgents',
      'answerQualifications',
      'manageCallbackLists',
      'grantProfiles',
      'manageSites',
      'manageTokens',
      'importFacts',
      'deliverFacts',
      'retryQuarantine',
      'rebuildProjections',
      'runDemo',
      'changeConfiguration',
      'rollOutConfiguration',
      'purgeRecords',
    ])
    const ofOwn = { ofOwnEntities: true, queue: sales, agent: { site: 'paris', name: 'Agent/8001' } }
    const more = actions.filter(
      action => may(holder('administrator', acme), action, ofOwn) && !may(holder('administrator', acme), action),
    )
    expect(more).toEqual([
      'readConfiguration',
      'setThresholds',
      'changeDissuasion',
      'actOnAgents',
      'answerQualifications',
      'changeConfiguration',
    ])
    expect(may(holder('administrator', acme), 'setThresholds', { queue: support })).toBe(false)
  })

  test('who is limited to entities sees their queues and agents, and none before these were looked up', () => {
    const acme = { entities: ['paris/acme'] }
    expect(queuesVisibleTo(holder('administrator', acme), known)).toEqual([])
    expect(agentsVisibleTo(holder('auditor', acme), known)).toEqual([])
    expect(queuesVisibleTo(holder('auditor', { ...acme, queues: ['paris/sales'] }), known)).toEqual([sales])
    expect(entitiesOf(holder('administrator', acme), 'paris')).toEqual(['acme'])
    expect(entitiesOf(holder('administrator', acme), 'lyon')).toEqual([])
    expect(entitiesOf(holder('administrator'), 'lyon')).toBe('all')
  })

  test('a supervisor closes his own queues when his token has that right', () => {
    const scope = { queues: ['paris/sales'], dissuasion: true }
    expect(may(holder('supervisor', scope), 'changeDissuasion', { queue: sales })).toBe(true)
    expect(may(holder('supervisor', scope), 'readDissuasion', { queue: sales })).toBe(true)
    expect(may(holder('supervisor', scope), 'changeDissuasion', { queue: support })).toBe(false)
    expect(may(holder('supervisor', scope), 'changeDissuasion')).toBe(false)
    expect(may(holder('supervisor', { queues: ['paris/sales'] }), 'changeDissuasion', { queue: sales })).toBe(false)
  })

  test('an auditor changes nothing', () => {
    const changing = actions.filter(action => may(holder('auditor'), action) && !/^(read|export|verify)/.test(action))
    expect(changing).toEqual([])
  })

  test('a role that this version does not know may do nothing and sees nothing', () => {
    const stranger = holder('owner' as Role, {})
    expect(actions.filter(action => may(stranger, action))).toEqual([])
    expect(queuesVisibleTo(stranger, known)).toEqual([])
  })

  test('a refusal says who, what and which role it takes', () => {
    expect(whyNot(holder('analyst'), 'readRawEvents')).toBe(
      'analyst Ana may not read raw events: that takes the role administrator or auditor',
    )
  })

  test('a supervisor sets the thresholds of own queues only, and has to name the queue', () => {
    expect(may(ofSales, 'setThresholds', { queue: sales })).toBe(true)
    expect(whyNot(ofSales, 'setThresholds', { queue: salesOfLyon })).toBe('queue lyon/sales is not among those of Ana')
    expect(whyNot(ofSales, 'setThresholds')).toBe('Ana may set thresholds of own queues only: name the queue')
    expect(may(holder('administrator'), 'setThresholds')).toBe(true)
  })

  test('a supervisor acts on own agents only, and puts them into own queues only', () => {
    const [ann, bob] = ['8001', '8002'].map(number => ({ site: 'paris', name: `Agent/${number}` }))
    if (!ann || !bob) throw new Error('two agents')
    expect(may(ofSales, 'actOnAgents', { agent: ann })).toBe(true)
    expect(may(ofSales, 'actOnAgents', { agent: bob })).toBe(false)
    expect(may(ofSales, 'actOnAgents', { agent: ann, queue: sales })).toBe(true)
    expect(may(ofSales, 'actOnAgents', { agent: ann, queue: support })).toBe(false)
    expect(whyNot(ofSales, 'actOnAgents')).toBe('Ana may act on agents of own only: name the agent')
  })

  test('a timeline is of an own agent', () => {
    expect(may(ofSales, 'readAgentTimelines', { agent: { site: 'paris', name: 'Agent/8001' } })).toBe(true)
    expect(may(ofSales, 'readAgentTimelines', { agent: { site: 'paris', name: 'Agent/8002' } })).toBe(false)
  })
})

describe('what a token sees', () => {
  test('administrators and auditors see all, an analyst without a scope too, a supervisor without one nothing', () => {
    expect(queuesVisibleTo(holder('administrator'), known)).toBe('all')
    expect(queuesVisibleTo(holder('auditor'), known)).toBe('all')
    expect(queuesVisibleTo(holder('analyst'), known)).toBe('all')
    expect(queuesVisibleTo(holder('supervisor'), known)).toEqual([])
    expect(queuesVisibleTo(holder('supervisor', { queues: 'all' }), known)).toBe('all')
  })

  test('a scope of queues is none of agents, for an analyst too', () => {
    expect(agentsVisibleTo(holder('supervisor', { queues: 'all' }), known)).toEqual([])
    expect(agentsVisibleTo(holder('analyst', { queues: ['paris/sales'] }), known)).toEqual([])
  })

  test('a named queue is seen before its first call', () => {
    expect(queuesVisibleTo(ofSales, [])).toEqual([sales])
  })

  test('a grant for a site is for every known queue of that site', () => {
    const ofParis = holder('supervisor', { queues: ['paris/*', 'paris/sales'] })
    expect(queuesVisibleTo(ofParis, known)).toEqual([sales, support])
    expect(may(ofParis, 'setThresholds', { queue: support })).toBe(true)
    expect(may(ofParis, 'setThresholds', { queue: salesOfLyon })).toBe(false)
  })

  test('a request cuts, it never adds', () => {
    expect(queuesVisibleTo(ofSales, known, ['sales', 'support'])).toEqual([sales])
    expect(queuesVisibleTo(ofSales, known, ['lyon/sales'])).toEqual([])
  })

  test('a name without a site is asked for at every site', () => {
    expect(queuesVisibleTo(holder('administrator'), known, ['sales'])).toEqual([sales, salesOfLyon])
    expect(queuesVisibleTo(holder('administrator'), known, ['lyon/sales'])).toEqual([salesOfLyon])
  })

  test('who asks for no queue, or one that does not exist, gets nothing rather than all', () => {
    expect(queuesVisibleTo(holder('administrator'), known, [])).toEqual([])
    expect(queuesVisibleTo(holder('administrator'), known, ['salse'])).toEqual([])
  })

  test('the name of an agent may hold slashes, that of a site does not', () => {
    expect(agentsVisibleTo(ofSales, [])).toEqual([{ site: 'paris', name: 'Agent/8001' }])
  })
})
