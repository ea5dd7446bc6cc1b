import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { openInput } from '../../../ingest/open-input.ts'
import { InputRefused } from '../../../ingest/refusal.ts'
import { verifyLog, type Anchor } from '../../event-store/audit.ts'
import { BackupRefused, readBackup, type BackupEnd } from '../../event-store/backup.ts'
import { restoreLog } from '../../event-store/restore.ts'
import { withOpened, type Opened } from '../../open.ts'
import { anchorOf, type Command, type Invocation } from '../command.ts'
import { troubleOnly } from '../quiet-log.ts'
import { progressBar } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'

const waitMs = 24 * 3600 * 1000

/** Makes an empty log the one that was backed up, and proves it. */
export const restoreCommand: Command = {
  name: 'restore',
  summary: 'make an empty database the one that was backed up, and verify it; --check only looks at the file',
  usage:
    'FILE [--anchor POSITION:HASH] [--wait]\n       ringledger restore FILE --check\n' +
    '- is standard input. --wait returns when the read models are derived too.',
  mostWords: 1,
  options: { anchor: { type: 'string' }, check: { type: 'boolean' }, wait: { type: 'boolean' } },
  async run(invocation) {
    const { options, words, terminal, dataDirectory } = invocation
    const [file] = words
    if (file === undefined) throw new UsageError('say which file: what `ringledger backup` has made')
    const anchor = anchorOf(options)
    // Before a database is made for it.
    const lines = await linesOf(file)
    const started = performance.now()
    const report = (end: BackupEnd, done: string): number => {
      const seconds = (performance.now() - started) / 1000
      terminal.print(`${end.events.toLocaleString('en')} events ${done}, in ${seconds.toFixed(1)} s.`)
      terminal.print(`The log ends at ${end.position}:${end.hash}`)
      terminal.document({ file, ...end, seconds })
      return 0
    }
    if (options['check'] === true) return report(await checked(lines, file, anchor), 'are in order in it')
    return withOpened({ dataDirectory, log: troubleOnly(terminal) }, async opened => {
      const end = await restored(opened, lines, file, invocation)
      return report(end, 'restored and verified')
    })
  },
}

/** @throws InputRefused when there is nothing to read */
async function linesOf(file: string): Promise<AsyncIterable<string>> {
  const input = await openInput(file, process.stdin)
  if (input.head.length === 0) throw new InputRefused(file, 'is empty')
  // Made when the first line is wanted: it would not wait with those that came before.
  async function* lines() {
    const lines = createInterface({ input: Readable.from(input.chunks()), crlfDelay: Infinity })
    // Of a damaged file a line may be refused before the packing is: nobody listens any more when that fails too.
    lines.on('error', () => undefined)
    yield* lines
  }
  return lines()
}

function checked(lines: AsyncIterable<string>, file: string, anchor: Anchor | undefined): Promise<BackupEnd> {
  return namingTheFile(file, async () => {
    for await (const part of readBackup(lines, anchor)) if ('end' in part) return part.end
    throw new BackupRefused('has no end')
  })
}

async function restored(
  { pool, engine, store }: Opened,
  lines: AsyncIterable<string>,
  file: string,
  { options, terminal, signal }: Invocation,
): Promise<BackupEnd> {
  const end = await namingTheFile(file, () =>
    restoreLog(pool, lines, {
      anchor: anchorOf(options),
      onProgress: position => terminal.progress(progressBar(position, undefined, 'events restored')),
    }),
  )
  const verdict = await verifyLog(pool, {
    anchor: end,
    onProgress: ({ position, of }) => terminal.progress(`${progressBar(position, of, 'events')} verified`),
  })
  if (!verdict.ok)
    throw new Error(
      `the restored log is not the one in ${file}, from position ${verdict.position} on: ${verdict.detail}`,
    )
  if (options['wait'] === true) {
    await engine.catchUp({
      signal,
      onProgress: ({ projection, position, end: last }) =>
        terminal.progress(`${progressBar(position, last, 'events')} in ${projection}`),
    })
    await engine.waitUntilProcessed(await store.lastPosition(), { timeoutMs: waitMs })
  }
  return end
}

async function namingTheFile<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof BackupRefused) throw new Error(`${file} ${error.message}`, { cause: error })
    throw error
  }
}
