import { expect, test } from 'vitest'
import { createServerClock } from './server-clock.ts'

test('without a word from the server both clocks are taken as equal', () => {
  expect(createServerClock().offset()).toBe(0)
})

test('the message that travelled least decides', () => {
  const clock = createServerClock()
  clock.heard(60_000 - 400, 0)
  clock.heard(61_000 - 20, 1000)
  clock.heard(62_000 - 900, 2000)
  expect(clock.offset()).toBe(59_980)
})

test('a clock that was set back is followed after twenty messages', () => {
  const clock = createServerClock()
  clock.heard(60_000, 0)
  for (let i = 1; i <= 20; i++) clock.heard(i * 1000, i * 1000)
  expect(clock.offset()).toBe(0)
})

test('an instant that cannot be read changes nothing', () => {
  const clock = createServerClock()
  clock.heard(5000, 0)
  clock.heard(Number.NaN, 0)
  expect(clock.offset()).toBe(5000)
})
