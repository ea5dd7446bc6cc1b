import { deflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { noted } from './contract/helpers.ts'
import { checksumsOf, pagesOf, spanClasses, spanClassOf, tagKey, textOf } from './page.ts'
import { parsePage } from './page-text.ts'

const sizes = async (events: Parameters<typeof pagesOf>[1]) => (await pagesOf('s', events)).map(page => page.events)

describe('cutting into pages', () => {
  test('a page holds at most a thousand events', async () => {
    expect(await sizes(Array.from({ length: 2500 }, (_, i) => noted(i)))).toEqual([1000, 1000, 500])
  })

  test('a page holds events of one type', async () => {
    const types = ['A', 'A', 'B', 'A', 'A', 'A']
    expect(await sizes(types.map(type => noted(0, { type })))).toEqual([2, 1, 3])
  })

  test('a page holds at most half a megabyte, unless it is one event', async () => {
    const kilobytes = (n: number) => noted('x'.repeat(n * 1024))
    const sized = await sizes([kilobytes(300), kilobytes(200), kilobytes(200), kilobytes(900), kilobytes(1)])
    expect(sized).toEqual([2, 1, 1, 1])
    const tagged = noted(0, { tags: Array.from({ length: 100 }, (_, i) => `${i}`.padEnd(1000, '.')) })
    expect(await sizes(Array.from({ length: 12 }, () => tagged))).toEqual([5, 5, 2])
  })
})

test('the caller may empty his array as soon as append has returned its promise', async () => {
  const events = Array.from({ length: 9000 }, (_, i) => noted(i))
  const packing = pagesOf('s', events)
  events.length = 0
  expect((await packing).reduce((sum, page) => sum + page.events, 0)).toBe(9000)
})

test('what inflates to more than any page holds is damaged, whatever length it claims', async () => {
  const bomb = deflateRawSync(Buffer.alloc(80 * 2 ** 20))
  await expect(textOf(1, bomb, 10)).rejects.toThrow()
  await expect(textOf(1, bomb, 2 ** 31 - 1)).rejects.toThrow()
  await expect(textOf(1, Buffer.from([0xff]), 10)).rejects.toThrow()
})

test('text that shrinks is deflated, text that does not is left alone; both come back', async () => {
  for (const [events, codec] of [
    [[noted(1)], 0],
    [Array.from({ length: 100 }, () => noted('the same again')), 1],
    [[noted('x'.repeat(5000))], 1],
  ] as const) {
    const [page] = await pagesOf('s', events)
    expect(page?.codec).toBe(codec)
    const text = await textOf(page!.codec, page!.payload, page!.textBytes)
    expect(parsePage(text).lines.map(line => line[1])).toEqual(events.map(event => event.data))
  }
})

test('the checksums are the CRC-32 of each line: a standard that any tool computes', () => {
  expect(checksumsOf(Buffer.from('123456789')).toString('hex')).toBe('cbf43926')
  expect(checksumsOf(Buffer.from('123456789\n\n123456789')).toString('hex')).toBe('cbf4392600000000cbf43926')
})

test('tags are found by their signed CRC-32, each once and in order', async () => {
  expect(tagKey('123456789')).toBe(0xcbf43926 - 2 ** 32)
  const [page] = await pagesOf('s', [noted(1, { tags: ['b', 'a'] }), noted(2, { tags: ['a'] })])
  expect(page?.tags).toEqual([tagKey('a'), tagKey('b')].sort((a, b) => a - b))
})

test('every span has a class that is long enough for it, and the shortest such', () => {
  for (const span of [0, 1, 59e6, 60e6, 60e6 + 1, 86_400e6, 86_400e6 + 1, 2 ** 53]) {
    const of = spanClassOf(span)
    expect(spanClasses[of]).toBeGreaterThanOrEqual(span)
    if (of > 0) expect(spanClasses[of - 1]).toBeLessThan(span)
  }
  // The index adds the class to eight times the stream's id.
  expect(spanClasses.length).toBeLessThanOrEqual(8)
})
