import { expect, test } from 'vitest'
import { phoneSignOf, type PhoneStateName } from './phone-sign.ts'

const phone = (state: PhoneStateName, otherCall = false) => ({ state, otherCall })

test.each([
  ['READY', phone('NOT_IN_USE'), null],
  ['READY', phone('IN_USE', true), 'otherCall'],
  ['READY', phone('ON_HOLD', true), 'otherCall'],
  ['PAUSED', phone('RINGING', true), 'otherRing'],
  ['RINGING', phone('RINGING'), null],
  ['TALKING', phone('IN_USE'), null],
  ['TALKING', phone('ON_HOLD'), 'held'],
  ['READY', phone('UNREACHABLE'), 'unreachable'],
  ['LOGGED_OUT', phone('UNREACHABLE'), null],
  ['LOGGED_OUT', phone('IN_USE', true), null],
  ['TALKING', null, null],
] as const)('%s with a telephone %o has the sign %s', (state, told, sign) => {
  expect(phoneSignOf(state, told)).toBe(sign)
})
