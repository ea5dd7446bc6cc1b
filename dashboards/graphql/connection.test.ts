import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createConnection } from './connection.ts'

beforeEach(() => vi.useFakeTimers({ now: 1_000_000 }))
afterEach(() => vi.useRealTimers())

test('a closed socket is a lost connection only while somebody looks at a board', () => {
  const connection = createConnection()
  connection.closed()
  expect(connection.get()).toEqual({ phase: 'idle' })
  const leave = connection.watch()
  connection.opened()
  connection.closed()
  expect(connection.get().phase).toBe('lost')
  leave()
  expect(connection.get()).toEqual({ phase: 'idle' })
})

test('lost since the last sign of life, and failed attempts do not move that instant', () => {
  const connection = createConnection()
  connection.watch()
  connection.opened()
  vi.advanceTimersByTime(2000)
  connection.heard()
  vi.advanceTimersByTime(5000)
  connection.closed()
  vi.advanceTimersByTime(5000)
  connection.closed()
  expect(connection.get()).toEqual({ phase: 'lost', since: 1_002_000, retryAt: null })
})

test('the next attempt is announced, and can be made at once', async () => {
  const connection = createConnection()
  connection.watch()
  connection.opened()
  connection.closed()
  let attempts = 0
  const attempt = connection.waitBeforeRetry(4000).then(() => attempts++)
  expect(connection.get()).toMatchObject({ phase: 'lost', retryAt: 1_004_000 })
  connection.retryNow()
  await attempt
  expect(attempts).toBe(1)
  expect(connection.get()).toMatchObject({ phase: 'lost', retryAt: null })
  connection.opened()
  expect(connection.get()).toMatchObject({ phase: 'live' })
})

test('without a person the attempt is made when the pause is over', async () => {
  const connection = createConnection()
  connection.watch()
  const attempt = connection.waitBeforeRetry(4000)
  await vi.advanceTimersByTimeAsync(4000)
  await expect(attempt).resolves.toBeUndefined()
})
