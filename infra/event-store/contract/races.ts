import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { EventStore } from '../../../domain/kernel/event-store.ts'
import type { RecordedEvent } from '../../../domain/kernel/event.ts'
import { eventsOf, noted, withStore, type MakeStore } from './helpers.ts'

export function raceRules(make: MakeStore): void {
  test(
    'of two writers that expect the same revision exactly one wins, the other learns what is there',
    withStore(make, async ({ store, other }) => {
      for (let round = 0; round < 40; round++) {
        const expected = round === 0 ? 'no-stream' : round - 1
        const results = await Promise.all(
          [store, other].map(s => s.append([{ stream: 's', expected, events: [noted(round)] }])),
        )
        expect(results.map(result => result.ok).sort()).toEqual([false, true])
        expect(results.find(result => !result.ok)).toEqual({
          ok: false,
          conflict: { stream: 's', expected, actual: round },
        })
      }
      expect((await eventsOf(store.readStream('s'))).map(event => event.data)).toEqual(
        Array.from({ length: 40 }, (_, i) => i),
      )
    }),
  )

  test(
    'appends that are made at once are each decided for themselves',
    withStore(make, async ({ store }) => {
      const results = await Promise.all(
        Array.from({ length: 50 }, (_, i) =>
          store.append([
            { stream: `own-${i}`, expected: 'no-stream', events: [noted(i), noted(i)] },
            { stream: `shared-${i % 5}`, expected: 'no-stream', events: [noted(i)] },
          ]),
        ),
      )
      expect(results.filter(result => result.ok).length).toBe(5)
      for (const result of results)
        if (result.ok) {
          const [own, shared] = result.streams
          expect(own).toMatchObject({ firstRevision: 0, lastRevision: 1 })
          expect(shared).toMatchObject({ lastRevision: 0, lastPosition: result.lastPosition })
        } else expect(result.conflict).toMatchObject({ expected: 'no-stream', actual: 0 })
      const all = await eventsOf(store.readAll())
      expect(all.map(event => event.position)).toEqual(Array.from({ length: 15 }, (_, i) => i + 1))
      for (const event of all) if (event.stream.startsWith('own')) expect(results[event.data as number]?.ok).toBe(true)
    }),
  )

  test(
    'position order is commit order: readers that tail eight writers lose nothing and get nothing twice',
    withStore(make, async ({ store, other }) => {
      const perWriter = 60
      const sizes = [1, 3, 1, 40, 1, 1500]
      const total =
        8 * Array.from({ length: perWriter }, (_, i) => sizes[i % sizes.length] ?? 1).reduce((a, b) => a + b)
      const stop = new AbortController()
      const readers = [store, other].flatMap(s => [tail(s, total, stop.signal), poll(s, total)])
      await Promise.all(
        Array.from({ length: 8 }, async (_, writer) => {
          for (let i = 0; i < perWriter; i++) {
            const events = Array.from({ length: sizes[i % sizes.length] ?? 1 }, (_, n) => noted([writer, i, n]))
            await (writer % 2 ? store : other).append([{ stream: `w${writer}`, expected: 'any', events }])
          }
        }),
      )
      const truth = await eventsOf(store.readAll())
      expect(truth.length).toBe(total)
      for (const seen of await Promise.all(readers)) expect(placesOf(seen)).toEqual(placesOf(truth))
      stop.abort()
      for (let writer = 0; writer < 8; writer++) {
        const own = await eventsOf(store.readStream(`w${writer}`))
        expect(own.map(event => event.revision)).toEqual(own.map((_, i) => i))
        expect(own.map(event => event.data)).toEqual(
          truth.filter(event => event.stream === `w${writer}`).map(event => event.data),
        )
      }
    }),
  )
}

const placesOf = (events: readonly RecordedEvent[]): string[] =>
  events.map(event => `${event.position} ${JSON.stringify(event.data)}`)

async function tail(store: EventStore, total: number, signal: AbortSignal): Promise<RecordedEvent[]> {
  const seen: RecordedEvent[] = []
  for await (const page of store.subscribe({ signal })) {
    seen.push(...page.events)
    if (seen.length >= total) break
  }
  return seen
}

/** The naive reader, which loses events wherever positions are given in another order than commits. */
async function poll(store: EventStore, total: number): Promise<RecordedEvent[]> {
  const seen: RecordedEvent[] = []
  let after = 0
  while (seen.length < total) {
    for await (const page of store.readAll({ after })) {
      seen.push(...page.events)
      after = page.through
    }
    await setImmediate()
  }
  return seen
}
