import { crc32 } from 'node:zlib'
import { expect, test } from 'vitest'
import { filesIn } from './testing/unzip.ts'
import { zipOf, type ZipEntry } from './zip.ts'

const at = new Date('2026-11-21T12:34:56Z')
const text = (content: string, name = 'a.txt'): ZipEntry => ({ name, content: [Buffer.from(content)] })

async function bytesOf(entries: readonly ZipEntry[], limit?: number): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of zipOf(entries, at, limit)) pieces.push(piece)
  return Buffer.concat(pieces)
}

const read = (archive: Buffer) => Object.entries(filesIn(archive))

test('what is put in comes out, in its order, under its name', async () => {
  const archive = await bytesOf([text('one', 'é/1.xml'), text('', 'empty'), text('x'.repeat(300_000), 'long')])
  expect(read(archive)).toEqual([
    ['é/1.xml', 'one'],
    ['empty', ''],
    ['long', 'x'.repeat(300_000)],
  ])
  expect(archive.length).toBeLessThan(2000)
})

test('sums stand behind each entry and in the directory', async () => {
  const archive = await bytesOf([{ name: 'a', content: [Buffer.from('12345'), Buffer.from('6789')] }])
  const sum = Buffer.alloc(4)
  sum.writeUInt32LE(crc32('123456789'))
  expect([archive.indexOf(sum), archive.lastIndexOf(sum)].every(found => found > 0)).toBe(true)
  expect(archive.indexOf(sum)).toBeLessThan(archive.lastIndexOf(sum))
})

test('an archive of more than 4 GiB tells where its entries are in 64 bits', async () => {
  const archive = await bytesOf([text('one', 'a'), text('two', 'b'), text('three', 'c')], 50)
  expect(archive.includes(Buffer.from([0x50, 0x4b, 6, 6]))).toBe(true)
  expect(read(archive)).toEqual([
    ['a', 'one'],
    ['b', 'two'],
    ['c', 'three'],
  ])
})

test('an entry that fails ends the archive with its reason', async () => {
  // eslint-disable-next-line @typescript-eslint/require-await -- what is read fails later
  async function* failing() {
    yield Buffer.from('begun')
    throw new Error('the database is away')
  }
  await expect(bytesOf([{ name: 'a', content: failing() }])).rejects.toThrow('the database is away')
})
