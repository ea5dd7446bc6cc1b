import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { FactTransport } from '../transport/fact-transport.ts'
import type { FollowerHealth } from './running-source.ts'
import { tellingOfSlowWrites } from './slow-writes.ts'

/** A log that stores when it is told to. */
function slowLog() {
  let answer: (why?: Error) => void = () => undefined
  const write = () =>
    new Promise<void>((resolve, reject) => (answer = why => (why === undefined ? resolve() : reject(why))))
  const facts: FactTransport = { cursor: () => Promise.resolve(undefined), sink: () => ({ write }) }
  return { facts, answer: (why?: Error) => answer(why) }
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }))
afterEach(() => void vi.useRealTimers())

test('a source whose rows wait for the log is late, for as long as they wait and no longer', async () => {
  const { facts, answer } = slowLog()
  const told: FollowerHealth[] = []
  const sink = tellingOfSlowWrites(facts, health => told.push(health), 5).sink('queue_log', { start: 'anywhere' })
  const writing = sink.write([], {})
  vi.advanceTimersByTime(15)
  expect(told).toHaveLength(3)
  expect(told.every(({ state, problem }) => state === 'LATE' && /not stored yet/.test(problem ?? ''))).toBe(true)
  const lags = told.map(({ lagSeconds }) => lagSeconds ?? 0)
  expect(lags).toEqual([...lags].sort((a, b) => a - b))
  answer()
  await writing
  expect(vi.getTimerCount()).toBe(0)
})

test('what the log refuses is told by whoever wrote it, and not as a wait', async () => {
  const { facts, answer } = slowLog()
  const told: FollowerHealth[] = []
  const sink = tellingOfSlowWrites(facts, health => told.push(health), 5).sink('cel', { start: 'anywhere' })
  const writing = sink.write([], {})
  answer(new Error('the disk is full'))
  await expect(writing).rejects.toThrow('the disk is full')
  expect(vi.getTimerCount()).toBe(0)
  expect(told).toEqual([])
})
