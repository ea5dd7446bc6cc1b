import fc from 'fast-check'
import { expect, test } from 'vitest'
import { microsOfSeconds } from '../../domain/kernel/time.ts'
import { createThrottle } from './throttle.ts'

const seconds = microsOfSeconds

test('an address may fail so often in a window, and may try again when it is over', () => {
  const throttle = createThrottle(3, 60)
  for (let second = 0; second < 3; second++) {
    expect(throttle.secondsToWait('a', seconds(second))).toBe(0)
    throttle.failed('a', seconds(second))
  }
  expect(throttle.secondsToWait('a', seconds(3))).toBe(57)
  expect(throttle.secondsToWait('a', seconds(59.5))).toBe(1)
  expect(throttle.secondsToWait('a', seconds(60))).toBe(0)
})

test('one address does not slow down another', () => {
  const throttle = createThrottle(1, 60)
  throttle.failed('a', 0)
  expect(throttle.secondsToWait('a', 1)).toBe(60)
  expect(throttle.secondsToWait('b', 1)).toBe(0)
})

test('however many addresses try, only so many are remembered, the newest', () => {
  const throttle = createThrottle(1, 60, 3)
  for (const address of ['a', 'b', 'c', 'd', 'e']) throttle.failed(address, 0)
  expect(['a', 'b', 'c', 'd', 'e'].map(address => throttle.secondsToWait(address, 1))).toEqual([0, 0, 60, 60, 60])
})

test('nobody waits longer than a window', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1000), { maxLength: 50 }), gaps => {
      const throttle = createThrottle(2, 60)
      let now = 0
      for (const gap of gaps) {
        now += seconds(gap / 10)
        throttle.failed('a', now)
        expect(throttle.secondsToWait('a', now)).toBeLessThanOrEqual(60)
      }
    }),
  )
})
