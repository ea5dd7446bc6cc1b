import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { EventPage } from '../../../domain/kernel/event-store.ts'
import { noted, take, withStore, type MakeStore } from './helpers.ts'

const many = (count: number, from = 0) => Array.from({ length: count }, (_, i) => noted(from + i))

export function subscribeRules(make: MakeStore): void {
  test(
    'a subscription catches up, then goes on with what is committed, without a gap or a repetition',
    withStore(make, async ({ store, other }) => {
      await store.append([{ stream: 's', expected: 'any', events: many(3000) }])
      const taken = take(store.subscribe(), 3300)
      for (let i = 0; i < 300; i++)
        await (i % 2 ? store : other).append([{ stream: 's', expected: 'any', events: [noted(3000 + i)] }])
      expect((await taken).map(event => event.data)).toEqual(Array.from({ length: 3300 }, (_, i) => i))
    }),
  )

  test(
    'a subscription goes on behind the position it is given',
    withStore(make, async ({ store, other }) => {
      await store.append([{ stream: 's', expected: 'any', events: many(10) }])
      const taken = take(store.subscribe({ after: 7 }), 4)
      await other.append([{ stream: 's', expected: 'any', events: many(1, 10) }])
      expect((await taken).map(event => event.position)).toEqual([8, 9, 10, 11])
    }),
  )

  test(
    'a subscription by types gets those only, and learns how far the log has been looked at',
    withStore(make, async ({ store, other }) => {
      const wanted = { type: 'Wanted' }
      await store.append([{ stream: 's', expected: 'any', events: [...many(5), noted('a', wanted), ...many(5)] }])
      const events: unknown[] = []
      const through: number[] = []
      const enough = new AbortController()
      const reading = (async () => {
        for await (const page of store.subscribe({ types: ['Wanted'], signal: enough.signal })) {
          events.push(...page.events.map(event => event.data))
          through.push(page.through)
          if (page.through === 16) enough.abort()
        }
      })()
      while (through.at(-1) !== 11) await delay(5)
      await other.append([{ stream: 's', expected: 'any', events: [noted('b', wanted), ...many(3)] }])
      await store.append([{ stream: 's', expected: 'any', events: many(1) }])
      await reading
      expect(events).toEqual(['a', 'b'])
      expect(through).toEqual(through.toSorted((a, b) => a - b))
    }),
  )

  test(
    'abort ends a waiting subscription at once, and one that was never begun before its first page',
    withStore(make, async ({ store }) => {
      await store.append([{ stream: 's', expected: 'any', events: many(1) }])
      const stop = new AbortController()
      const pages: EventPage[] = []
      const reading = (async () => {
        for await (const page of store.subscribe({ signal: stop.signal })) pages.push(page)
      })()
      while (pages.length === 0) await delay(5)
      await delay(20)
      stop.abort()
      await reading
      expect(pages.length).toBe(1)

      for await (const page of store.subscribe({ signal: stop.signal })) pages.push(page)
      expect(pages.length).toBe(1)
    }),
  )

  test(
    'abort while pages are being read ends the subscription with the page in hand',
    withStore(make, async ({ store }) => {
      await store.append([{ stream: 's', expected: 'any', events: many(20_000) }])
      const stop = new AbortController()
      let pages = 0
      for await (const page of store.subscribe({ signal: stop.signal })) {
        expect(page.events[0]?.position).toBe(1)
        pages++
        stop.abort()
      }
      expect(pages).toBe(1)
    }),
  )

  test(
    'a slow reader holds up nobody and misses nothing',
    withStore(make, async ({ store, other }) => {
      const slow = (async () => {
        const data: unknown[] = []
        for await (const page of store.subscribe()) {
          data.push(...page.events.map(event => event.data))
          if (data.length >= 5200) return data
          await delay(40)
        }
        return data
      })()
      const fast = take(store.subscribe(), 5200)
      for (let i = 0; i < 200; i++) await other.append([{ stream: 's', expected: 'any', events: many(1, i) }])
      for (let i = 200; i < 5200; i += 500) await store.append([{ stream: 's', expected: 'any', events: many(500, i) }])
      const all = Array.from({ length: 5200 }, (_, i) => i)
      expect((await fast).map(event => event.data)).toEqual(all)
      expect(await slow).toEqual(all)
    }),
  )

  test(
    'many subscriptions each get everything',
    withStore(make, async ({ store, other }) => {
      const all = Array.from({ length: 20 }, (_, i) => take(store.subscribe({ after: i }), 60 - i))
      for (let i = 0; i < 60; i++) await other.append([{ stream: 's', expected: 'any', events: many(1, i) }])
      for (const [i, events] of (await Promise.all(all)).entries())
        expect(events.map(event => event.position)).toEqual(Array.from({ length: 60 - i }, (_, n) => n + i + 1))
    }),
  )
}
