import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rowNames } from './row-names.ts'

const quarter = 900_000_000
const start = fc.oneof(
  fc.integer({ min: 0, max: 2_000_000 }).map(quarters => quarters * quarter),
  fc.integer({ min: -3, max: 3 }),
  fc.maxSafeInteger(),
)
const word = fc.constantFrom('', 'a', 'b', 'a\0', '\0a')
const key = fc.tuple(start, word, word, word)
type Key = readonly [number, string, string, string]

test('two rows have the same name when start, site, queue and called number are the same, whatever a row claims as its time', () =>
  fc.assert(
    fc.property(fc.array(key, { maxLength: 40 }), keys => {
      const nameOf = rowNames()
      const names = new Map<string | number, Key>()
      for (const [at, site, queue, called] of keys) {
        const name = nameOf(at, site, queue, called)
        const other = names.get(name)
        if (other) expect(other).toEqual([at, site, queue, called])
        names.set(name, [at, site, queue, called])
        expect(nameOf(at, site, queue, called)).toBe(name)
      }
    }),
  ))

test('names stay apart when there are more called numbers than are numbered', () => {
  const nameOf = rowNames()
  const names = new Set<string | number>()
  for (let n = 0; n < 100_500; n++) names.add(nameOf(quarter, 'site', 'queue', String(n)))
  expect(names.size).toBe(100_500)
})
