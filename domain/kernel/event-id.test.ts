import fc from 'fast-check'
import { expect, test } from 'vitest'
import { eventIdOf, eventIdsOf } from './event-id.ts'

test('an id is for ever: these have been given out', () => {
  expect(eventIdOf('facts/paris/pbx1/queue_log', 0)).toBe('8fa58789-be3c-89bd-9768-d30406ac1655')
  expect(eventIdOf('facts/paris/pbx1/queue_log', 1)).toBe('8fa58789-be3c-89bd-81db-3ce77e84dba5')
  expect(eventIdOf('queue/lyon/ventes-été', 4_294_967_296)).toBe('5341ef3a-c879-8ff9-b81e-70b94da6a245')
  expect(eventIdOf('', Number.MAX_SAFE_INTEGER)).toBe('89c42adf-9492-8565-b7b2-3470e8bd5986')
})

test('an id has the shape of a UUID of version 8', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.maxSafeNat(), (stream, revision) => {
      expect(eventIdOf(stream, revision)).toMatch(
        /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      )
      expect(eventIdsOf(stream)(revision)).toBe(eventIdOf(stream, revision))
    }),
  )
})

test('no two events of a stream have the same id, near ones and far ones', () => {
  const idOf = eventIdsOf('facts/paris/pbx1/queue_log')
  const revisions = Array.from({ length: 100_000 }, (_, i) => [i, i * 65_536 + 7, i * 2 ** 31, 2 ** 53 - 1 - i]).flat()
  expect(new Set(revisions.map(idOf)).size).toBe(new Set(revisions).size)
})

test('streams whose names differ little have different ids at every revision', () => {
  const names = ['', 'a', 'b', 'ab', 'ba', 'a\u0000', '\u0000a', 'A', 'é', 'e\u0301'].concat(
    Array.from({ length: 200_000 }, (_, i) => `call/paris/pbx1/17952331${Math.floor(i / 100)}.${i % 100}`),
  )
  expect(new Set(names.map(name => eventIdOf(name, 0))).size).toBe(names.length)
  expect(new Set(names.map(name => eventIdOf(name, 0).slice(0, 18))).size).toBe(names.length)
})

test('every digit of an id takes every value about equally often, over streams and over revisions', () => {
  const count = 32_000
  const idOf = eventIdsOf('s')
  const byRevision = Array.from({ length: count }, (_, i) => idOf(i))
  const byStream = Array.from({ length: count }, (_, i) => eventIdOf(`s${i}`, 0))
  const places = (ids: readonly string[], from: number, to: number) =>
    Array.from({ length: to - from }, (_, at) => ids.map(id => id.replaceAll('-', '').charAt(from + at)))
  // Not the digits of version (12) and variant (16); the first half of an id is the same within a stream.
  const free = [
    ...places(byStream, 0, 12),
    ...places(byStream, 13, 16),
    ...places(byStream, 17, 32),
    ...places(byRevision, 17, 32),
  ]
  for (const digits of free) {
    const counts = new Map<string, number>()
    for (const digit of digits) counts.set(digit, (counts.get(digit) ?? 0) + 1)
    expect(counts.size).toBe(16)
    // 16 values, 2000 times each: standard deviation 43; seven of them are never seen by chance.
    for (const times of counts.values()) expect(Math.abs(times - count / 16)).toBeLessThan(300)
  }
})
