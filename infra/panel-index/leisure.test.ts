import { expect, test } from 'vitest'
import { createLeisure } from './leisure.ts'

test('it rests nine times as long as it works while others are busy, and a quarter of that time while nobody is', async () => {
  const rests: number[] = []
  const shares = [0.5, 0.02, 0.02, 0.3, 0.02]
  const leisure = createLeisure(
    milliseconds => Promise.resolve(void rests.push(milliseconds)),
    () => () => shares[rests.length - 1] ?? NaN,
  )
  // Whether others are busy is known from the rest before; at first they are taken to be.
  const busy = [leisure.areOthersBusy()]
  for (let n = 0; n < 5; n++) {
    await leisure.rest(10)
    busy.push(leisure.areOthersBusy())
  }
  expect(rests).toEqual([90, 90, 2.5, 2.5, 90])
  expect(busy).toEqual([true, true, false, false, true, false])
})

test('a page that waited for the database, rather than worked, is followed by no long rest', async () => {
  const rests: number[] = []
  const leisure = createLeisure(
    milliseconds => Promise.resolve(void rests.push(milliseconds)),
    () => () => 0.5,
  )
  await leisure.rest(17 * 60_000)
  expect(rests).toEqual([5_000])
})
