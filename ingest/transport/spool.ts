import { chmod, mkdir, open, readdir, rm, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import type { Json } from '../../domain/kernel/json.ts'
import type { Log } from '../../domain/kernel/log.ts'
import type { FactKind } from '../../domain/pbx/facts.ts'
import { appendLines, readFrom, recovered, type SpoolFile } from './spool-file.ts'
import { lineOf, type SpoolRecord } from './spool-record.ts'
import { saveState, stateOf, syncDirectory, type Cursors, type NewestRecord } from './spool-state.ts'

type Unnumbered = Omit<SpoolRecord, 'seq' | 'after'>

/** What waits on the disk of a PBX node until the server has it. */
export interface Spool {
  /** Made with the directory: the server tells by it what it has had already. */
  readonly id: string
  /** The cursor of the newest record of a kind, sent or not. */
  cursor(kind: FactKind): Json | undefined
  /**
   * Puts a record behind the others. It is on the disk when it returns: after a crash or a power cut too.
   * @throws SpoolFull, or what the system says; then nothing of it is there
   */
  append(record: Unnumbered): Promise<void>
  /** The oldest records that were not taken, in order, up to so many bytes of them but one at least; empty: there are none. */
  oldest(bytes: number): Promise<readonly SpoolRecord[]>
  /** The server has everything up to this number of those that `oldest` gave: it need not be kept. */
  taken(seq: number): Promise<void>
  waiting(): { readonly records: number; readonly bytes: number }
  /** Called after each append. */
  onAppend(listener: () => void): void
  close(): Promise<void>
}

/** It holds as much as it may. */
export class SpoolFull extends Error {
  override readonly name = 'SpoolFull'
}

interface SpoolOptions {
  readonly directory: string
  readonly log: Log
  /** What was given to the server before this spool is made, where that is known. */
  readonly begin: () => Promise<Cursors>
  /** Nothing is appended beyond. */
  readonly mostBytes?: number
  /** A file that has reached this size is followed by the next one. */
  readonly fileBytes?: number
}

interface Waiting {
  readonly record: Unnumbered
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/** Where a record ends. */
interface Place {
  readonly seq: number
  readonly file: SpoolFile
  readonly end: number
}

const suffix = '.jsonl'
const nameOf = (first: number): string => `${String(first).padStart(16, '0')}${suffix}`

/**
 * Opens the spool in a directory, or makes one. Records lie in files of JSON lines, each line with its checksum. What a crash left of a last
 * line is taken away: it was never promised. For one process at a time.
 * @throws what names a file that is damaged, or says why the directory cannot be used
 */
export async function openSpool(options: SpoolOptions): Promise<Spool> {
  const { directory, log, mostBytes = 4 * 2 ** 30, fileBytes = 8 * 2 ** 20 } = options
  await mkdir(directory, { recursive: true })
  // Names and numbers of callers are in it. Also of one that was made otherwise.
  await chmod(directory, 0o700)
  const state = await stateOf(directory, options.begin)
  const newest = new Map(Object.entries(state.newest) as [FactKind, NewestRecord][])
  let { taken } = state
  let seq = taken
  const files = await filesIn(directory)
  /** Up to here all was taken. */
  let behind: { readonly file: SpoolFile | undefined; readonly end: number } = { file: files[0], end: 0 }
  for (const file of files)
    for await (const { record, end } of recovered(directory, file, file === files.at(-1) ? log : undefined)) {
      seq = record.seq
      newest.set(record.kind, record)
      if (seq <= taken) behind = { file, end }
    }
  let writer: FileHandle | undefined
  let queue: Waiting[] = []
  let flushing: Promise<void> | undefined
  let given: Place[] = []
  const listeners: (() => void)[] = []

  const unread = (): SpoolFile[] => files.slice(behind.file ? files.indexOf(behind.file) : 0)
  const offsetIn = (file: SpoolFile): number => (file === behind.file ? behind.end : 0)
  const waitingBytes = (): number => unread().reduce((sum, file) => sum + file.bytes - offsetIn(file), 0)
  const save = (): Promise<void> => {
    const kept = [...newest].map(([kind, { seq: of, cursor }]) => [kind, { seq: of, cursor }])
    return saveState(directory, {
      id: state.id,
      taken,
      newest: Object.fromEntries(kept) as Record<FactKind, NewestRecord>,
    })
  }

  async function writable(): Promise<{ readonly handle: FileHandle; readonly file: SpoolFile }> {
    const last = files.at(-1)
    if (last && writer && last.bytes < fileBytes) return { handle: writer, file: last }
    await writer?.close()
    writer = undefined
    const file = last && last.bytes < fileBytes ? last : { name: nameOf(seq + 1), bytes: 0, last: 0 }
    const handle = await open(path.join(directory, file.name), 'a')
    await syncDirectory(directory)
    if (file !== last) files.push(file)
    writer = handle
    return { handle, file }
  }

  function numbered(batch: readonly Waiting[]): readonly SpoolRecord[] {
    const last = new Map<FactKind, number>()
    return batch.map(({ record }, index) => {
      const own = seq + 1 + index
      const after = last.get(record.kind) ?? newest.get(record.kind)?.seq ?? 0
      last.set(record.kind, own)
      return { ...record, seq: own, after }
    })
  }

  /** What is asked for meanwhile is written together: the disk is waited for once. */
  async function flush(): Promise<void> {
    while (queue.length > 0) {
      const batch = queue
      queue = []
      try {
        const { handle, file } = await writable()
        const records = numbered(batch)
        const bytes = Buffer.concat(records.map(lineOf))
        await appendLines(handle, file, bytes)
        file.bytes += bytes.length
        seq += batch.length
        file.last = seq
        for (const record of records) newest.set(record.kind, record)
      } catch (error) {
        for (const { reject } of batch) reject(error)
        continue
      }
      for (const { resolve } of batch) resolve()
      for (const listener of listeners) listener()
    }
    flushing = undefined
  }

  return {
    id: state.id,
    cursor: kind => newest.get(kind)?.cursor,

    append(record) {
      if (waitingBytes() >= mostBytes) return Promise.reject(full(directory, waitingBytes()))
      return new Promise((resolve, reject) => {
        queue.push({ record, resolve, reject })
        flushing ??= flush()
      })
    },

    async oldest(bytes) {
      const records: SpoolRecord[] = []
      given = []
      let size = 0
      for (const file of unread()) {
        let start = offsetIn(file)
        for await (const { record, end } of readFrom(directory, file, start)) {
          size += end - start
          if (records.length > 0 && size > bytes) return records
          start = end
          records.push(record)
          given.push({ seq: record.seq, file, end })
        }
      }
      return records
    },

    async taken(upTo) {
      const last = given.findLast(place => place.seq <= upTo)
      if (!last || last.seq <= taken) return
      taken = last.seq
      behind = last
      const done = files.filter(file => file !== files.at(-1) && file.last <= taken)
      if (done.length === 0) return
      // Cursors of records that are removed stand nowhere else.
      await save()
      for (const file of done) await rm(path.join(directory, file.name), { force: true })
      files.splice(0, done.length)
      if (!files.includes(last.file)) behind = { file: files[0], end: 0 }
    },

    waiting: () => ({ records: seq - taken, bytes: waitingBytes() }),
    onAppend: listener => void listeners.push(listener),

    async close() {
      await flushing
      await save()
      await writer?.close()
    },
  }
}

async function filesIn(directory: string): Promise<SpoolFile[]> {
  const names = (await readdir(directory)).filter(name => name.endsWith(suffix)).sort()
  return names.map(name => ({ name, bytes: 0, last: 0 }))
}

const full = (directory: string, bytes: number): SpoolFull =>
  new SpoolFull(
    `The spool ${directory} is full: ${Math.round(bytes / 2 ** 20)} MiB wait for the server. Files are read on when it has taken some; what the ` +
      'manager interface says meanwhile is missed, and told as a gap. Bring the server back, or allow more with --spool-limit.',
  )
