import { expect, test } from 'vitest'
import { microsPerSecond } from '../domain/kernel/time.ts'
import { createMatchedFacts } from './matched-facts.ts'

const hour = 3600 * microsPerSecond
const known = (revision: number, at = 0) => ({ revision, at })

test('a fact is the counterpart of one row only, also before that row is accepted', () => {
  const facts = createMatchedFacts()
  expect(facts.isFree(known(1))).toBe(true)
  facts.match(known(1))
  expect(facts.isFree(known(1))).toBe(false)
  expect(facts.isFree(known(2))).toBe(true)
  facts.accept()
  expect(facts.isFree(known(1))).toBe(false)
})

test('rows that are asked for again find what they found before', () => {
  const facts = createMatchedFacts()
  facts.match(known(1))
  facts.accept()
  facts.match(known(2))
  facts.startOver()
  expect(facts.isFree(known(2))).toBe(true)
  expect(facts.isFree(known(1))).toBe(false)
})

test('a clock that goes back two hours finds no fact a second time; what is older is forgotten', () => {
  const facts = createMatchedFacts()
  facts.match(known(1, 0))
  facts.match(known(2, hour))
  facts.accept()
  facts.match(known(3, 3 * hour))
  facts.accept()
  expect(facts.isFree(known(2, hour))).toBe(false)
  expect(facts.isFree(known(1, 0))).toBe(true)
})

test('rows without counterparts make nothing be forgotten', () => {
  const facts = createMatchedFacts()
  facts.match(known(1, 0))
  facts.accept()
  facts.accept()
  expect(facts.isFree(known(1, 0))).toBe(false)
})
