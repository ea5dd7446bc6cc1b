import { watch, type FSWatcher } from 'node:fs'
import { open, stat, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import type { Log } from '../../domain/kernel/log.ts'
import { InputRefused } from '../refusal.ts'
import { unreadable } from '../unreadable.ts'
import { cursorAt, hashOf, headLengthAt, headOf, isFileOf, type FileCursor } from './file-identity.ts'
import { readLines } from './read-lines.ts'
import { findInterrupted, rotatedBehind } from './rotated-files.ts'

export interface FollowedLines {
  /** Whole lines. */
  readonly bytes: Buffer
  readonly cursor: FileCursor
  /** True for the first lines of a file: a header can only stand there. */
  readonly startsFile: boolean
  /** Nothing more is there at the moment. */
  readonly atEnd: boolean
}

interface FollowOptions {
  readonly file: string
  /** Where an earlier follower stopped; without one the file is read from its beginning. */
  readonly cursor?: FileCursor | undefined
  readonly signal: AbortSignal
  readonly log: Log
  /** Told each time that nothing more is there at the moment: it waits at the file's end, or for the file itself. */
  readonly onWaiting?: (forWhat: 'lines' | 'file') => void
  /** How long a change can go unseen when the file system does not report it. */
  readonly pollMs?: number
}

/**
 * Every line of a log file, once, in order, for ever: through rotation by renaming (the old file is read to its end first),
 * copytruncate, truncation and a reused inode, however often it was rotated since the last look. The consumer stores the cursor with what
 * it made of the lines.
 * What copytruncate itself loses between its copy and its cut cannot be had back by any reader.
 */
export async function* followFile(options: FollowOptions): AsyncGenerator<FollowedLines> {
  const { file, cursor, signal, log, onWaiting } = options
  const { wake, close } = wakeOnChange(file, options.pollMs ?? 500, signal)
  let current: OpenFile | undefined
  try {
    if (cursor) current = yield* resume(options, cursor)
    while (!signal.aborted) {
      current ??= await openFromStart(file, undefined)
      if (!current) {
        onWaiting?.('file')
        await wake()
        continue
      }
      const wasCutUnread = await isBehindOthers(file, current)
      if (!wasCutUnread) yield* drain(current, false)
      const change = wasCutUnread ? 'truncated' : await changeOf(file, current)
      if (change === 'none') {
        onWaiting?.('lines')
        await wake()
        continue
      }
      log('info', `${file} was ${change}; following the new file`)
      if (change === 'rotated') yield* drain(current, true)
      const place = await placeIn(current)
      await current.handle.close()
      current = undefined
      const found = place && (await findInterrupted(file, place))
      current = found ? yield* readOn(options, found, place) : await openFromStart(file, place)
    }
  } finally {
    close()
    await current?.handle.close()
  }
}

interface OpenFile {
  readonly handle: FileHandle
  offset: number
  /** Where the reading stood before it: of a file of which nothing was read that is all there is to know it by. */
  readonly before: FileCursor | undefined
  /** When it was last seen to have changed without a line, long enough ago for a later change to have another time. */
  changedMs: number | undefined
}

async function openFromStart(file: string, before: FileCursor | undefined): Promise<OpenFile | undefined> {
  // Looked at before it is opened: to open a pipe that nobody writes to would never end.
  const found = await stat(file).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new InputRefused(file, unreadable(error))
  })
  if (found && !found.isFile())
    throw new InputRefused(
      file,
      `is ${found.isDirectory() ? 'a directory' : 'no file'}; configure the path of a log file`,
    )
  const handle = await open(file, 'r').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new InputRefused(file, unreadable(error))
  })
  return handle && { handle, offset: 0, before, changedMs: undefined }
}

async function* resume(
  options: FollowOptions,
  cursor: FileCursor,
): AsyncGenerator<FollowedLines, OpenFile | undefined> {
  const { file, log } = options
  const current = await openFromStart(file, cursor)
  if (current && (await isFileOf(cursor, current.handle))) return openAt(current.handle, cursor)
  await current?.handle.close()
  const found = await findInterrupted(file, cursor)
  if (found) return yield* readOn(options, found, cursor)
  log(
    'warn',
    `The file in which the reading of ${file} stopped is gone; what it still held is lost. Reading on from ${file}.`,
  )
  return undefined
}

/**
 * From a file that was rotated away to the one that has the name now: the rest of it, and those between whole. While they are read more may be
 * rotated away, and their names move on: each time it is looked for which one comes next.
 * @returns the last one, to be read on
 */
async function* readOn(
  { file, log }: FollowOptions,
  first: FileHandle,
  cursor: FileCursor,
): AsyncGenerator<FollowedLines, OpenFile | undefined> {
  let reading: OpenFile | undefined = openAt(first, cursor)
  let newest: OpenFile | undefined
  try {
    for (;;) {
      yield* drain(reading, false)
      newest = await openFromStart(file, await placeIn(reading))
      const after = await rotatedBehind(file, await placeIn(reading))
      // It is written to until there is a new one.
      if (!newest && after.length === 0) return handOver()
      yield* drain(reading, true)
      const place = await placeIn(reading)
      await reading.handle.close()
      reading = undefined
      for (const name of await rotatedBehind(file, place)) {
        reading = name.endsWith('.gz') ? undefined : await openFromStart(name, place)
        if (reading) break
        log('warn', `${name} was rotated and compressed before it was read; import it with: ringledger import`)
      }
      if (!reading) return handOver()
      await newest?.handle.close()
      newest = undefined
    }
  } finally {
    await reading?.handle.close()
    await newest?.handle.close()
  }

  function handOver(): OpenFile | undefined {
    const last = newest ?? reading
    if (last === reading) reading = undefined
    newest = undefined
    return last
  }
}

function openAt(handle: FileHandle, cursor: FileCursor): OpenFile {
  const { offset, headLength: length, head } = cursor
  heads.set(handle, { length, head })
  return { handle, offset, before: cursor, changedMs: undefined }
}

/** Where the reading stands, though the file may have been cut since; undefined: nothing was ever read. */
async function placeIn({ handle, offset, before }: OpenFile): Promise<FileCursor | undefined> {
  const known = heads.get(handle)
  if (!known || offset === 0) return before
  const { ino: inode } = await handle.stat()
  return { inode, head: known.head, headLength: known.length, offset }
}

/** Longer than file systems take to give two changes different times: Linux 1 to 10 ms, ext3 a second. */
const clockTickMs = 2000

/** Whether a file of which nothing was read has been copied and cut: another one then stands between it and where the reading stood. */
async function isBehindOthers(file: string, current: OpenFile): Promise<boolean> {
  if (current.offset > 0 || !current.before) return false
  const { size, ctimeMs } = await current.handle.stat()
  if (size === 0 && ctimeMs === current.changedMs) return false
  current.changedMs = Date.now() - ctimeMs > clockTickMs ? ctimeMs : undefined
  return (await rotatedBehind(file, current.before)).some(name => !name.endsWith('.gz'))
}

/**
 * Whole lines behind the offset, which moves on with them. A file that was cut and has grown past the offset since the last look
 * is another one: what was read of it there is let go, and changeOf says so next.
 */
async function* drain(from: OpenFile, closeLast: boolean): AsyncGenerator<FollowedLines> {
  const { handle } = from
  const { size } = await handle.stat()
  for await (const block of readLines(handle, from.offset, closeLast)) {
    const startsFile = from.offset === 0
    if (startsFile) heads.set(handle, headIn(block.bytes))
    else if (!(await beginsAsBefore(from))) return
    from.offset = block.offset
    yield { bytes: block.bytes, cursor: await cursorAt(handle, block.offset), startsFile, atEnd: block.offset >= size }
  }
}

type Change = 'none' | 'rotated' | 'truncated'

async function changeOf(file: string, current: OpenFile): Promise<Change> {
  const own = await current.handle.stat()
  if (own.size < current.offset) return 'truncated'
  const named = await stat(file).catch(() => undefined)
  // Renamed, and no new file yet: Asterisk writes into the old one until its logger is reloaded.
  if (!named) return 'none'
  if (named.ino !== own.ino || named.dev !== own.dev) return 'rotated'
  return (await beginsAsBefore(current)) ? 'none' : 'truncated'
}

const heads = new WeakMap<FileHandle, { length: number; head: string }>()

const headIn = (bytes: Buffer) => {
  const length = headLengthAt(bytes.length)
  return { length, head: hashOf(bytes.subarray(0, length)) }
}

/** Cut and grown past the old end between two looks: only the first bytes tell. */
async function beginsAsBefore({ handle, offset }: OpenFile): Promise<boolean> {
  const known = heads.get(handle)
  if (known && (await headOf(handle, known.length)) !== known.head) return false
  const length = headLengthAt(offset)
  if (known?.length !== length) heads.set(handle, { length, head: (await headOf(handle, length)) ?? '' })
  return true
}

/** Resolves when the folder of the file reports a change, the poll interval is over, or the signal aborts. */
function wakeOnChange(
  file: string,
  pollMs: number,
  signal: AbortSignal,
): { wake: () => Promise<void>; close: () => void } {
  let watcher: FSWatcher | undefined
  let changed = false
  let wakeUp: (() => void) | undefined
  const onChange = (): void => {
    changed = true
    wakeUp?.()
  }
  try {
    watcher = watch(path.dirname(file), { persistent: false }, onChange)
    watcher.on('error', () => watcher?.close())
  } catch {
    // No folder yet, or a file system without notification: the poll interval has to do.
  }
  const wake = (): Promise<void> =>
    new Promise(resolve => {
      const done = (): void => {
        clearTimeout(timer)
        signal.removeEventListener('abort', done)
        wakeUp = undefined
        changed = false
        resolve()
      }
      const timer = setTimeout(done, pollMs)
      wakeUp = done
      signal.addEventListener('abort', done)
      if (changed || signal.aborted) done()
    })
  return { wake, close: () => watcher?.close() }
}
