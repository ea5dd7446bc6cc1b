import { expect, test } from 'vitest'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { readStreams } from './read-streams.ts'

/** One event at each position, in the stream that is named for it. */
async function logOf(streams: readonly string[]): Promise<EventStore> {
  const store = createMemoryEventStore()
  for (const stream of streams)
    await store.append([{ stream, expected: 'any', events: [{ type: 'Noted', occurredAt: 0, data: {} }] }])
  return store
}

type Reading = Parameters<typeof readStreams>[2]

async function positionsIn(store: EventStore, streams: readonly string[], reading: Reading): Promise<number[]> {
  const positions: number[] = []
  for await (const { events, through } of readStreams(store, streams, reading)) {
    positions.push(...events.map(({ position }) => position))
    expect(through).toBe(positions.at(-1))
  }
  return positions
}

const streams = 'a b c a b b a c c b a a c b'.split(' ')
const directions = ['forwards', 'backwards'] as const

test.each(directions)('streams are read %s as one, from any position on', async direction => {
  const store = await logOf(streams)
  for (const wanted of [['a'], ['a', 'c'], ['c', 'a', 'c', 'none'], ['none'], []])
    for (const after of [undefined, ...Array.from({ length: streams.length + 2 }, (_, position) => position)]) {
      const expected = streams.flatMap((stream, index) => (wanted.includes(stream) ? [index + 1] : []))
      if (direction === 'backwards') expected.reverse()
      const isBehind = (position: number) =>
        after === undefined || (direction === 'forwards' ? position > after : position < after)
      expect(await positionsIn(store, wanted, { direction, after })).toEqual(expected.filter(isBehind))
    }
})

test.each(directions)('what lies %s before a page is not read', async direction => {
  const store = await logOf(Array.from({ length: 400 }, () => 'long'))
  let handedOut = 0
  const counting: EventStore = {
    ...store,
    async *readStream(stream, options) {
      for await (const page of store.readStream(stream, options)) {
        handedOut += page.events.length
        yield page
      }
    },
  }
  const after = direction === 'forwards' ? 390 : 11
  expect(await positionsIn(counting, ['long'], { direction, after })).toHaveLength(10)
  expect(handedOut).toBeLessThan(10 + 12)
})
