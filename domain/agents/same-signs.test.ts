import { expect, test } from 'vitest'
import { sameSigns } from './day.ts'
import type { Sign } from './signs.ts'

const sign = { kind: 'CONNECT', at: 1, position: 2, callId: '1.1' } as Sign

test.each([
  ['kind', { kind: 'LIFE' }],
  ['instant', { at: 2 }],
  ['place in the log', { position: 3 }],
  ['call', { callId: '1.2' }],
])('signs are the same signs unless one has another %s', (_, more) => {
  expect(sameSigns([sign, sign], [sign, { ...sign }])).toBe(true)
  expect(sameSigns([sign, sign], [sign, { ...sign, ...more } as Sign])).toBe(false)
  expect(sameSigns([sign], [sign, sign])).toBe(false)
})
