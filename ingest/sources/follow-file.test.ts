import {
  appendFile,
  copyFile,
  mkdtemp,
  readdir,
  readlink,
  rename,
  rm,
  truncate,
  unlink,
  writeFile,
} from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { silent, type Log } from '../../domain/kernel/log.ts'
import type { FileCursor } from './file-identity.ts'
import { followFile, type FollowedLines } from './follow-file.ts'

let folder = ''
let file = ''

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'follow-'))
  file = path.join(folder, 'queue_log')
})

afterEach(() => rm(folder, { recursive: true, force: true }))

const textOf = (next: IteratorResult<FollowedLines, void>): string | undefined =>
  next.done === true ? undefined : next.value.bytes.toString()

/** Follows until the lines have come, then stops; more lines than expected are seen too. */
function follower(cursor?: FileCursor) {
  const stop = new AbortController()
  const lines: string[] = []
  let newest = cursor
  const waiting: { count: number; resolve: () => void }[] = []
  const done = (async () => {
    for await (const block of followFile({ file, cursor, signal: stop.signal, log: silent, pollMs: 20 })) {
      lines.push(...block.bytes.toString().split('\n').filter(Boolean))
      newest = block.cursor
      for (const wait of waiting.filter(({ count }) => lines.length >= count)) wait.resolve()
    }
  })()
  return {
    lines,
    async until(count: number): Promise<string[]> {
      if (lines.length < count) await new Promise<void>(resolve => waiting.push({ count, resolve }))
      return lines
    },
    async end(): Promise<FileCursor | undefined> {
      stop.abort()
      await done
      return newest
    },
  }
}

test('lines come once, as they are written', async () => {
  await writeFile(file, 'a\nb\n')
  const following = follower()
  expect(await following.until(2)).toEqual(['a', 'b'])
  await appendFile(file, 'c\n')
  expect(await following.until(3)).toEqual(['a', 'b', 'c'])
  await following.end()
})

test('a half-written last line waits for its end', async () => {
  await writeFile(file, 'a\nhal')
  const following = follower()
  await following.until(1)
  await appendFile(file, 'f\n')
  expect(await following.until(2)).toEqual(['a', 'half'])
  await following.end()
})

test('the file may come later than the follower', async () => {
  const following = follower()
  await writeFile(file, 'late\n')
  expect(await following.until(1)).toEqual(['late'])
  await following.end()
})

test('rotation by renaming: the old file is read to its end, even what is written after the renaming', async () => {
  await writeFile(file, '1\n2\n')
  const following = follower()
  await following.until(2)
  await rename(file, `${file}.0`)
  await appendFile(`${file}.0`, '3\n')
  await following.until(3)
  await appendFile(`${file}.0`, '4\nunended')
  await writeFile(file, 'CONFIGRELOAD\n5\n')
  expect(await following.until(7)).toEqual(['1', '2', '3', '4', 'unended', 'CONFIGRELOAD', '5'])
  await following.end()
})

test('copytruncate: the new beginning is read from the start', async () => {
  await writeFile(file, 'one line\nanother line\n')
  const following = follower()
  await following.until(2)
  await copyFile(file, `${file}.1`)
  await truncate(file, 0)
  await appendFile(file, 'x\n')
  expect(await following.until(3)).toEqual(['one line', 'another line', 'x'])
  await following.end()
})

test('truncated and grown past the old end between two looks: the changed beginning tells', async () => {
  await writeFile(file, 'old\n')
  const first = follower()
  await first.until(1)
  const cursor = await first.end()
  await writeFile(file, 'a new and longer beginning\n')
  const second = follower(cursor)
  expect(await second.until(1)).toEqual(['a new and longer beginning'])
  await second.end()
})

test('cut and grown past the offset while its reader was in the middle of it: no torn line, and every new line once', async () => {
  await writeFile(file, '1|first\n2|second\n')
  const stop = new AbortController()
  const blocks = followFile({ file, signal: stop.signal, log: silent, pollMs: 20 })
  const next = async (): Promise<string | undefined> => {
    const block = await blocks.next()
    return block.done === true ? undefined : block.value.bytes.toString()
  }
  expect(await next()).toBe('1|first\n2|second\n')
  await writeFile(file, '3|a third line\n4|a fourth line\n')
  expect(await next()).toBe('3|a third line\n4|a fourth line\n')
  await appendFile(file, '5|fifth\n')
  expect(await next()).toBe('5|fifth\n')
  stop.abort()
  await blocks.next()
})

test('resumes where an earlier follower stopped', async () => {
  await writeFile(file, 'a\nb\n')
  const first = follower()
  await first.until(2)
  const cursor = await first.end()
  await appendFile(file, 'c\n')
  const second = follower(cursor)
  expect(await second.until(1)).toEqual(['c'])
  await second.end()
})

test('rotated twice while nobody looked: the rest of the old file, the file between, the new one', async () => {
  await writeFile(file, 'a\n')
  const first = follower()
  await first.until(1)
  const cursor = await first.end()
  await appendFile(file, 'b\n')
  await rename(file, `${file}.1`)
  await writeFile(file, 'c\n')
  await rename(file, `${file}.0`)
  await writeFile(file, 'd\n')
  const second = follower(cursor)
  expect(await second.until(3)).toEqual(['b', 'c', 'd'])
  await second.end()
})

test('copytruncate while nobody looked: the rest stands in the copy', async () => {
  await writeFile(file, 'a\n')
  const first = follower()
  await first.until(1)
  const cursor = await first.end()
  await appendFile(file, 'b\n')
  await copyFile(file, `${file}.1`)
  await truncate(file, 0)
  await appendFile(file, 'c\n')
  const second = follower(cursor)
  expect(await second.until(2)).toEqual(['b', 'c'])
  await second.end()
})

test('an inode used again for another file is not taken for the old one', async () => {
  await writeFile(file, 'the first file\n')
  const first = follower()
  await first.until(1)
  const cursor = await first.end()
  await unlink(file)
  await writeFile(file, 'another file, perhaps with the same inode\n')
  const second = follower(cursor)
  expect(await second.until(1)).toEqual(['another file, perhaps with the same inode'])
  await second.end()
})

test('a line of 3 MB is handed over cut, and the next line is whole', async () => {
  await writeFile(file, `${'x'.repeat(3 * 1024 * 1024)}\nnext\n`)
  const following = follower()
  const [long, next] = await following.until(2)
  expect(long?.length).toBe(1024 * 1024 + 1)
  expect(next).toBe('next')
  await following.end()
})

test('rotated twice between two looks: the file between is read too', async () => {
  await writeFile(file, '1\n2\n')
  const stop = new AbortController()
  const following = followFile({ file, signal: stop.signal, log: silent, pollMs: 20 })
  const next = async () => textOf(await following.next())
  expect(await next()).toBe('1\n2\n')
  await appendFile(file, '3\n')
  await rename(file, `${file}.2`)
  await writeFile(`${file}.1`, '4\n')
  await writeFile(file, '5\n')
  expect([await next(), await next(), await next()]).toEqual(['3\n', '4\n', '5\n'])
  stop.abort()
  await following.next()
})

test('a file that was compressed before it was read is said to be missing once, and the reading goes on', async () => {
  const told: string[] = []
  await writeFile(file, '1\n')
  const stop = new AbortController()
  const log: Log = (_, text) => void told.push(text)
  const first = follower()
  await first.until(1)
  const cursor = await first.end()
  await rename(file, `${file}.2`)
  await writeFile(`${file}.1.gz`, 'compressed')
  await writeFile(file, '')
  const states: string[] = []
  const onWaiting = (state: string) => void states.push(state)
  const following = followFile({ file, cursor, signal: stop.signal, log, onWaiting, pollMs: 5 })
  const next = following.next()
  await expect.poll(() => states.length, { timeout: 20_000 }).toBeGreaterThan(2)
  await appendFile(file, '3\n')
  expect(textOf(await next)).toBe('3\n')
  expect(told).toEqual([
    `${file}.1.gz was rotated and compressed before it was read; import it with: ringledger import`,
  ])
  stop.abort()
  await following.next()
})

/** Files of the folder that this process has open. */
async function openHere(): Promise<string[]> {
  const names = await readdir('/proc/self/fd')
  const paths = await Promise.all(names.map(name => readlink(`/proc/self/fd/${name}`).catch(() => '')))
  return paths.filter(found => found.startsWith(folder) && found !== folder)
}

test.each([
  ['was rotated away', () => rename(file, `${file}.1`)],
  ['was copied and cut', () => copyFile(file, `${file}.1`)],
])('a reader that gives up in the middle of a file that %s leaves none open', async (_, rotate) => {
  await writeFile(file, '1\n')
  const first = follower()
  await first.until(1)
  const cursor = await first.end()
  await appendFile(file, '2\n')
  await rotate()
  await writeFile(file, 'new\n')
  const gaveUp = async () => {
    for await (const block of followFile({ file, cursor, signal: new AbortController().signal, log: silent })) {
      expect(block.bytes.toString()).toBe('2\n')
      throw new Error('the database is away')
    }
  }
  await expect(gaveUp()).rejects.toThrow('away')
  expect(await openHere()).toEqual([])
})

test('what is no file is refused by what it is, and a file that is not there is said to be missing', async () => {
  const stop = new AbortController()
  await expect(followFile({ file: folder, signal: stop.signal, log: silent }).next()).rejects.toThrow(
    /is a directory; configure the path of a log file/,
  )
  const states: string[] = []
  const following = followFile({
    file,
    signal: stop.signal,
    log: silent,
    pollMs: 20,
    onWaiting: state => states.push(state),
  })
  const next = following.next()
  await expect.poll(() => states, { timeout: 20_000 }).toContain('file')
  await writeFile(file, 'a\n')
  expect(textOf(await next)).toBe('a\n')
  const end = following.next()
  await expect.poll(() => states.at(-1), { timeout: 20_000 }).toBe('lines')
  stop.abort()
  await end
})
