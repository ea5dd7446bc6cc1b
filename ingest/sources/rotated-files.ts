import { open, readdir, stat, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import { isFileOf, type FileCursor } from './file-identity.ts'

/** Files beside the log that carry its name and something more: `queue_log.0`, `queue_log-20261121`. Oldest first; empty ones are left out. */
async function rotatedBeside(file: string): Promise<string[]> {
  const folder = path.dirname(file)
  const name = path.basename(file)
  const names = await readdir(folder).catch(() => [])
  const rotated = names.filter(
    other => other !== name && other.startsWith(name) && /^[-.]/.test(other.slice(name.length)),
  )
  const dated = await Promise.all(
    rotated.map(async other => {
      const full = path.join(folder, other)
      const found = await stat(full).catch(() => undefined)
      return found?.isFile() && found.size > 0
        ? { full, changed: found.mtimeMs, begins: await beginningOf(full) }
        : undefined
    }),
  )
  return dated
    .filter(found => found !== undefined)
    .sort((a, b) => a.changed - b.changed || Buffer.compare(a.begins, b.begins))
    .map(found => found.full)
}

/** Files changed in the same tick of the clock are told apart by their first row, which begins with its time. */
async function beginningOf(file: string): Promise<Buffer> {
  const handle = await open(file, 'r')
  const bytes = Buffer.alloc(64)
  await handle.read(bytes, 0, bytes.length, 0)
  await handle.close()
  return bytes
}

/** The file where the reading stopped, when that is no longer the one under the log's own name; undefined when it cannot be found. */
export async function findInterrupted(file: string, cursor: FileCursor): Promise<FileHandle | undefined> {
  const rotated = await rotatedBeside(file)
  const name = rotated[await placeOf(cursor, rotated)]
  return name === undefined ? undefined : open(name, 'r').catch(() => undefined)
}

/** The files that were rotated away after the one of the cursor, oldest first: none where that cannot be found. */
export async function rotatedBehind(file: string, cursor: FileCursor | undefined): Promise<readonly string[]> {
  if (!cursor) return []
  const rotated = await rotatedBeside(file)
  const place = await placeOf(cursor, rotated)
  return place < 0 ? [] : rotated.slice(place + 1)
}

/** Files that begin alike, with a header, are told apart by the inode; a copy has another one. */
async function placeOf(cursor: FileCursor, rotated: readonly string[]): Promise<number> {
  const alike: { readonly place: number; readonly inode: number }[] = []
  for (const [place, name] of rotated.entries()) {
    if (name.endsWith('.gz')) continue
    const handle = await open(name, 'r').catch(() => undefined)
    if (!handle) continue
    if (await isFileOf(cursor, handle)) alike.push({ place, inode: (await handle.stat()).ino })
    await handle.close()
  }
  return (alike.find(({ inode }) => inode === cursor.inode) ?? alike[0])?.place ?? -1
}
