import { open, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import type { Log } from '../../domain/kernel/log.ts'
import { newline, recordOf, type SpoolRecord } from './spool-record.ts'

/** A file of a spool, as far as it is whole. */
export interface SpoolFile {
  readonly name: string
  bytes: number
  /** Number of its last record; 0: it has none. */
  last: number
}

/** A record and where it ends in its file. */
interface Placed {
  readonly record: SpoolRecord
  readonly end: number
}

const blockBytes = 1 << 20

/**
 * Looks through a file from its beginning.
 * @param tail says what is taken away where the file ends in the middle of a record, as the last one does after a crash; undefined: that is
 *   damage
 * @throws what names the file and the byte of the damage
 */
export async function* recovered(directory: string, file: SpoolFile, tail: Log | undefined): AsyncGenerator<Placed> {
  const name = path.join(directory, file.name)
  const handle = await open(name, tail ? 'r+' : 'r')
  try {
    const { size } = await handle.stat()
    for await (const placed of placedIn(handle, 0, size)) {
      file.bytes = placed.end
      file.last = placed.record.seq
      yield placed
    }
    if (file.bytes === size) return
    if (!tail || (await hasRecordBehind(handle, file.bytes, size))) throw damagedAt(name, file.bytes)
    tail('warn', `${name} ended in the middle of a record, as after a crash; its beginning was taken away`, {
      bytes: size - file.bytes,
    })
    await handle.truncate(file.bytes)
  } finally {
    await handle.close()
  }
}

/** A crash leaves the beginning of a last line, or noughts: where whole records follow, something else has happened. */
async function hasRecordBehind(handle: FileHandle, from: number, size: number): Promise<boolean> {
  const rest = Buffer.alloc(size - from)
  await handle.read(rest, 0, rest.length, from)
  for (let at = rest.indexOf(newline); at >= 0; at = rest.indexOf(newline, at + 1)) {
    const end = rest.indexOf(newline, at + 1)
    if (end > 0 && recordOf(rest.subarray(at + 1, end))) return true
  }
  return false
}

/** The records of a file from an offset on, at which one begins. @throws what names the file and the byte of damage */
export async function* readFrom(directory: string, file: SpoolFile, offset: number): AsyncGenerator<Placed> {
  const name = path.join(directory, file.name)
  // What is being appended meanwhile is not promised yet.
  const until = file.bytes
  const handle = await open(name, 'r')
  let end = offset
  try {
    for await (const placed of placedIn(handle, offset, until)) {
      yield placed
      end = placed.end
    }
    if (end < until) throw damagedAt(name, end)
  } finally {
    await handle.close()
  }
}

/** Ends at the first line that is no record. */
async function* placedIn(handle: FileHandle, from: number, until: number): AsyncGenerator<Placed> {
  let offset = from
  let held = Buffer.alloc(0)
  while (offset + held.length < until) {
    const block = Buffer.allocUnsafe(Math.min(blockBytes, until - offset - held.length))
    const { bytesRead } = await handle.read(block, 0, block.length, offset + held.length)
    if (bytesRead === 0) return
    const bytes = Buffer.concat([held, block.subarray(0, bytesRead)])
    let start = 0
    for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, start)) {
      const record = recordOf(bytes.subarray(start, at))
      if (!record) return
      start = at + 1
      yield { record, end: offset + start }
    }
    offset += start
    held = bytes.subarray(start)
  }
}

/** Behind the end of the file, and on the disk when it returns. @throws what the system says; then the file ends where it ended before */
export async function appendLines(handle: FileHandle, file: SpoolFile, lines: Buffer): Promise<void> {
  try {
    await handle.appendFile(lines)
    await handle.datasync()
  } catch (error) {
    await handle.truncate(file.bytes).catch(() => undefined)
    throw error
  }
}

const damagedAt = (name: string, byte: number): Error =>
  new Error(
    `${name} is damaged: at byte ${byte} stands not what was written. Move the directory away and start again: logs are read from their beginning, ` +
      'and what the server has is left out; events of the manager interface that wait in the directory are lost.',
  )
