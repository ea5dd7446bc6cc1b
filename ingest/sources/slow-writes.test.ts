import { expect, test } from 'vitest'
import type { FactTransport } from '../transport/fact-transport.ts'
import { healthAt, type SourceHealth } from './running-source.ts'
import { tellingOfSlowWrites } from './slow-writes.ts'

/** A log that stores when it is told to. */
function slowLog() {
  let answer: (why?: Error) => void = () => undefined
  const write = () =>
    new Promise<void>((resolve, reject) => (answer = why => (why === undefined ? resolve() : reject(why))))
  const facts: FactTransport = { cursor: () => Promise.resolve(undefined), sink: () => ({ write }) }
  return { facts, answer: (why?: Error) => answer(why) }
}

const until = (what: () => unknown) => expect.poll(what, { timeout: 15_000, interval: 2 })

test('a source whose rows wait for the log is late, for as long as they wait and no longer', async () => {
  const { facts, answer } = slowLog()
  const told: SourceHealth[] = []
  const sink = tellingOfSlowWrites(facts, health => told.push(health), 5).sink('queue_log', { start: 'anywhere' })
  const writing = sink.write([], {})
  await until(() => told.length >= 3).toBe(true)
  expect(told.every(({ state, problem }) => state === 'LATE' && /not stored yet/.test(problem ?? ''))).toBe(true)
  const lags = told.map(({ lagSeconds }) => lagSeconds ?? 0)
  expect(lags).toEqual([...lags].sort((a, b) => a - b))
  answer()
  await writing
  told.push(healthAt(true, undefined, 0))
  await new Promise(resolve => setTimeout(resolve, 50))
  expect(told.at(-1)).toEqual({ state: 'LIVE', lagSeconds: 0, problem: null })
})

test('what the log refuses is told by whoever wrote it, and not as a wait', async () => {
  const { facts, answer } = slowLog()
  const told: SourceHealth[] = []
  const sink = tellingOfSlowWrites(facts, health => told.push(health), 5).sink('cel', { start: 'anywhere' })
  const writing = sink.write([], {})
  answer(new Error('the disk is full'))
  await expect(writing).rejects.toThrow('the disk is full')
  await new Promise(resolve => setTimeout(resolve, 50))
  expect(told).toEqual([])
})
