import { describe, expect, test } from 'vitest'
import { stateOf } from '../kernel/decider.ts'
import { rowsFrom } from '../queues/testing/queue-log-table.ts'
import { agentAliases, agentOf, aliasKey, claimsOf, mayNameInterface, withClaims, type AliasEvent } from './aliases.ts'
import { readAgents, rowsOf } from './testing/read-agents.ts'

test.each([
  ['1001@default', '1001'],
  ['PJSIP/1001', '1001'],
  ['SIP/1001', '1001'],
  ['Local/1001@default/n', '1001'],
  ['Local/id-8@agentcallback', 'Local/id-8@agentcallback'],
  ['Agent/8001', undefined],
  ['Alice', undefined],
  ['', undefined],
])('%s is known by the key %s', (name, key) => expect(aliasKey(name)).toBe(key))

test.each([
  ['PENALTY', 'PJSIP/1001', true],
  ['CONNECT', 'PJSIP/1001', false],
  ['PENALTY', 'Agent/8001', false],
])('a row %s of %s may be about the agent at that phone: %s', (event, agent, isIt) =>
  expect(mayNameInterface({ event, agent })).toBe(isIt),
)

test('who sits down at a desk with HOTDESK is at its line like who logs in there', () => {
  const rows = rowsFrom(`
      time | callid | queue | agent      | event   | data
      0    | NONE   | NONE  | Agent/8001 | HOTDESK | 1001@default`)
  expect(rows.flatMap(claimsOf)).toMatchObject([{ key: '1001', agent: 'Agent/8001' }])
})

const table = `
      time | callid  | queue   | agent      | event               | data
      0    | NONE    | NONE    | Agent/8001 | AGENTCALLBACKLOGIN  | 1001@default
      1    | MANAGER | sales   | PJSIP/1001 | ADDMEMBER           |
      2    | NONE    | sales   | PJSIP/1001 | PENALTY             | 5
      10   | NONE    | NONE    | Agent/8001 | AGENTCALLBACKLOGOFF | 1001@default|10|
      20   | NONE    | NONE    | Agent/8002 | AGENTCALLBACKLOGIN  | 1001@default
      21   | NONE    | sales   | PJSIP/1001 | PENALTY             | 7
      22   | MANAGER | sales   | PJSIP/1001 | REMOVEMEMBER        |
      23   | c1      | sales   | PJSIP/1001 | CONNECT             | 1|c1.2|1
      24   | NONE    | vip     | PJSIP/1999 | PENALTY             | 1`
const rows = rowsFrom(table)
const agents = (known = rows) => rows.map(row => agentOf(row, [withClaims(new Map(), known.flatMap(claimsOf))]))

describe('a row by interface', () => {
  test('is about the agent who was logged in on that line then', () => {
    expect(agents()).toEqual([
      'Agent/8001',
      'Agent/8001',
      'Agent/8001',
      'Agent/8001',
      'Agent/8002',
      'Agent/8002',
      'Agent/8002',
      'PJSIP/1001',
      'PJSIP/1999',
    ])
  })

  test('means the same in whatever order the logins became known', () => {
    expect(agents(rows.toReversed())).toEqual(agents())
  })

  test('that always has the member name is about that name: a user may be a member with his phone', () => {
    expect(agents()[7]).toBe('PJSIP/1001')
  })

  test('that nobody has claimed makes no agent of a penalty', () => {
    expect(readAgents(rows).get('PJSIP/1999')?.exit.firstSign).toBeNull()
  })

  test('gives the membership to the agent, with its penalties one after the other', () => {
    expect(rowsOf(readAgents(rows.slice(0, 3)).get('Agent/8001')!.effects, 'membership')).toEqual([
      { queue: 'sales', from: 1_000_000, to: 2_000_000, penalty: null },
      { queue: 'sales', from: 2_000_000, to: null, penalty: 5 },
    ])
  })
})

describe('what an administrator knows', () => {
  const assigned: AliasEvent = {
    type: 'AgentAliasAssigned',
    site: 'paris',
    agent: 'Agent/8008',
    alias: 'Local/id-8@agentcallback',
    effectiveFrom: 10_000_000,
  }
  const command = { ...assigned, type: 'AssignAgentAlias' } as const

  test('holds from then on, and once', () => {
    expect(agentAliases.decide(command, agentAliases.initial)).toEqual({ accepted: true, events: [assigned] })
    const known = stateOf(agentAliases, [assigned])
    expect(agentAliases.decide(command, known)).toEqual({ accepted: true, events: [] })
    const row = { ...rows[2]!, agent: 'Local/id-8@agentcallback' }
    expect(agentOf({ ...row, at: 9_999_999 }, [known])).toBe('Local/id-8@agentcallback')
    expect(agentOf({ ...row, at: 10_000_000 }, [known])).toBe('Agent/8008')
  })

  test('must be an interface or line, of somebody', () => {
    expect(agentAliases.decide({ ...command, alias: 'Alice' }, new Map())).toMatchObject({
      rejections: [{ field: 'alias' }],
    })
    expect(agentAliases.decide({ ...command, agent: ' ' }, new Map())).toMatchObject({
      rejections: [{ field: 'agent' }],
    })
  })
})
