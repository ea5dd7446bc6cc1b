import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createIntakePace } from './intake-pace.ts'

/** Readers that read so many rows a second, on a clock that goes on only while somebody rests. */
function reading(rowsPerSecond: number, isStanding: (at: number) => boolean = () => false) {
  let time = 0
  let end = 0
  let through = 0
  let longest = 0
  const pace = createIntakePace({
    readThrough: () => Promise.resolve(Math.floor(through)),
    now: () => time,
    rest(milliseconds) {
      time += milliseconds
      if (!isStanding(time)) through = Math.min(end, through + (rowsPerSecond * milliseconds) / 1000)
      return Promise.resolve()
    },
  })
  return {
    pace,
    time: () => time,
    /** The most milliseconds that a row behind these had to wait. */
    longest: () => longest,
    async give(rows: number) {
      for (let given = 0; given < rows;) {
        const turn = Math.min(rows - given, pace.rowsAtOnce())
        end += turn
        given += turn
        longest = Math.max(longest, (1000 * (end - through)) / rowsPerSecond)
        await pace.stored(turn, end)
      }
    },
  }
}

test('many rows are given as fast as they are read, and who comes behind them waits two seconds at most', () =>
  fc.assert(
    fc.asyncProperty(fc.integer({ min: 2000, max: 100_000 }), async rowsPerSecond => {
      const readers = reading(rowsPerSecond)
      const rows = 100 * rowsPerSecond
      await readers.give(rows)
      expect(readers.longest()).toBeLessThan(2000)
      const asFastAsTheyRead = (1000 * rows) / rowsPerSecond
      expect(readers.time()).toBeGreaterThan(0.9 * asFastAsTheyRead - 2000)
      expect(readers.time()).toBeLessThan(1.2 * asFastAsTheyRead + 2000)
    }),
  ))

test('where nobody reads, nobody is waited for', async () => {
  const asked: number[] = []
  const pace = createIntakePace({
    readThrough: () => Promise.resolve(undefined),
    rest: ms => Promise.resolve(asked.push(ms)),
  })
  for (let end = 1000; end <= 100_000; end += 1000) await pace.stored(1000, end)
  expect(asked).toEqual([])
})

test('rows that come one by one are not waited behind while they are read as they come', async () => {
  const rests: number[] = []
  let end = 0
  const pace = createIntakePace({
    readThrough: () => Promise.resolve(end),
    rest: ms => Promise.resolve(rests.push(ms)),
  })
  while (end < 10_000) await pace.stored(1, ++end)
  expect(rests).toEqual([])
})

test('readers that stand still are given up, until they move again', async () => {
  const readers = reading(10_000, at => at < 60_000)
  await readers.give(50_000)
  const given = readers.time()
  expect(given).toBeGreaterThan(10_000)
  expect(given).toBeLessThan(10_100)
})

test('readers that hardly move hold a turn up for ten seconds', async () => {
  const readers = reading(10)
  await readers.give(10_000)
  expect(readers.time()).toBeGreaterThanOrEqual(5 * 10_000)
  expect(readers.time()).toBeLessThan(5 * 10_100)
})

test('rows that the log had already count for nothing, and who is told to end does not wait', async () => {
  const stop = new AbortController()
  const pace = createIntakePace({ readThrough: () => Promise.resolve(0), signal: stop.signal })
  await pace.stored(5000, null)
  expect(pace.rowsAtOnce()).toBe(2000)
  stop.abort()
  await pace.stored(5000, 5000)
})
