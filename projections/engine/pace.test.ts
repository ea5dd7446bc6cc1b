import { expect, test } from 'vitest'
import { createPace } from './pace.ts'

test('after a quiet while so many turns are taken at once, then one each time', () => {
  const turn = createPace(50, 3)
  expect([turn(1000), turn(1000), turn(1000), turn(1000), turn(1000), turn(1000)]).toEqual([0, 0, 0, 0, 50, 100])
})

test('turns that are asked for no faster than they come never wait', () => {
  const turn = createPace(50, 0)
  expect([0, 50, 100, 151, 201].map(turn)).toEqual([0, 0, 0, 0, 0])
})

test('a constant flow gets its turns in even steps, and a quiet while saves up no more than its share', () => {
  const turn = createPace(50, 1)
  const taken: number[] = []
  for (let now = 0; taken.length < 5; now += 1) {
    now += turn(now)
    taken.push(now)
  }
  expect(taken).toEqual([0, 1, 50, 100, 150])
  expect([turn(10_000), turn(10_000), turn(10_000)]).toEqual([0, 0, 50])
})
