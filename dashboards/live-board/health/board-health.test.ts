import { expect, test } from 'vitest'
import { healthOf } from './board-health.ts'

test('a board is not live before its first push, and not because its socket is open again', () => {
  const opened = { phase: 'live', since: 5000 } as const
  expect(healthOf({ phase: 'connecting' }, undefined, false)).toEqual({ state: 'connecting' })
  expect(healthOf(opened, undefined, false)).toEqual({ state: 'connecting' })
  expect(healthOf(opened, 4000, false)).toEqual({ state: 'lost', since: 4000, retryAt: null })
  expect(healthOf(opened, 5001, false)).toEqual({ state: 'live' })
})

test('a lost socket is told as such, and an open one that brings nothing as silence', () => {
  expect(healthOf({ phase: 'lost', since: 900, retryAt: 2000 }, 800, true)).toMatchObject({
    state: 'lost',
    since: 900,
    retryAt: 2000,
  })
  expect(healthOf({ phase: 'live', since: 100 }, 800, true)).toEqual({ state: 'silent', since: 800, retryAt: null })
})
