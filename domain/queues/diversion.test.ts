import { describe, expect, test } from 'vitest'
import { diversionOf } from './diversion.ts'

const ratio = (divertRatio: number, waiting: number, loggedIn: number) =>
  diversionOf({ divertWaitSeconds: null, divertRatio }, { waiting, loggedIn, estimatedHoldSeconds: 0 })
const wait = (divertWaitSeconds: number, waiting: number, estimatedHoldSeconds: number) =>
  diversionOf({ divertWaitSeconds, divertRatio: null }, { waiting, loggedIn: 1, estimatedHoldSeconds })

describe('the ratio', () => {
  test('diverts when (waiting + 1) / logged in is strictly greater (G-09, pbx-configuration §20)', () => {
    expect(ratio(1, 2, 2)).toBe('DIVERT_CA_RATIO')
    expect(ratio(0.5, 5, 12)).toBeNull()
    expect(ratio(0.5, 6, 12)).toBe('DIVERT_CA_RATIO')
  })

  test('never diverts from a queue in which nobody waits (G-09, pbx-configuration §20)', () => {
    expect(ratio(0.5, 0, 1)).toBeNull()
    expect(ratio(0.5, 0, 0)).toBeNull()
  })

  test('is exceeded when calls wait and nobody is logged in', () => {
    expect(ratio(100, 1, 0)).toBe('DIVERT_CA_RATIO')
  })
})

describe('the estimated hold', () => {
  test('diverts when it is strictly longer and somebody waits', () => {
    expect(wait(60, 1, 61)).toBe('DIVERT_HOLDTIME')
    expect(wait(60, 1, 60)).toBeNull()
    expect(wait(60, 0, 600)).toBeNull()
  })

  test('is asked before the ratio', () => {
    const load = { waiting: 5, loggedIn: 1, estimatedHoldSeconds: 90 }
    expect(diversionOf({ divertWaitSeconds: 60, divertRatio: 1 }, load)).toBe('DIVERT_HOLDTIME')
    expect(diversionOf({ divertWaitSeconds: null, divertRatio: null }, load)).toBeNull()
  })
})
