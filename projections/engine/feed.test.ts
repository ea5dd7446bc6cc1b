import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { createFeed, type Reader } from './feed.ts'
import { game } from './testing/tally.ts'
import { append } from './testing/workbench.ts'

const types = ['PointsScored', 'PlayerLeft']

/** Counts what is fetched from the log. */
function watched(store: EventStore) {
  let fetched = 0
  let open = 0
  const watching: EventStore = {
    ...store,
    async *subscribe(options) {
      open++
      try {
        for await (const page of store.subscribe(options)) {
          fetched += page.events.length
          yield page
        }
      } finally {
        open--
      }
    },
  }
  return { store: watching, fetched: () => fetched, open: () => open }
}

async function readTo(reader: Reader, from: number, end: number, max: number, pause?: () => Promise<unknown>) {
  const positions: number[] = []
  const { signal } = new AbortController()
  for (let at = from; at < end;) {
    const taken = await reader.take(at, max, signal)
    expect(taken!.events.length).toBeLessThanOrEqual(max)
    positions.push(...taken!.events.map(({ position }) => position))
    at = taken!.through
    await pause?.()
  }
  return positions
}

const handledUpTo = (end: number) => game(end).flatMap(({ type }, i) => (types.includes(type) ? [i + 1] : []))

test('readers at any pace and from anywhere each get every event of their types once, in order', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ from: fc.nat(400), max: fc.integer({ min: 1, max: 60 }), every: fc.nat(3) }), {
        minLength: 1,
        maxLength: 5,
      }),
      fc.integer({ min: 60, max: 300 }),
      async (paces, held) => {
        const store = createMemoryEventStore()
        await append(store, game(200))
        const feed = createFeed(store, types, held)
        const reading = paces.map(async ({ from, max, every }) => {
          const reader = feed.reader()
          const pause = async () => {
            for (let i = 0; i < every; i++) await new Promise(resolve => setImmediate(resolve))
          }
          const positions = await readTo(reader, from, 500, max, pause)
          reader.close()
          return positions
        })
        for (let n = 200; n < 500; n += 20) {
          await append(store, game(20, n))
          await new Promise(resolve => setImmediate(resolve))
        }
        const all = handledUpTo(500)
        const gotten = await Promise.all(reading)
        for (const [i, positions] of gotten.entries())
          expect(positions).toEqual(all.filter(position => position > paces[i]!.from))
      },
    ),
    { numRuns: 50 },
  ))

test('readers that go together fetch each event once', async () => {
  const memory = createMemoryEventStore()
  await append(memory, game(5000))
  const { store, fetched } = watched(memory)
  const feed = createFeed(store, types, 3000)
  const readers = [feed.reader(), feed.reader(), feed.reader()]
  await Promise.all(readers.map(reader => readTo(reader, 0, 5000, 1000)))
  expect(fetched()).toBe(handledUpTo(5000).length)
})

test('while catching up the others wait for a slow reader, so that nothing is fetched twice', async () => {
  const memory = createMemoryEventStore()
  await append(memory, game(5000))
  const { store, fetched } = watched(memory)
  const feed = createFeed(store, types, 1000, { catchingUp: 30_000, live: 0 })
  let pauses = 0
  await Promise.all([
    readTo(feed.reader(), 0, 5000, 1000),
    readTo(feed.reader(), 0, 5000, 1000),
    readTo(feed.reader(), 0, 5000, 1000, () => (pauses++ === 0 ? untilItRests(fetched) : Promise.resolve())),
  ])
  expect(fetched()).toBe(handledUpTo(5000).length)
})

/** Until others who read from memory get no further. */
async function untilItRests(count: () => number): Promise<void> {
  for (let before = count(), turns = 0; turns < 50; turns++) {
    await new Promise(resolve => setImmediate(resolve))
    if (count() === before) continue
    before = count()
    turns = 0
  }
}

test('while catching up a page is full, at the end it is whatever there is', async () => {
  const store = createMemoryEventStore()
  await append(store, game(2500))
  const reader = createFeed(store, types, 4000).reader()
  const { signal } = new AbortController()
  const first = await reader.take(0, 2000, signal)
  expect(first).toMatchObject({ caughtUp: false })
  expect(first!.events.length).toBe(2000)
  const second = await reader.take(first!.through, 2000, signal)
  expect(second).toMatchObject({ caughtUp: true, through: 2500 })
  expect(await reader.hasMore(2500)).toBe(false)
  await append(store, game(1, 2500))
  const third = await reader.take(2500, 2000, signal)
  expect(third!.through).toBe(2501)
})

test('a reader that an import has left far behind catches up again, with full pages, until it is at the end', async () => {
  const store = createMemoryEventStore()
  await append(store, game(100))
  const reader = createFeed(store, types, 500, { catchingUp: 30_000, live: 30_000 }, 1000).reader()
  const { signal } = new AbortController()
  const pages = []
  for (let at = 0; at < 8000;) {
    const taken = await reader.take(at, 400, signal)
    // Nothing else was in the log when the reading began.
    if (at === 0) await append(store, game(7900, 100))
    at = taken!.through
    pages.push({ events: taken!.events.length, caughtUp: taken!.caughtUp, at })
  }
  reader.close()
  expect(pages[0]).toMatchObject({ caughtUp: true, at: 100 })
  expect(pages.at(-1)).toMatchObject({ caughtUp: true, at: 8000 })
  expect(pages.filter(({ events, caughtUp }) => events === 400 && !caughtUp).length).toBeGreaterThan(10)
  expect(pages.filter(({ caughtUp }) => caughtUp).length).toBeLessThan(5)
})

test('a reader that waits ends when it is told to, and the last one closes the subscription', async () => {
  const { store, open } = watched(createMemoryEventStore())
  const feed = createFeed(store, types, 100)
  const [one, other] = [feed.reader(), feed.reader()]
  const stop = new AbortController()
  const waiting = [one.take(0, 10, stop.signal), other.take(0, 10, stop.signal)]
  await new Promise(resolve => setImmediate(resolve))
  stop.abort()
  expect(await Promise.all(waiting)).toEqual([undefined, undefined])
  expect(open()).toBe(1)
  one.close()
  other.close()
  await expect.poll(open).toBe(0)
})

test('a store that fails is reported to every reader, and the next attempt reads again', async () => {
  const memory = createMemoryEventStore()
  await append(memory, game(10))
  let failing = true
  const store: EventStore = {
    ...memory,
    subscribe: options => {
      if (failing) throw new Error('the log cannot be read')
      return memory.subscribe(options)
    },
  }
  const feed = createFeed(store, types, 100)
  const { signal } = new AbortController()
  const readers = [feed.reader(), feed.reader()]
  const outcomes = await Promise.allSettled(readers.map(reader => reader.take(0, 10, signal)))
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  failing = false
  expect((await readers[0]!.take(0, 10, signal))?.through).toBe(10)
})
