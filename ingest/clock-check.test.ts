import { expect, test } from 'vitest'
import { microsOfSeconds } from '../domain/kernel/time.ts'
import { createClockCheck, type ClockCheck } from './clock-check.ts'
import { rowsOf } from './testing/rows.ts'

const start = 1_796_000_000
const row = (second: number) => rowsOf([`${start + second}|c|q|NONE|ENTERQUEUE||1|1`])

/** Looks, a second apart, at each of which a row has come that is so many seconds old. */
function looks(check: ClockCheck, lateSeconds: readonly number[], hasWaited = true): void {
  lateSeconds.forEach((late, second) => {
    if (hasWaited) check.onWaiting()
    check.see(row(second), microsOfSeconds(start + second + late))
  })
}

test('rows that come as old as that one after the other tell of a clock that is ahead, or of a copy that comes late', () => {
  const check = createClockCheck()
  looks(check, [300, 301, 299, 300])
  expect(check.warning()).toBeUndefined()
  looks(check, [300])
  expect(check.warning()).toMatch(/^its rows are 5 min old when they come in: this server's clock is ahead/)
})

test('a single row that comes in time takes it back', () => {
  const check = createClockCheck()
  looks(check, [300, 300, 300, 300, 300, 2])
  expect(check.warning()).toBeUndefined()
})

test('what waited to be read tells nothing of clocks', () => {
  const check = createClockCheck()
  looks(check, [7200, 7100, 7000, 6900, 6800, 6700], false)
  expect(check.warning()).toBeUndefined()
})

test('rows that cannot be read have no time to compare', () => {
  const check = createClockCheck()
  for (let look = 0; look < 9; look++) {
    check.onWaiting()
    check.see(rowsOf(['junk']), microsOfSeconds(start + 900))
  }
  expect(check.warning()).toBeUndefined()
})
