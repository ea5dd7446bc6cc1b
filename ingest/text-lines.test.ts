import fc from 'fast-check'
import { expect, test } from 'vitest'
import { longestLine, textLines, type OversizedLine } from './text-lines.ts'

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  await Promise.resolve()
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size)
}

async function read(bytes: Buffer | string, size = 7) {
  const numbered: [number, string | OversizedLine][] = []
  let latin1Lines = 0
  for await (const block of textLines(pieces(Buffer.from(bytes), size))) {
    block.lines.forEach((line, index) => numbered.push([block.firstLine + index, line]))
    latin1Lines += block.latin1Lines
  }
  return { lines: numbered.map(([, line]) => line), numbers: numbered.map(([number]) => number), latin1Lines }
}

test('lines end with LF or CR LF, the last with or without', async () => {
  expect((await read('a\nb\r\n\nc')).lines).toEqual(['a', 'b', '', 'c'])
  expect((await read('a\nb\n')).lines).toEqual(['a', 'b'])
  expect((await read('')).lines).toEqual([])
})

test('a byte order mark is dropped', async () => {
  expect((await read('\ufeffa\n\ufeffb', 100)).lines).toEqual(['a', '\ufeffb'])
  expect((await read('\ufeffa', 1)).lines).toEqual(['a'])
})

test('a line that is not UTF-8 is read as Latin-1, and counted', async () => {
  const bytes = Buffer.concat([
    Buffer.from('d\u00e9jeuner\n'),
    Buffer.from('d\u00e9jeuner\n', 'latin1'),
    Buffer.from('z\n'),
  ])
  expect(await read(bytes, 100)).toMatchObject({ lines: ['d\u00e9jeuner', 'd\u00e9jeuner', 'z'], latin1Lines: 1 })
  expect(await read(bytes, 3)).toMatchObject({ lines: ['d\u00e9jeuner', 'd\u00e9jeuner', 'z'], latin1Lines: 1 })
})

test.each([100_000, 20_000_000])(
  'of a line of 10 MB its beginning and length are kept (read by %d bytes)',
  async size => {
    const { lines, numbers } = await read(`a\n${'\u00e9'.repeat(5_000_000)}\nb\n`, size)
    expect(lines[0]).toBe('a')
    expect(lines[1]).toMatchObject({ bytes: 10_000_000 })
    expect((lines[1] as OversizedLine).start).toMatch(/^\u00e9{4096,8192}$/)
    expect(lines[2]).toBe('b')
    expect(numbers).toEqual([1, 2, 3])
  },
)

test('a line of the greatest length is whole, also beside others', async () => {
  const { lines } = await read(`a\n${'x'.repeat(longestLine)}\nb\n`, 50_000)
  expect(lines).toEqual(['a', 'x'.repeat(longestLine), 'b'])
})

test('an oversized last line needs no end', async () => {
  const { lines } = await read('x'.repeat(longestLine + 1), 50_000)
  expect(lines).toMatchObject([{ bytes: longestLine + 1 }])
})

test('the lines are the same however the bytes are cut', async () => {
  const line = fc.string({ unit: fc.constantFrom('a', '|', '\u00e9', '\u20ac', '\u{1f600}', ' ') })
  await fc.assert(
    fc.asyncProperty(fc.array(line), fc.integer({ min: 1, max: 12 }), async (lines, size) => {
      const { lines: got, numbers } = await read(lines.map(each => `${each}\n`).join(''), size)
      expect(got).toEqual(lines)
      expect(numbers).toEqual(lines.map((_, index) => index + 1))
    }),
  )
})
