import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { textOf, type Packet } from '../testing/fake-manager.ts'
import { longestPacket, packetReader, readPacket, type ReceivedPacket } from './packets.ts'

const banner = 'Asterisk Call Manager/7.0.3'
const stream = (...packets: readonly string[]) =>
  Buffer.from(`${banner}\r\n${packets.map(each => `${each}\r\n\r\n`).join('')}`)

function heardOf(bytes: Buffer, cuts: readonly number[] = []): ReceivedPacket[] {
  const reader = packetReader()
  const ends = [...new Set(cuts.map(cut => cut % (bytes.length + 1)))].sort((a, b) => a - b)
  return [...ends, bytes.length].flatMap((end, index) => reader.push(bytes.subarray(ends[index - 1] ?? 0, end)))
}

async function recorded(): Promise<string[]> {
  const file = path.join(import.meta.dirname, '../../replay-tests/corpus/asterisk-20/ami.jsonl.gz')
  const lines = gunzipSync(await readFile(file))
    .toString('utf8')
    .split('\n', 400)
  return lines.map(line => {
    const { _t, _phase, ...packet } = JSON.parse(line) as Packet
    return textOf(packet)
  })
}

describe('however the bytes are cut', () => {
  test('the packets of a recording are the same', async () => {
    const packets = (await recorded()).slice(0, 60)
    const bytes = stream(...packets)
    const whole = [{ banner }, ...packets.map(packet => ({ packet }))]
    expect(heardOf(bytes)).toEqual(whole)
    expect(heardOf(bytes, [...bytes.keys()])).toEqual(whole)
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 40 }), cuts => {
        expect(heardOf(bytes, cuts)).toEqual(whole)
      }),
      { numRuns: 50 },
    )
  })

  test('anything at all is heard in the same way', () => {
    const noise = fc
      .array(fc.constantFrom('\r', '\n', '\r\n', '\r\n\r\n', 'Event', ':', ' ', 'é'), { maxLength: 60 })
      .map(parts => Buffer.from(parts.join('')))
    fc.assert(
      fc.property(noise, fc.array(fc.nat(), { maxLength: 20 }), (bytes, cuts) => {
        expect(heardOf(bytes, cuts)).toEqual(heardOf(bytes))
      }),
    )
  })
})

test('a packet that is too long is kept in part, and the next one is whole', () => {
  const long = `Event: UserEvent\r\nBlob: ${'x'.repeat(longestPacket)}`
  const bytes = stream('Event: Hold', long, 'Event: Unhold')
  for (const cuts of [[], [100, 5_000, 600_000, 1_000_000, 1_048_700]])
    expect(heardOf(bytes, cuts)).toEqual([
      { banner },
      { packet: 'Event: Hold' },
      { oversized: { start: long.slice(0, 8192), bytes: long.length } },
      { packet: 'Event: Unhold' },
    ])
})

test('whoever never ends his first line is heard so far, and no further', () => {
  expect(heardOf(Buffer.from('x'.repeat(1000)))).toEqual([{ banner: 'x'.repeat(256) }])
})

test('names that are not UTF-8 are read as Latin-1', () => {
  const bytes = Buffer.concat([
    Buffer.from(`${banner}\r\nEvent: Hold\r\nCallerIDName: Jo`),
    Buffer.of(0xeb),
    Buffer.from('l\r\n\r\n'),
  ])
  expect(heardOf(bytes)).toEqual([{ banner }, { packet: 'Event: Hold\r\nCallerIDName: Joël' }])
})

test.each<[string, object]>([
  [
    'A: b\r\nC: d',
    {
      lines: [
        ['A', 'b'],
        ['C', 'd'],
      ],
    },
  ],
  [
    'A: b\r\nA: c',
    {
      lines: [
        ['A', 'b'],
        ['A', 'c'],
      ],
    },
  ],
  [
    'A:b\r\nB: \r\nC:\r\nD:  e',
    {
      lines: [
        ['A', 'b'],
        ['B', ''],
        ['C', ''],
        ['D', ' e'],
      ],
    },
  ],
  ['A: b: c', { lines: [['A', 'b: c']] }],
  [
    'A: two\nlines\r\nB: c',
    {
      lines: [
        ['A', 'two\nlines'],
        ['B', 'c'],
      ],
    },
  ],
  [
    'A: b\nC: d',
    {
      lines: [
        ['A', 'b'],
        ['C', 'd'],
      ],
    },
  ],
  ['A: b\r\nnothing', { reason: 'has a line that is no "Key: Value": "nothing"' }],
  ['A: b\r\n: c', { reason: 'has a line that is no "Key: Value": ": c"' }],
])('the packet %j is read by its lines', (packet, read) => {
  expect(readPacket(packet)).toEqual(read)
})
