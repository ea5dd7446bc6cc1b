import { expect, test } from 'vitest'
import type { ExpectedRevision } from '../../../domain/kernel/event-store.ts'
import { eventIdOf } from '../../../domain/kernel/event-id.ts'
import type { Json } from '../../../domain/kernel/json.ts'
import { dataOf, eventsOf, noted, withStore, type MakeStore } from './helpers.ts'

export function appendRules(make: MakeStore): void {
  test(
    'positions run from 1 over all streams, revisions from 0 in each',
    withStore(make, async ({ store }) => {
      expect(await store.lastPosition()).toBe(0)
      expect(await store.lastRevision('a')).toBeUndefined()

      expect(await store.append([{ stream: 'a', expected: 'any', events: [noted(1), noted(2)] }])).toEqual({
        ok: true,
        lastPosition: 2,
        streams: [{ stream: 'a', firstRevision: 0, lastRevision: 1, firstPosition: 1, lastPosition: 2 }],
      })
      expect(await store.append([{ stream: 'b', expected: 'any', events: [noted(3)] }])).toMatchObject({
        lastPosition: 3,
      })
      expect(await store.append([{ stream: 'a', expected: 'any', events: [noted(4)] }])).toMatchObject({
        streams: [{ firstRevision: 2, lastRevision: 2, firstPosition: 4, lastPosition: 4 }],
      })

      const all = await eventsOf(store.readAll())
      expect(all.map(({ stream, revision, position }) => [stream, revision, position])).toEqual([
        ['a', 0, 1],
        ['a', 1, 2],
        ['b', 0, 3],
        ['a', 2, 4],
      ])
      expect(await store.lastPosition()).toBe(4)
      expect(await store.lastRevision('a')).toBe(2)
    }),
  )

  test.each<[ExpectedRevision, 'new' | 'written', boolean]>([
    ['any', 'new', true],
    ['any', 'written', true],
    ['no-stream', 'new', true],
    ['no-stream', 'written', false],
    ['stream-exists', 'new', false],
    ['stream-exists', 'written', true],
    [0, 'new', false],
    [1, 'written', true],
    [0, 'written', false],
    [2, 'written', false],
  ])('expecting %s of a %s stream: appended is %s', async (expected, state, ok) => {
    await withStore(make, async ({ store }) => {
      if (state === 'written') await store.append([{ stream: 's', expected: 'any', events: [noted(1), noted(2)] }])
      const before = await store.lastPosition()
      const result = await store.append([{ stream: 's', expected, events: [noted('new')] }])
      const conflict = { stream: 's', expected, actual: state === 'new' ? 'no-stream' : 1 }
      expect(result).toEqual(ok ? expect.objectContaining({ ok: true }) : { ok: false, conflict })
      expect(await store.lastPosition()).toBe(ok ? before + 1 : before)
    })()
  })

  test(
    'an append to several streams is all or nothing and names the stream that conflicts',
    withStore(make, async ({ store }) => {
      await store.append([{ stream: 'b', expected: 'any', events: [noted(0)] }])
      const refused = await store.append([
        { stream: 'a', expected: 'no-stream', events: [noted(1)] },
        { stream: 'b', expected: 'no-stream', events: [noted(2)] },
      ])
      expect(refused).toEqual({ ok: false, conflict: { stream: 'b', expected: 'no-stream', actual: 0 } })
      expect(await store.lastRevision('a')).toBeUndefined()

      const accepted = await store.append([
        { stream: 'b', expected: 0, events: [noted(3)] },
        { stream: 'a', expected: 'no-stream', events: [noted(4), noted(5)] },
      ])
      expect(accepted).toEqual({
        ok: true,
        lastPosition: 4,
        streams: [
          { stream: 'b', firstRevision: 1, lastRevision: 1, firstPosition: 2, lastPosition: 2 },
          { stream: 'a', firstRevision: 0, lastRevision: 1, firstPosition: 3, lastPosition: 4 },
        ],
      })
      expect(await dataOf(store.readAll())).toEqual([0, 3, 4, 5])
    }),
  )

  test(
    'an append of nothing stores nothing, and still checks what it expects',
    withStore(make, async ({ store }) => {
      await store.append([{ stream: 'a', expected: 'any', events: [noted(1)] }])
      expect(await store.append([])).toEqual({ ok: true, streams: [], lastPosition: 1 })
      expect(await store.append([{ stream: 'a', expected: 0, events: [] }])).toEqual({
        ok: true,
        lastPosition: 1,
        streams: [{ stream: 'a', firstRevision: 1, lastRevision: 0, firstPosition: 1, lastPosition: 1 }],
      })
      expect(await store.append([{ stream: 'a', expected: 'no-stream', events: [] }])).toMatchObject({ ok: false })
      await store.append([{ stream: 'never', expected: 'no-stream', events: [] }])
      expect(await store.lastRevision('never')).toBeUndefined()
    }),
  )

  test(
    'a cursor is committed with its events, kept until the next one, and refused with them',
    withStore(make, async ({ store, other }) => {
      expect(await store.readCursor('f')).toBeUndefined()
      const cursor = { file: 'queue_log\u0000.1', inode: '17', offset: 4096 }
      await store.append([{ stream: 'f', expected: 'no-stream', events: [noted(1)], cursor }])
      expect(await other.readCursor('f')).toEqual(cursor)
      await store.append([{ stream: 'f', expected: 0, events: [noted(2)] }])
      expect(await store.readCursor('f')).toEqual(cursor)
      await store.append([{ stream: 'f', expected: 0, events: [noted(3)], cursor: 'lost' }])
      expect(await store.readCursor('f')).toEqual(cursor)
      await store.append([{ stream: 'f', expected: 1, events: [], cursor: [5] }])
      expect(await store.readCursor('f')).toEqual([5])
      await store.append([{ stream: 'only-read', expected: 'no-stream', events: [], cursor: 0 }])
      expect(await store.readCursor('only-read')).toBe(0)
      expect(await store.lastRevision('only-read')).toBeUndefined()
      expect(await store.append([{ stream: 'only-read', expected: 'stream-exists', events: [] }])).toMatchObject({
        ok: false,
      })
      expect(await store.append([{ stream: 'only-read', expected: 'no-stream', events: [noted(1)] }])).toMatchObject({
        ok: true,
      })
    }),
  )

  test(
    'the whole envelope comes back, and nothing that was not given',
    withStore(
      make,
      async ({ store }) => {
        const full = {
          type: 'QueueDefined',
          schemaVersion: 3,
          data: { name: 'sales' },
          occurredAt: 1_795_233_076_682_684,
          id: 'aa6f2bb0-5f3e-4d0c-9f2e-0d8f3a3c6b11',
          site: 'paris',
          node: 'pbx1',
          actor: 'admin',
          correlationId: 'c1',
          causationId: 'c2',
        }
        const bare = { type: 'Noted', data: null, occurredAt: -1 }
        await store.append([
          { stream: 'queue/paris/sales', expected: 'any', events: [full, bare, { ...full, id: 'second' }] },
        ])
        const place = { stream: 'queue/paris/sales', recordedAt: 1_795_233_077_000_001 }
        expect(await eventsOf(store.readAll())).toStrictEqual([
          { ...full, ...place, revision: 0, position: 1 },
          { ...bare, ...place, revision: 1, position: 2, schemaVersion: 1, id: eventIdOf(place.stream, 1) },
          { ...full, ...place, revision: 2, position: 3, id: 'second' },
        ])
      },
      { now: () => 1_795_233_077_000_001 },
    ),
  )

  test(
    'an event without an id gets the one that follows from its stream and revision',
    withStore(make, async ({ store }) => {
      await store.append([{ stream: 's', expected: 'any', events: [noted(1), noted(2)] }])
      const ids = (await eventsOf(store.readStream('s'))).map(event => event.id)
      expect(ids).toEqual([eventIdOf('s', 0), eventIdOf('s', 1)])
    }),
  )

  test(
    'envelope values that differ from event to event stay with their event',
    withStore(make, async ({ store }) => {
      const events = [
        noted(1, { site: 'paris', actor: 'anna', tags: ['x', 'y'] }),
        noted(2, { site: 'lyon', occurredAt: 5_000_001 }),
        noted(3, { actor: 'anna', schemaVersion: 2, id: 'mine' }),
        noted(4, { node: '', correlationId: 'c', causationId: 'd', occurredAt: -7, tags: [] }),
      ]
      await store.append([{ stream: 's', expected: 'any', events }])
      const back = await eventsOf(store.readStream('s'))
      const envelope = events.map(({ tags: _, ...event }) => event)
      back.forEach((event, i) => expect(event).toMatchObject(envelope[i] as object))
      expect(Object.keys(back[1] ?? {}).sort()).toEqual(
        [
          'data',
          'id',
          'occurredAt',
          'position',
          'recordedAt',
          'revision',
          'schemaVersion',
          'site',
          'stream',
          'type',
        ].sort(),
      )
    }),
  )

  const odd: Record<string, Json> = {
    'a NUL': 'before\u0000after',
    'a lone surrogate': 'x\ud83dy\udc00',
    emoji: '☎️ 👩‍💻 Ωμέγα',
    'quotes, backslashes and line ends': '"\'\\\n\r\t\u2028/',
    numbers: [0, -1.5, 1e-7, 1e300, 9_007_199_254_740_991, 0.1],
    'keys that look like numbers or prototypes': { b: 1, 10: 2, 2: 3, '': 4, constructor: 5, toString: null },
    'nested emptiness': [[], {}, [{}], null, '', false],
    'text that looks like a line of a page': '],\n[1,"x"]',
  }
  test.each(Object.entries(odd))('data with %s comes back unchanged', async (_, data) => {
    await withStore(make, async ({ store }) => {
      const events = [noted(data), noted(data, { actor: 'a\u0000"\ud800', tags: ['t\u0000\ud800'] })]
      await store.append([{ stream: 's', expected: 'any', events }])
      const back = await eventsOf(store.readAll())
      expect(back.map(event => JSON.stringify(event.data))).toEqual([JSON.stringify(data), JSON.stringify(data)])
      expect(back[1]?.actor).toBe('a\u0000"\ud800')
      expect(await dataOf(store.readTagged(['t\u0000\ud800']))).toEqual([data])
    })()
  })

  test(
    'events of a megabyte each are stored and come back',
    withStore(make, async ({ store }) => {
      const big = Array.from({ length: 5 }, (_, i) => String.fromCharCode(97 + i).repeat(2 ** 20))
      await store.append([{ stream: 's', expected: 'any', events: big.map(text => noted(text)) }])
      const back = await dataOf(store.readAll())
      expect(back.map(text => (text as string).length)).toEqual([2 ** 20, 2 ** 20, 2 ** 20, 2 ** 20, 2 ** 20])
      expect(back).toEqual(big)
    }),
  )

  test(
    'fifty thousand events of mixed types and two streams go in by one append',
    withStore(make, async ({ store }) => {
      const events = Array.from({ length: 25_000 }, (_, i) =>
        noted(i, { type: i % 1000 < 990 ? 'Often' : 'Seldom', occurredAt: i * 1_000_001, tags: [`tag-${i % 5000}`] }),
      )
      const result = await store.append([
        { stream: 'a', expected: 'no-stream', events, cursor: 'a' },
        { stream: 'b', expected: 'any', events },
      ])
      expect(result).toMatchObject({
        ok: true,
        lastPosition: 50_000,
        streams: [{ lastRevision: 24_999 }, { firstPosition: 25_001 }],
      })
      const back = await eventsOf(store.readAll())
      expect(back.length).toBe(50_000)
      expect(back.every((event, i) => event.position === i + 1 && event.data === i % 25_000)).toBe(true)
      expect(back.every(event => event.occurredAt === (event.data as number) * 1_000_001)).toBe(true)
      expect((await eventsOf(store.readAll({ types: ['Seldom'] }))).length).toBe(500)
      expect((await eventsOf(store.readTagged(['tag-17']))).map(event => event.data)).toEqual(
        [0, 1].flatMap(() => [17, 5017, 10_017, 15_017, 20_017]),
      )
      expect(await store.readCursor('a')).toBe('a')
      expect(await store.append([{ stream: 'a', expected: 0, events }])).toMatchObject({
        ok: false,
        conflict: { actual: 24_999 },
      })
      expect(await store.append([{ stream: 'a', expected: 24_999, events: [noted('next')] }])).toMatchObject({
        ok: true,
      })
    }),
  )

  test(
    'what no log can hold is refused with the reason, and nothing is stored',
    withStore(make, async ({ store }) => {
      const append = (event: object, stream = 's') =>
        store.append([{ stream, expected: 'any', events: [noted(1), { ...noted(2), ...event }] }])
      await expect(append({ data: undefined })).rejects.toThrow(/has no data; use null/)
      await expect(append({ data: 10n })).rejects.toThrow(/not JSON/)
      await expect(append({ data: 'x'.repeat(16_000_001) })).rejects.toThrow(/at most 16000000 are stored.*Cut it/s)
      await expect(append({ occurredAt: 1.5 })).rejects.toThrow(/event 1 for stream s \(Noted\): occurredAt is 1.5/)
      await expect(append({ occurredAt: Number.NaN })).rejects.toThrow(/whole microseconds/)
      await expect(append({ type: '' })).rejects.toThrow(/name of a type/)
      await expect(append({ id: '' })).rejects.toThrow(/id is empty/)
      await expect(append({ schemaVersion: 0 })).rejects.toThrow(/schemaVersion is 0/)
      await expect(append({ tags: [''] })).rejects.toThrow(/a tag has 1 to 1000/)
      await expect(append({ actor: 'x'.repeat(1001) })).rejects.toThrow(/actor has more than 1000/)
      await expect(append({}, 'a\u0000')).rejects.toThrow(/name of a stream/)
      await expect(append({}, 'x'.repeat(1001))).rejects.toThrow(/1 to 1000 bytes/)
      await expect(
        store.append([
          { stream: 's', expected: 'any', events: [] },
          { stream: 's', expected: 'any', events: [] },
        ]),
      ).rejects.toThrow(/stands twice/)
      await expect(store.append([{ stream: 's', expected: -1, events: [] }])).rejects.toThrow(/'no-stream' for none/)
      expect(await store.lastPosition()).toBe(0)
    }),
  )

  test(
    'what the caller does to his objects afterwards does not change the log',
    withStore(make, async ({ store }) => {
      const data = { names: ['anna'] }
      await store.append([{ stream: 's', expected: 'any', events: [noted(data)] }])
      data.names.push('bert')
      expect(await dataOf(store.readAll())).toEqual([{ names: ['anna'] }])
    }),
  )
}
