import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'

/**
 * Which file the reader is in and how far. The name says nothing (rotation moves files) and the inode not enough (it is used
 * again): the hash of the file's first bytes goes with it wherever it is renamed or copied.
 */
export interface FileCursor {
  readonly inode: number
  readonly head: string
  readonly headLength: number
  /** Bytes read: always behind a line end. */
  readonly offset: number
}

const longestHead = 1024

export const headLengthAt = (offset: number): number => Math.min(offset, longestHead)

/** Hash of the first bytes; undefined when the file is shorter. */
export async function headOf(file: FileHandle, length: number): Promise<string | undefined> {
  const bytes = Buffer.alloc(length)
  const { bytesRead } = await file.read(bytes, 0, length, 0)
  return bytesRead < length ? undefined : hashOf(bytes)
}

export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64url').slice(0, 22)

/** Is this the file of the cursor, under whatever name? An unread file (offset 0) is known by its inode only. */
export async function isFileOf(cursor: FileCursor, file: FileHandle): Promise<boolean> {
  const { ino, size } = await file.stat()
  if (size < cursor.offset) return false
  if (cursor.headLength === 0) return ino === cursor.inode
  return (await headOf(file, cursor.headLength)) === cursor.head
}

export async function cursorAt(file: FileHandle, offset: number): Promise<FileCursor> {
  const headLength = headLengthAt(offset)
  const { ino } = await file.stat()
  return { inode: ino, head: (await headOf(file, headLength)) ?? '', headLength, offset }
}
