import { watch, type FSWatcher } from 'node:fs'
import { open, stat, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import type { Log } from '../../domain/kernel/log.ts'
import { InputRefused } from '../refusal.ts'
import { unreadable } from '../unreadable.ts'
import { cursorAt, hashOf, headLengthAt, headOf, isFileOf, type FileCursor } from './file-identity.ts'
import { readLines } from './read-lines.ts'
import { findInterrupted, rotatedBeside } from './rotated-files.ts'

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
 * copytruncate, truncation and a reused inode. The consumer stores the cursor with what it made of the lines. It ends when files were
 * rotated away between two looks: whoever begins again at the cursor finds them.
 * What copytruncate itself loses between its copy and its cut cannot be had back by any reader.
 */
export async function* followFile(options: FollowOptions): AsyncGenerator<FollowedLines> {
  const { file, signal, log, onWaiting } = options
  const { wake, close } = wakeOnChange(file, options.pollMs ?? 500, signal)
  let current: OpenFile | undefined
  try {
    current = yield* resume(options)
    while (!signal.aborted) {
      current ??= await openFromStart(file)
      if (!current) {
        onWaiting?.('file')
        await wake()
        continue
      }
      yield* drain(current, false)
      const change = await changeOf(file, current)
      if (change === 'none') {
        onWaiting?.('lines')
        await wake()
        continue
      }
      if (change === 'rotated' && (await hasMissed(file, current))) {
        log('info', `${file} was rotated more than once between two looks; reading on from where the reading stood`)
        return
      }
      log('info', `${file} was ${change}; following the new file`)
      yield* finish(file, current, change)
      await current.handle.close()
      current = undefined
    }
  } finally {
    close()
    await current?.handle.close()
  }
}

interface OpenFile {
  readonly handle: FileHandle
  offset: number
}

async function openFromStart(file: string): Promise<OpenFile | undefined> {
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
  return handle && { handle, offset: 0 }
}

async function* resume({ file, cursor, log }: FollowOptions): AsyncGenerator<FollowedLines, OpenFile | undefined> {
  if (!cursor) return undefined
  const current = await openFromStart(file)
  if (current && (await isFileOf(cursor, current.handle))) {
    heads.set(current.handle, { length: cursor.headLength, head: cursor.head })
    return { handle: current.handle, offset: cursor.offset }
  }
  await current?.handle.close()
  const { unfinished, missed } = await findInterrupted(file, cursor)
  if (!unfinished) {
    log(
      'warn',
      `The file in which the reading of ${file} stopped is gone; what it still held is lost. Reading on from ${file}.`,
    )
    return undefined
  }
  yield* drain({ handle: unfinished, offset: cursor.offset }, true)
  await unfinished.close()
  for (const name of missed) {
    if (name.endsWith('.gz')) {
      log('warn', `${name} was rotated and compressed before it was read; import it with: ringledger import`)
      continue
    }
    const handle = await open(name, 'r')
    yield* drain({ handle, offset: 0 }, true)
    await handle.close()
  }
  return undefined
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

/** Were other files put in place of this one and rotated away too, before anybody looked? */
async function hasMissed(file: string, { handle }: OpenFile): Promise<boolean> {
  const own = await handle.stat()
  const rotated = await rotatedBeside(file)
  const found = await Promise.all(rotated.map(name => stat(name).catch(() => undefined)))
  const index = found.findIndex(other => other?.ino === own.ino && other.dev === own.dev)
  return index >= 0 && index < rotated.length - 1
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

/** What is still unread in the file that was replaced: in itself after a renaming, in its copy after copytruncate. */
async function* finish(
  file: string,
  current: OpenFile,
  change: Exclude<Change, 'none'>,
): AsyncGenerator<FollowedLines> {
  if (change === 'rotated') {
    yield* drain(current, true)
    return
  }
  const known = heads.get(current.handle)
  if (!known) return
  for (const name of (await rotatedBeside(file)).reverse()) {
    if (name.endsWith('.gz')) continue
    const copy = await open(name, 'r').catch(() => undefined)
    if (!copy) continue
    const isCopy = (await headOf(copy, known.length)) === known.head && (await copy.stat()).size >= current.offset
    if (isCopy) yield* drain({ handle: copy, offset: current.offset }, true)
    await copy.close()
    if (isCopy) return
  }
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
