import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { EventPage } from '../../domain/kernel/event-store.ts'
import type { RecordedEvent } from '../../domain/kernel/event.ts'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { createStretch } from './stretch.ts'
import { game } from './testing/tally.ts'
import { append } from './testing/workbench.ts'

/** Pages of a log from which the events between those of the reader's types are left out. */
async function pagesOf(ends: readonly number[], isLeftOut: (position: number) => boolean): Promise<EventPage[]> {
  const store = createMemoryEventStore()
  await append(store, game(ends.at(-1) ?? 0))
  const events: RecordedEvent[] = []
  for await (const page of store.readAll()) events.push(...page.events)
  return ends.map((through, index) => ({
    through,
    events: events.filter(
      ({ position }) => position > (ends[index - 1] ?? 0) && position <= through && !isLeftOut(position),
    ),
  }))
}

const positionsOf = ({ events }: EventPage) => events.map(({ position }) => position)

async function stretchOf(ends: readonly number[], isLeftOut: (position: number) => boolean = () => false) {
  const stretch = createStretch(0)
  for (const page of await pagesOf(ends, isLeftOut)) stretch.add(page)
  return stretch
}

test('a reader gets what follows, in order and at most as much as it asks for', async () => {
  const stretch = await stretchOf([3, 6])
  expect(stretch.cut(1, 3)).toMatchObject({ through: 4 })
  expect(positionsOf(stretch.cut(1, 3))).toEqual([2, 3, 4])
  expect(positionsOf(stretch.cut(4, 3))).toEqual([5, 6])
})

test('a cut that ends with the last event reaches behind those of other types, too', async () => {
  const stretch = await stretchOf([3, 6], position => position > 4)
  expect(stretch.cut(0, 4)).toMatchObject({ through: 6 })
  expect(stretch.cut(0, 3)).toMatchObject({ through: 3 })
})

test('it holds what follows its first page and nothing before', async () => {
  const stretch = await stretchOf([3, 6])
  expect([0, 3, 6, 7].map(position => stretch.holds(position))).toEqual([true, true, true, false])
  stretch.dropThrough(4)
  expect([0, 2, 3, 6].map(position => stretch.holds(position))).toEqual([false, false, true, true])
  stretch.dropThrough(6)
  expect([5, 6].map(position => stretch.holds(position))).toEqual([false, true])
  expect(stretch.held).toBe(0)
})

test('the page in which a reader stands counts as a whole', async () => {
  const stretch = await stretchOf([3, 6])
  expect([0, 2, 3, 6].map(position => stretch.countBehind(position))).toEqual([6, 6, 3, 0])
})

test('however it is cut and dropped, a reader that keeps up gets every event once', () =>
  fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 5 }),
      async (unordered, max, nth) => {
        const ends = [...unordered].sort((a, b) => a - b)
        const isLeftOut = (position: number) => position % nth === 1
        const stretch = createStretch(0)
        const seen: number[] = []
        let at = 0
        for (const page of await pagesOf(ends, isLeftOut)) {
          stretch.add(page)
          const cut = stretch.cut(at, max)
          seen.push(...positionsOf(cut))
          at = cut.through
          stretch.dropThrough(at)
          expect(stretch.holds(at)).toBe(true)
        }
        while (at < stretch.through) {
          const cut = stretch.cut(at, max)
          seen.push(...positionsOf(cut))
          at = cut.through
        }
        const all = Array.from({ length: ends.at(-1) ?? 0 }, (_, index) => index + 1)
        expect(seen).toEqual(all.filter(position => !isLeftOut(position)))
      },
    ),
  ))
