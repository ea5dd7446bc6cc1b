import { describe, expect, test } from 'vitest'
import { stateOf } from '../kernel/decider.ts'
import { tokens, type TokenCommand, type TokenEvent } from './tokens.ts'

const issue = {
  type: 'IssueToken',
  tokenId: 'a1b2c3d4e5f6',
  label: 'wall board Paris',
  role: 'supervisor',
  scope: { queues: ['paris/*'], agents: 'all' },
  secretHash: 'ab'.repeat(32),
} as const satisfies TokenCommand

const issued: TokenEvent = { ...issue, type: 'TokenIssued', expiresAt: null }
const decide = (command: TokenCommand, ...history: TokenEvent[]) => tokens.decide(command, stateOf(tokens, history))
const refusedField = (command: TokenCommand, ...history: TokenEvent[]) => {
  const decision = decide(command, ...history)
  return decision.accepted ? undefined : decision.rejections[0]?.field
}

test('a token is issued once; the same command again changes nothing, another one is refused', () => {
  expect(decide(issue)).toEqual({ accepted: true, events: [issued] })
  expect(decide(issue, issued)).toEqual({ accepted: true, events: [] })
  expect(refusedField({ ...issue, role: 'analyst' }, issued)).toBe('tokenId')
})

test.each(['administrator', 'auditor'] as const)('%ss see everything: their tokens have no scope', role => {
  expect(decide({ ...issue, role, scope: {} }).accepted).toBe(true)
  expect(refusedField({ ...issue, role, scope: { queues: 'all' } })).toBe('scope')
})

test('a revoked token stays revoked', () => {
  const revoked: TokenEvent = { type: 'TokenRevoked', tokenId: issue.tokenId }
  const revoke: TokenCommand = { type: 'RevokeToken', tokenId: issue.tokenId }
  expect(decide(revoke, issued)).toEqual({ accepted: true, events: [revoked] })
  expect(decide(revoke, issued, revoked)).toEqual({ accepted: true, events: [] })
  expect(decide(issue, issued, revoked)).toEqual({ accepted: true, events: [] })
  expect(refusedField(revoke)).toBe('tokenId')
})

describe('refused is', () => {
  test.each([
    ['an id that does not fit into a bearer', { tokenId: 'under_score' }, 'tokenId'],
    ['an empty label', { label: '  ' }, 'label'],
    ['a label that moves the cursor of a terminal', { label: 'a\u001b[2J' }, 'label'],
    ['an unknown role', { role: 'owner' as 'auditor' }, 'role'],
    ['a role of people who sign in', { role: 'teacher' }, 'role'],
    ['a secret in the place of its hash', { secretHash: 'hunter2' }, 'secretHash'],
    ['an expiry with a fraction', { expiresAt: 1.5 }, 'expiresAt'],
    ['a supervisor without a scope', { scope: {} }, 'scope'],
    ['a supervisor of nothing', { scope: { queues: [], agents: [] } }, 'scope'],
    ['a limited administrator', { role: 'administrator' }, 'scope'],
    ['a limited auditor', { role: 'auditor' }, 'scope'],
    ['a supervisor of an entity', { scope: { entities: ['paris/acme'] } }, 'scope.entities'],
    ['an analyst who closes queues', { role: 'analyst', scope: { dissuasion: true } }, 'scope.dissuasion'],
    ['a collector of no node', { role: 'collector', scope: {} }, 'scope.nodes'],
    ['a collector of what is no node', { role: 'collector', scope: { nodes: ['pbx1'] } }, 'scope.nodes'],
    ['a collector who reads', { role: 'collector', scope: { nodes: ['paris/*'], queues: 'all' } }, 'scope'],
    ['an analyst who delivers', { role: 'analyst', scope: { nodes: ['paris/pbx1'] } }, 'scope.nodes'],
    ['an administrator of no entity', { role: 'administrator', scope: { entities: [] } }, 'scope.entities'],
    ['an entity without its site', { role: 'administrator', scope: { entities: ['acme'] } }, 'scope.entities'],
    [
      'entities together with queues',
      { role: 'auditor', scope: { queues: ['paris/*'], entities: ['paris/acme'] } },
      'scope.entities',
    ],
    [
      'an access list with half a wildcard',
      { scope: { queues: 'all', acl: ['calls.#', 'call*.read'] } },
      'scope.acl[1]',
    ],
    [
      'an access list whose first entry is none',
      { scope: { queues: 'all', acl: ['call*', 'calls.#'] } },
      'scope.acl[0]',
    ],
    [
      'an access list without an end',
      { scope: { queues: 'all', acl: Array.from({ length: 201 }, () => '#') } },
      'scope.acl',
    ],
    ['a queue without its site', { scope: { queues: ['sales'] } }, 'scope.queues'],
    ['half a wildcard, which would silently match nothing', { scope: { agents: ['paris/Agent*'] } }, 'scope.agents'],
  ] as const)('%s', (_, change, field) => {
    expect(refusedField({ ...issue, ...change })).toBe(field)
  })
})

test('an administrator and an auditor may be limited to entities', () => {
  const scope = { entities: ['paris/acme', 'lyon/globex'] }
  for (const role of ['administrator', 'auditor'] as const)
    expect(decide({ ...issue, role, scope })).toMatchObject({ accepted: true, events: [{ role, scope }] })
})

test('an access list is kept as it was given', () => {
  const scope = { queues: 'all', acl: ['calls.#', 'boards.*.read'] } as const
  expect(decide({ ...issue, scope })).toMatchObject({ accepted: true, events: [{ scope }] })
})

test('an analyst may be limited or not', () => {
  expect(decide({ ...issue, role: 'analyst', scope: {} }).accepted).toBe(true)
  expect(decide({ ...issue, role: 'analyst', scope: { queues: ['paris/sales'] } }).accepted).toBe(true)
})
