import { open, readdir, stat, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import { isFileOf, type FileCursor } from './file-identity.ts'

/** Files beside the log that carry its name and something more: `queue_log.0`, `queue_log-20261121`. Oldest first. */
export async function rotatedBeside(file: string): Promise<string[]> {
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
      return found?.isFile() ? { full, changed: found.mtimeMs, begins: await beginningOf(full) } : undefined
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

interface Resumption {
  /** The file of the cursor, now under another name; undefined when it cannot be found. */
  readonly unfinished: FileHandle | undefined
  /** Files that were rotated away since, oldest first: to be read whole. */
  readonly missed: readonly string[]
}

/** Where the reading stopped, when that is no longer the file under the log's own name. */
export async function findInterrupted(file: string, cursor: FileCursor): Promise<Resumption> {
  const candidates = await rotatedBeside(file)
  for (const [index, candidate] of candidates.entries()) {
    if (candidate.endsWith('.gz')) continue
    const handle = await open(candidate, 'r').catch(() => undefined)
    if (!handle) continue
    if (await isFileOf(cursor, handle)) return { unfinished: handle, missed: candidates.slice(index + 1) }
    await handle.close()
  }
  return { unfinished: undefined, missed: [] }
}
