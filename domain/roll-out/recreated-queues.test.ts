import { describe, expect, test } from 'vitest'
import { queuesToRecreate, stillInOrder, withoutQueues } from './recreated-queues.ts'

const file = (strategies: Readonly<Record<string, string>>) =>
  [
    '[general]\nautofill = no\n',
    ...Object.entries(strategies).map(([name, strategy]) => `[${name}]\nstrategy = ${strategy}\nmember => PJSIP/a,0\n`),
  ].join('\n')

describe('a queue is made anew', () => {
  test('when it comes to ring its members in their order, which Asterisk keeps only for a queue made so', () => {
    const before = file({ sales: 'rrmemory', support: 'linear', old: 'random' })
    expect(queuesToRecreate(before, file({ sales: 'linear', support: 'linear', old: 'random' }))).toEqual(['sales'])
    expect(queuesToRecreate(before, file({ sales: 'rrordered', support: 'rrordered' }))).toEqual(['sales'])
  })

  test('neither when it leaves that order, nor when it is new', () => {
    expect(queuesToRecreate(file({ sales: 'linear' }), file({ sales: 'random', new: 'linear' }))).toEqual([])
    expect(queuesToRecreate('', file({ sales: 'linear' }))).toEqual([])
  })

  test('no more when it has another strategy, or is gone', () => {
    expect(stillInOrder(['sales', 'support', 'gone'], file({ sales: 'linear', support: 'random' }))).toEqual(['sales'])
  })
})

test('is left out with its whole section, and nothing else is', () => {
  const whole = file({ sales: 'linear', support: 'random', last: 'linear' })
  expect(withoutQueues(whole, ['sales', 'last'])).toBe(
    '[general]\nautofill = no\n\n[support]\nstrategy = random\nmember => PJSIP/a,0\n',
  )
  expect(withoutQueues(whole, [])).toBe(whole)
})
