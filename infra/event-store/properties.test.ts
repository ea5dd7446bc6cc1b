import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { NewEvent } from '../../domain/kernel/event.ts'
import { freshDatabase, type TestDatabase } from '../testing/database.ts'
import { verifyLog } from './audit.ts'
import { eventsOf, noted } from './contract/helpers.ts'
import { createMemoryEventStore } from './memory.ts'
import { createPostgresEventStore } from './postgres.ts'
import { emptyLog } from './testing/empty-log.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

const now = () => 0
const events: fc.Arbitrary<NewEvent[]> = fc
  .array(
    fc.record({
      type: fc.constantFrom('A', 'B'),
      occurredAt: fc.integer({ min: -1e15, max: 1e15 }),
      tag: fc.constantFrom('x', 'y', ''),
    }),
    { minLength: 1, maxLength: 200, size: 'max' },
  )
  .map(rows => rows.map(({ type, occurredAt, tag }, i) => noted(i, { type, occurredAt, ...(tag && { tags: [tag] }) })))
/** Sizes of the appends, over and over. */
const cuts = fc.array(fc.integer({ min: 1, max: 120 }), { minLength: 1, maxLength: 8 })

async function appendCut(
  store: EventStore,
  all: readonly NewEvent[],
  sizes: readonly number[],
  atOnce: boolean,
): Promise<void> {
  const pending: Promise<unknown>[] = []
  for (let at = 0, i = 0; at < all.length; i++) {
    const size = sizes[i % sizes.length] ?? 1
    const appended = store.append([
      { stream: 's', expected: at === 0 ? 'no-stream' : at - 1, events: all.slice(at, at + size) },
    ])
    if (atOnce) pending.push(appended)
    else await appended
    at += size
  }
  await Promise.all(pending)
}

test('however the same events are cut into appends, the log gives the same sequence and its chain is in order', async () => {
  await fc.assert(
    fc.asyncProperty(events, cuts, async (all, sizes) => {
      await emptyLog(database.pool)
      const store = createPostgresEventStore({ pool: database.pool, now })
      const reference = createMemoryEventStore({ now })
      await appendCut(store, all, sizes, false)
      await appendCut(reference, all, [all.length], false)
      for (const read of [
        (log: EventStore) => log.readAll(),
        (log: EventStore) => log.readAll({ types: ['B'], direction: 'backwards' }),
        (log: EventStore) => log.readStream('s', { from: 3, limit: 40 }),
        (log: EventStore) => log.readStream('s', { occurredWithin: [-2e14, 3e14] }),
        (log: EventStore) => log.readTagged(['x'], { upTo: 77 }),
      ])
        expect(await eventsOf(read(store))).toStrictEqual(await eventsOf(read(reference)))
      expect(await verifyLog(database.pool)).toMatchObject({ ok: true, events: all.length })
    }),
    { numRuns: 25 },
  )
})

test('appends that are made at once and build on each other are stored in order or refused, never mixed up', async () => {
  await fc.assert(
    fc.asyncProperty(events, cuts, async (all, sizes) => {
      await emptyLog(database.pool)
      const store = createPostgresEventStore({ pool: database.pool, now })
      await appendCut(store, all, sizes, true)
      const stored = (await eventsOf(store.readStream('s'))).map(event => event.data)
      expect(stored).toEqual(all.slice(0, stored.length).map(event => event.data))
      expect(await verifyLog(database.pool)).toMatchObject({ ok: true, events: stored.length })
    }),
    { numRuns: 15 },
  )
})
