import fc from 'fast-check'
import { expect, test } from 'vitest'
import { digestOf, followedBy, imprintOf } from './digest.ts'

const digest = (text: string) => digestOf(imprintOf(text))

test('any other sign, order or length of a text gives another digest', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(), fc.integer({ min: 1, max: 0xffff }), (text, at, flip) => {
      const place = text.length === 0 ? 0 : at % text.length
      const other = String.fromCharCode(text.charCodeAt(place) ^ flip)
      expect(digest(text.slice(0, place) + other + text.slice(place + 1))).not.toBe(digest(text))
      expect(digest(`${text}\0`)).not.toBe(digest(text))
      expect(digest(`\0${text}`)).not.toBe(digest(text))
      expect(digest(text)).toBe(digest(text))
    }),
  )
  expect(digest('ab\ncd')).not.toBe(digest('cd\nab'))
})

test('the digest of texts in a row follows from their imprints', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 300 }), { minLength: 1 }), texts => {
      expect(digestOf(texts.map(imprintOf).reduce(followedBy))).toBe(digest(texts.join('')))
    }),
  )
})

test('lines that change places millions of signs apart give another digest', () => {
  const between = 'exten => 1000,1,NoOp()\n'.repeat(50_000)
  const swapped = (one: string, other: string) => digest(`${one}${between}${other}${between}`)
  expect(swapped('a', 'A')).not.toBe(swapped('A', 'a'))
  expect(swapped('queue1\n', 'queue2\n')).not.toBe(swapped('queue2\n', 'queue1\n'))
})

test('it is 32 hexadecimal digits that stay the same from one release to the next', () => {
  expect(digest('')).toMatch(/^[0-9a-f]{32}$/)
  expect(digest('[general]\npersistentmembers = yes\n')).toMatchInlineSnapshot(`"c56dea6bb26c9685b4c3ffd89f7e4ff6"`)
})
