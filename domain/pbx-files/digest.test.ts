import fc from 'fast-check'
import { expect, test } from 'vitest'
import { digestOf } from './digest.ts'

test('any other sign, order or length of a text gives another digest', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(), fc.integer({ min: 1, max: 0xffff }), (text, at, flip) => {
      const place = text.length === 0 ? 0 : at % text.length
      const other = String.fromCharCode(text.charCodeAt(place) ^ flip)
      expect(digestOf(text.slice(0, place) + other + text.slice(place + 1))).not.toBe(digestOf(text))
      expect(digestOf(`${text}\0`)).not.toBe(digestOf(text))
      expect(digestOf(text)).toBe(digestOf(text))
    }),
  )
  expect(digestOf('ab\ncd')).not.toBe(digestOf('cd\nab'))
})

test('it is 32 hexadecimal digits that stay the same from one release to the next', () => {
  expect(digestOf('')).toMatch(/^[0-9a-f]{32}$/)
  expect(digestOf('[general]\npersistentmembers = yes\n')).toMatchInlineSnapshot(`"fc3c2a037c6eb6845b2340ae127f6381"`)
})
