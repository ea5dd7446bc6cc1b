import fc from 'fast-check'
import { expect, test } from 'vitest'
import { alignment } from './first-second.ts'

/** Known and new lines of one second, a letter each, and which of the new ones are known. */
const overlap = (known: string, lines: string): string => {
  const { start, length } = alignment(Array.from(known), Array.from(lines))
  return `${lines.slice(0, start)}[${lines.slice(start, start + length)}]${lines.slice(start + length)}`
}

test.each([
  ['the same lines again', 'abc', 'abc', '[abc]'],
  ['the input goes on where another stopped', 'abc', 'de', '[]de'],
  ['its beginning is known', 'abc', 'bcd', '[bc]d'],
  ['known lines lie in its middle', 'bc', 'abcd', 'a[bc]d'],
  ['the end of the second is known', 'abcd', 'cd', '[cd]'],
  ['no known line can follow them', 'cd', 'abc', '[]abc'],
  ['they are not the middle of the known ones', 'abcd', 'bc', '[]bc'],
  ['an equal line follows', 'ab', 'a', '[]a'],
  ['equal lines follow', 'ab', 'ba', '[b]a'],
  ['one of equal lines is known', 'a', 'aa', '[a]a'],
  ['an equal line follows behind another', 'b', 'bab', '[b]ab'],
])('%s: %s, then %s', (_, known, lines, expected) => {
  expect(overlap(known, lines)).toBe(expected)
})

test('of different lines, what is known is found wherever the two runs were cut', () => {
  const cuts = fc.tuple(fc.nat(12), fc.nat(12), fc.nat(12)).filter(([a, b, c]) => a <= b && b > 0 && c < 12)
  fc.assert(
    fc.property(cuts, ([from, to, since]) => {
      const second = 'abcdefghijkl'
      const known = second.slice(from, to)
      const lines = second.slice(since)
      const { start, length } = alignment(Array.from(known), Array.from(lines))
      expect(lines.slice(start, start + length)).toBe(
        Array.from(lines)
          .filter(line => known.includes(line))
          .join(''),
      )
    }),
  )
})
