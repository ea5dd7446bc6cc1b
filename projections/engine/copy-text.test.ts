import fc from 'fast-check'
import { expect, test } from 'vitest'
import { copyText, type CopyCell } from './copy-text.ts'

const textOf = (...rows: readonly (readonly CopyCell[])[]): string => {
  const text = copyText()
  for (const row of rows) text.row(row)
  return Buffer.concat(text.take()).toString('utf8')
}

test('a row is a line of cells with tabs between', () => {
  expect(textOf(['sales', 12, null, true, false], ['', 0, 'x', false, null])).toBe(
    'sales\t12\t\\N\tt\tf\n\t0\tx\tf\t\\N\n',
  )
})

test.each<readonly [CopyCell, string]>([
  [0, '0'],
  [-0, '0'],
  [9, '9'],
  [10, '10'],
  [-7, '-7'],
  [99_999_999, '99999999'],
  [100_000_000, '100000000'],
  [1_761_955_200_000_000, '1761955200000000'],
  [-1_761_955_200_000_001, '-1761955200000001'],
  [Number.MAX_SAFE_INTEGER, '9007199254740991'],
  [1.5, '1.5'],
  [2 ** 60, '1152921504606847000'],
  ['a\tb\nc\rd\\e', 'a\\tb\\nc\\rd\\\\e'],
  ['é\t𝕏', 'é\\t𝕏'],
  ['a\0b', 'a\uFFFDb'],
  ['\\N', '\\\\N'],
  [[], '{}'],
  [[1, 2, 3], '{1,2,3}'],
  [['a"b', 'c\\d', 'é'], '{"a\\\\"b","c\\\\\\\\d","é"}'],
  [new Uint8Array([0, 255]), '\\\\x00ff'],
])('%o is written as %s', (cell, text) => {
  expect(textOf([cell])).toBe(`${text}\n`)
})

const cell = fc.oneof(
  fc.maxSafeInteger(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
  fc.string({ unit: fc.constantFrom('a', 'N', 'é', '𝕏', ' ', '"', '\\', '\t', '\n', '\r'), maxLength: 40 }),
)

/** As PostgreSQL reads it. */
const unescaped = (text: string): string | null =>
  text === '\\N'
    ? null
    : text.replace(/\\(.)/g, (_, letter: string) => ({ t: '\t', n: '\n', r: '\r' })[letter] ?? letter)

const asText = (value: number | boolean | string | null): string | null =>
  value === null ? null : typeof value === 'boolean' ? (value ? 't' : 'f') : String(value)

test('whatever the cells and however many rows, they come back', () => {
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 12 }), { maxLength: 400 }), rows => {
      const lines = textOf(...rows).split('\n')
      expect(lines.pop()).toBe('')
      expect(lines.map(line => line.split('\t').map(unescaped))).toEqual(rows.map(row => row.map(asText)))
    }),
  )
})

test('what is taken is forgotten, and counted until then', () => {
  const text = copyText()
  text.row(['x'.repeat(600_000)])
  text.row([1])
  expect(text.bytes).toBe(600_003)
  expect(Buffer.concat(text.take())).toHaveLength(600_003)
  expect(text.bytes).toBe(0)
  expect(text.take()).toEqual([])
})
