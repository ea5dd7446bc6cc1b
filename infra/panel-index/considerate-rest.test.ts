import { expect, test } from 'vitest'
import { considerateRest } from './considerate-rest.ts'

test('it rests nine times as long as it works while others are busy, and as long as it works while nobody is', async () => {
  const rests: number[] = []
  const shares = [0.5, 0.02, 0.02, 0.3, 0.02]
  const rest = considerateRest(
    milliseconds => Promise.resolve(void rests.push(milliseconds)),
    () => () => shares[rests.length - 1] ?? NaN,
  )
  for (let n = 0; n < 5; n++) await rest(10)
  // Whether others are busy is known from the rest before; at first they are taken to be.
  expect(rests).toEqual([90, 90, 10, 10, 90])
})
