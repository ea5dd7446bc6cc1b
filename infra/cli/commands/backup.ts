import { createWriteStream } from 'node:fs'
import { access, rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { Pool } from 'pg'
import { backupLog, type BackupEnd } from '../../event-store/backup.ts'
import { withOpened } from '../../open.ts'
import type { Command } from '../command.ts'
import { troubleOnly } from '../quiet-log.ts'
import { progressBar, type Terminal } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'

/** A copy of the log that `restore` makes the same log of. Everything else is derived from it. */
export const backupCommand: Command = {
  name: 'backup',
  summary: 'copy the log to a file, also while the server runs; everything else is derived from it',
  usage: 'FILE\nFILE is made; - is standard output. It is gzipped. Back again with: ringledger restore FILE',
  mostWords: 1,
  options: {},
  async run({ words, terminal, dataDirectory, signal }) {
    const [file] = words
    if (file === undefined) throw new UsageError('say which file to make, e.g. ringledger-2026-11-29.jsonl.gz')
    if (file !== '-' && (await exists(file)))
      throw new UsageError(`${file} is there already, and no backup is written over another file; choose a new name`)
    return withOpened({ dataDirectory, log: troubleOnly(terminal) }, async ({ pool }) => {
      const started = performance.now()
      const end = await (file === '-' ? toStdout(pool, terminal) : toFile(pool, terminal, file, signal))
      const seconds = (performance.now() - started) / 1000
      if (file === '-') return 0
      terminal.print(`${end.events.toLocaleString('en')} events in ${file}, in ${seconds.toFixed(1)} s.`)
      terminal.print(`Anchor of the log, to be kept elsewhere: ${end.position}:${end.hash}`)
      terminal.document({ file, ...end, seconds })
      return 0
    })
  },
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  )

/** Under another name until it is whole: a backup that carries its name is one. */
async function toFile(pool: Pool, terminal: Terminal, file: string, signal: AbortSignal): Promise<BackupEnd> {
  const draft = `${file}.part`
  try {
    const written = endOf(pool, terminal)
    const out = createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true })
    await pipeline(Readable.from(written.lines()), createGzip(), out, { signal })
    await rename(draft, file)
    return written.end()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') await rm(draft, { force: true })
    throw cannotWrite(error, file, draft)
  }
}

async function toStdout(pool: Pool, terminal: Terminal): Promise<BackupEnd> {
  const written = endOf(pool, terminal)
  for await (const chunk of Readable.from(written.lines()).pipe(createGzip())) await terminal.write(chunk as Buffer)
  return written.end()
}

/** The lines, and what they ended with. */
function endOf(pool: Pool, terminal: Terminal) {
  let end: BackupEnd | undefined
  async function* lines(): AsyncGenerator<string, void> {
    end = yield* backupLog(pool, ({ position, of }) => terminal.progress(progressBar(position, of, 'events')))
  }
  return {
    lines,
    end(): BackupEnd {
      if (!end) throw new Error('the backup was not read to its end')
      return end
    },
  }
}

function cannotWrite(error: unknown, file: string, draft: string): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EEXIST':
      return new Error(
        `${draft} is there already: another backup is being written, or one was killed; remove it, or choose another name`,
      )
    case 'ENOENT':
    case 'ENOTDIR':
      return new Error(`${file} cannot be made: there is no such directory; make it first`)
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new Error(
        `${file} cannot be made: this user may not write there; choose another directory, or let him write`,
      )
    case 'ENOSPC':
      return new Error(`${file} cannot be made: the disk is full; free some space, or write it elsewhere`)
    case 'ABORT_ERR':
      return new Error('interrupted; nothing was kept')
    default:
      return error
  }
}
