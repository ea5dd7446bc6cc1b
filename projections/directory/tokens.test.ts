import { describe, expect, test } from 'vitest'
import { tokens as decider } from '../../domain/access/tokens.ts'
import { newToken, verifyToken } from './tokens.ts'
import type { TokenRow } from './types.ts'

const created = newToken()
const token: TokenRow = {
  tokenId: created.tokenId,
  label: 'Ana',
  role: 'analyst',
  scope: {},
  secretHash: created.secretHash,
  issuedAt: 0,
  issuedBy: null,
  expiresAt: null,
  revokedAt: null,
  revokedBy: null,
}

const asked: string[] = []
const verify = (bearer: string, stored: TokenRow | undefined, now = 1000) =>
  verifyToken(
    bearer,
    id => {
      asked.push(id)
      return Promise.resolve(stored?.tokenId === id ? stored : undefined)
    },
    now,
  )

test('a new token is one that the decider takes, and no two are alike', () => {
  const { tokenId, secretHash } = created
  expect(
    decider.decide({ ...token, type: 'IssueToken', tokenId, secretHash, expiresAt: 1 }, decider.initial).accepted,
  ).toBe(true)
  expect(new Set(Array.from({ length: 100 }, () => newToken().bearer)).size).toBe(100)
})

test('the bearer holds the secret, the log its hash only', () => {
  expect(created.bearer).toMatch(/^rl_[0-9a-f]{12}_[\w-]{43}$/)
  expect(created.bearer).not.toContain(created.secretHash)
})

test('who holds the secret is who the token says', async () => {
  expect(await verify(created.bearer, token)).toEqual({
    ok: true,
    identity: { tokenId: token.tokenId, label: 'Ana', role: 'analyst', scope: {} },
  })
})

describe('refused is', () => {
  const other = newToken()
  test.each([
    ['the secret of another token', `rl_${created.tokenId}_${other.bearer.slice(-43)}`, token, 'unknown'],
    ['a token that nobody issued', other.bearer, token, 'unknown'],
    ['a revoked token', created.bearer, { ...token, revokedAt: 500 }, 'revoked'],
    ['a token from the instant of its expiry on', created.bearer, { ...token, expiresAt: 1000 }, 'expired'],
    [
      'a wrong secret of a revoked token, without a word on the revocation',
      other.bearer.replace(other.tokenId, created.tokenId),
      { ...token, revokedAt: 500 },
      'unknown',
    ],
  ] as const)('%s', async (_, bearer, stored, fault) => {
    expect(await verify(bearer, stored)).toEqual({ ok: false, fault })
  })

  test('what has not the form of a bearer, before anything is looked up', async () => {
    asked.length = 0
    for (const bearer of [
      '',
      'Bearer x',
      created.bearer.slice(0, -1),
      `${created.bearer}x`,
      `rl_' or 1=1_${'a'.repeat(43)}`,
    ])
      expect(await verify(bearer, token)).toEqual({ ok: false, fault: 'malformed' })
    expect(asked).toEqual([])
  })
})

test('a token with an expiry counts until then', async () => {
  expect((await verify(created.bearer, { ...token, expiresAt: 1001 })).ok).toBe(true)
})
