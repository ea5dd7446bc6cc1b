import { expect, test } from 'vitest'
import type { AccessToken } from './queries.ts'
import { endOfDay, namesIn, stateOfToken } from './token-state.ts'

const token = (parts: Partial<AccessToken>) => ({ revokedAt: null, expiresAt: null, ...parts }) as AccessToken
const now = Date.parse('2026-12-01T00:00:00Z')

test('a token is valid until it is revoked or the instant of its end has come', () => {
  expect(stateOfToken(token({}), now)).toBe('valid')
  expect(stateOfToken(token({ expiresAt: '2026-12-01T00:00:00.000001Z' }), now + 1)).toBe('expired')
  expect(stateOfToken(token({ expiresAt: '2026-12-01T00:00:01Z' }), now)).toBe('valid')
  expect(stateOfToken(token({ expiresAt: '2026-12-01T00:00:01Z', revokedAt: '2026-11-30T00:00:00Z' }), now)).toBe(
    'revoked',
  )
})

test('names are typed one a line or with commas between', () => {
  expect(namesIn(' paris/sales\nparis/*, lyon/Agent/8001 \n')).toEqual(['paris/sales', 'paris/*', 'lyon/Agent/8001'])
})

test('the last day of a token is in it', () => {
  const end = new Date(endOfDay('2026-12-31'))
  expect([end.getFullYear(), end.getMonth(), end.getDate(), end.getHours()]).toEqual([2027, 0, 1, 0])
})
