import { expect, test } from 'vitest'
import type { EventStore, ReadStreamOptions } from '../../../domain/kernel/event-store.ts'
import { dataOf, eventsOf, noted, pagesOf, withStore, type MakeStore } from './helpers.ts'

/** Ten events: positions 1..10, odd ones (data 1, 3, ...) of type Odd in stream odd, even ones of type Even in stream even. */
async function ten(store: EventStore): Promise<void> {
  for (let i = 1; i <= 10; i++) {
    const type = i % 2 ? 'Odd' : 'Even'
    await store.append([
      { stream: type.toLowerCase(), expected: 'any', events: [noted(i, { type, occurredAt: i * 1000 })] },
    ])
  }
}

/** The same ten, but five at a time from one append each, so that an adapter that packs has them in pages. */
async function tenPacked(store: EventStore): Promise<void> {
  for (const first of [1, 6])
    await store.append([
      {
        stream: 's',
        expected: 'any',
        events: [0, 1, 2, 3, 4].map(i => noted(first + i, { occurredAt: (first + i) * 1000 })),
      },
    ])
}

export function readRules(make: MakeStore): void {
  test(
    'an empty log and an unknown stream give no events',
    withStore(make, async ({ store }) => {
      expect(await pagesOf(store.readAll())).toEqual([])
      expect(await pagesOf(store.readAll({ direction: 'backwards' }))).toEqual([])
      expect(await eventsOf(store.readStream('none'))).toEqual([])
      expect(await eventsOf(store.readTagged(['none']))).toEqual([])
      await ten(store)
      expect(await pagesOf(store.readStream('none'))).toEqual([{ events: [], through: 10 }])
      expect(await pagesOf(store.readTagged(['none']))).toEqual([{ events: [], through: 10 }])
    }),
  )

  test(
    'readAll starts behind `after`, ends at `upTo` and after `limit`, in both directions',
    withStore(make, async ({ store }) => {
      const all = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
      for (const fill of [ten, tenPacked]) {
        const offset = await store.lastPosition()
        await fill(store)
        const read = async (options: Parameters<EventStore['readAll']>[0] = {}) =>
          dataOf(
            store.readAll({
              ...options,
              after: options.after !== undefined ? options.after + offset : options.direction ? 11 + offset : offset,
              ...(options.upTo === undefined ? {} : { upTo: options.upTo + offset }),
            }),
          )
        expect(await read()).toEqual(all)
        expect(await read({ after: 7 })).toEqual([8, 9, 10])
        expect(await read({ after: 10 })).toEqual([])
        expect(await read({ after: 99 })).toEqual([])
        expect(await read({ upTo: 3 })).toEqual([1, 2, 3])
        expect(await read({ after: 3, upTo: 3 })).toEqual([])
        expect(await read({ after: 2, upTo: 9, limit: 3 })).toEqual([3, 4, 5])
        expect(await read({ limit: 0 })).toEqual([])
        expect(await read({ direction: 'backwards', limit: 10 })).toEqual(all.toReversed())
        expect(await read({ direction: 'backwards', after: 4, limit: 3 })).toEqual([3, 2, 1])
        expect(await read({ direction: 'backwards', after: 4, limit: 2 })).toEqual([3, 2])
        expect(await read({ direction: 'backwards', upTo: 8, limit: 4 })).toEqual([8, 7, 6, 5])
        expect(await read({ direction: 'backwards', after: 6, upTo: 8, limit: 2 })).toEqual([5, 4])
      }
      expect(await dataOf(store.readAll({ direction: 'backwards' }))).toEqual([
        ...all.toReversed(),
        ...all.toReversed(),
      ])
      expect(await pagesOf(store.readAll({ direction: 'backwards', after: 1 }))).toEqual([])
    }),
  )

  test(
    'readAll by types gives those only, in log order; an unknown type gives none',
    withStore(make, async ({ store }) => {
      await ten(store)
      expect(await dataOf(store.readAll({ types: ['Odd'] }))).toEqual([1, 3, 5, 7, 9])
      expect(await dataOf(store.readAll({ types: ['Even', 'Odd', 'Other'], after: 8 }))).toEqual([9, 10])
      expect(await dataOf(store.readAll({ types: ['Even'], direction: 'backwards', limit: 2 }))).toEqual([10, 8])
      expect(await dataOf(store.readAll({ types: ['Even'], direction: 'backwards', after: 8 }))).toEqual([6, 4, 2])
      expect(await dataOf(store.readAll({ types: ['Other'] }))).toEqual([])
      expect(await dataOf(store.readAll({ types: [] }))).toEqual([])
    }),
  )

  test(
    '`through` says how far the log was looked at, also when nothing matched',
    withStore(make, async ({ store }) => {
      await ten(store)
      const lastThrough = async (options: Parameters<EventStore['readAll']>[0]) =>
        (await pagesOf(store.readAll(options))).at(-1)?.through
      expect(await lastThrough({})).toBe(10)
      expect(await pagesOf(store.readAll({ types: ['Other'] }))).toEqual([{ events: [], through: 10 }])
      expect(await lastThrough({ types: ['Odd'] })).toBe(10)
      expect(await lastThrough({ types: ['Odd'], upTo: 8 })).toBe(8)
      expect(await lastThrough({ types: ['Odd'], limit: 2 })).toBe(3)
      expect(await lastThrough({ types: ['Odd'], limit: 5 })).toBe(9)
      expect(await lastThrough({ direction: 'backwards' })).toBe(1)
      expect(await lastThrough({ direction: 'backwards', types: ['Other'] })).toBe(1)
      expect(await lastThrough({ direction: 'backwards', limit: 4 })).toBe(7)
      expect((await pagesOf(store.readStream('odd', { limit: 2 }))).at(-1)?.through).toBe(3)
      expect((await pagesOf(store.readStream('odd'))).at(-1)?.through).toBe(10)
    }),
  )

  test(
    'pages go on from one another: `after: through` neither repeats nor leaves out',
    withStore(make, async ({ store }) => {
      await ten(store)
      await tenPacked(store)
      for (const direction of ['forwards', 'backwards'] as const) {
        const seen: number[] = []
        let after: number | undefined
        for (;;) {
          const pages = await pagesOf(store.readAll({ direction, limit: 3, ...(after === undefined ? {} : { after }) }))
          seen.push(...pages.flatMap(page => page.events.map(event => event.position)))
          if (pages.length === 0) break
          after = pages.at(-1)?.through
        }
        const expected = Array.from({ length: 20 }, (_, i) => i + 1)
        expect(seen).toEqual(direction === 'forwards' ? expected : expected.toReversed())
      }
    }),
  )

  test.each<[ReadStreamOptions, number[]]>([
    [{}, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
    [{ from: 7 }, [8, 9, 10]],
    [{ from: 10 }, []],
    [{ from: 3, limit: 4 }, [4, 5, 6, 7]],
    [{ upTo: 6 }, [1, 2, 3, 4, 5, 6]],
    [{ upTo: 6, from: 4 }, [5, 6]],
    [{ direction: 'backwards' }, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]],
    [{ direction: 'backwards', from: 2 }, [3, 2, 1]],
    [{ direction: 'backwards', from: 99, limit: 2 }, [10, 9]],
    [{ direction: 'backwards', upTo: 7, limit: 3 }, [7, 6, 5]],
    [{ occurredWithin: [3000, 6000] }, [3, 4, 5, 6]],
    [{ occurredWithin: [3001, 3999] }, []],
    [{ occurredWithin: [10_000, 10_000] }, [10]],
    [{ occurredWithin: [3000, 9000], direction: 'backwards', limit: 2 }, [9, 8]],
    [{ occurredWithin: [3000, 9000], from: 5, upTo: 7 }, [6, 7]],
    [{ occurredWithin: [-Infinity, Infinity] }, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
    [{ occurredWithin: [5, 1] }, []],
    [{ limit: 0 }, []],
  ])('readStream with %j', async (options, expected) => {
    await withStore(make, async ({ store }) => {
      await tenPacked(store)
      await store.append([{ stream: 'another', expected: 'any', events: [noted(0, { occurredAt: 4000 })] }])
      expect(await dataOf(store.readStream('s', options))).toEqual(expected)
    })()
  })

  test(
    'occurredWithin finds events by their time however late, early or far apart they were recorded',
    withStore(make, async ({ store }) => {
      const second = 1_000_000
      const day = 86_400 * second
      const batches = [
        [0, 400 * day],
        [5 * second, 6 * second, 59 * second],
        [-3 * day, 2 * day, -10 * day],
        [30 * day, 31 * day],
        [8 * second],
        [7 * second, 2 * 3600 * second],
        [1000 * day],
      ]
      for (const times of batches)
        await store.append([
          { stream: 's', expected: 'any', events: times.map(occurredAt => noted(occurredAt, { occurredAt })) },
        ])
      const all = batches.flat()
      const edges = all.flatMap(time => [time - 1, time, time + 1])
      for (const from of edges)
        for (const to of [from, from + 10 * second, from + 3 * day, from + 500 * day])
          expect(await dataOf(store.readStream('s', { occurredWithin: [from, to] }))).toEqual(
            all.filter(time => time >= from && time <= to),
          )
    }),
  )

  test(
    'readTagged gives every event with exactly that tag, in log order, up to a position',
    withStore(make, async ({ store }) => {
      const call = (n: number) => `call:paris/pbx1/1795233102.${n}`
      await store.append([
        {
          stream: 'a',
          expected: 'any',
          events: [noted(1, { tags: [call(1)] }), noted(2, { tags: [call(1), call(2)] }), noted(3)],
        },
        {
          stream: 'b',
          expected: 'any',
          events: [noted(4, { tags: [call(12)] }), noted(5, { tags: [call(1), call(1)] })],
        },
      ])
      await store.append([{ stream: 'a', expected: 'any', events: [noted(6, { tags: [call(1)] })] }])
      expect(await dataOf(store.readTagged([call(1)]))).toEqual([1, 2, 5, 6])
      expect(await dataOf(store.readTagged([call(2)]))).toEqual([2])
      expect(await dataOf(store.readTagged([call(1)], { upTo: 4 }))).toEqual([1, 2])
      expect(await dataOf(store.readTagged(['call:paris/pbx1/1795233102']))).toEqual([])
      expect((await pagesOf(store.readTagged([call(1)], { upTo: 5 }))).at(-1)?.through).toBe(5)
    }),
  )

  test(
    'readTagged gives an event that has several of the tags once, with all of its tags',
    withStore(make, async ({ store }) => {
      const events = [['a'], ['a', 'b', 'x'], ['x'], ['c'], ['b']].map((tags, n) => noted(n, { tags }))
      await store.append([{ stream: 's', expected: 'any', events }])
      const found = (await pagesOf(store.readTagged(['b', 'a', 'none', 'c']))).flatMap(page => page.events)
      expect(found.map(({ data, tags }) => [data, tags])).toEqual([
        [0, ['a']],
        [1, ['a', 'b', 'x']],
        [3, ['c']],
        [4, ['b']],
      ])
      expect(await dataOf(store.readTagged([]))).toEqual([])
    }),
  )

  test(
    'old schema versions come back in their newest form, with its number',
    withStore(
      make,
      async ({ store }) => {
        const events = [
          noted({ n: 1 }, { schemaVersion: 1 }),
          noted({ n: 2, unit: 's' }, { schemaVersion: 3 }),
          noted({ n: 3 }, { schemaVersion: 2 }),
        ]
        await store.append([{ stream: 's', expected: 'any', events: [...events, { ...noted(4), type: 'Other' }] }])
        await store.append([{ stream: 's', expected: 'any', events: [noted({ n: 5 })] }])
        const back = await eventsOf(store.readStream('s'))
        expect(back.map(event => [event.schemaVersion, event.data])).toEqual([
          [3, { n: 10, unit: 's' }],
          [3, { n: 2, unit: 's' }],
          [3, { n: 3, unit: 's' }],
          [1, 4],
          [3, { n: 50, unit: 's' }],
        ])
      },
      {
        upcasters: [
          { type: 'Noted', from: 2, upcast: data => ({ ...(data as object), unit: 's' }) },
          { type: 'Noted', from: 1, upcast: data => ({ n: (data as { n: number }).n * 10 }) },
        ],
      },
    ),
  )

  test(
    'a read shows the log as it was when it began, however slowly it is consumed',
    withStore(make, async ({ store, other }) => {
      await store.append([{ stream: 's', expected: 'any', events: Array.from({ length: 2500 }, (_, i) => noted(i)) }])
      const seen: unknown[] = []
      for await (const page of store.readAll()) {
        seen.push(...page.events.map(event => event.data))
        await other.append([{ stream: 's', expected: 'any', events: [noted('later')] }])
      }
      expect(seen).toEqual(Array.from({ length: 2500 }, (_, i) => i))
    }),
  )

  test(
    'a read that is left early leaves nothing behind that blocks the store',
    withStore(make, async ({ store }) => {
      await store.append([{ stream: 's', expected: 'any', events: Array.from({ length: 5000 }, (_, i) => noted(i)) }])
      for (let i = 0; i < 30; i++)
        for await (const page of store.readAll()) {
          expect(page.events.length).toBeGreaterThan(0)
          break
        }
      expect((await eventsOf(store.readStream('s'))).length).toBe(5000)
    }),
  )
}
