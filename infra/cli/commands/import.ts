import { isZone } from '../../../domain/kernel/zone.ts'
import { importFiles, type ImportProgress, type ImportSummary } from '../../../ingest/import-files.ts'
import { withOpened } from '../../open.ts'
import { registerPlace } from '../../registration.ts'
import { textOption, textsOption, type Command, type OptionValues } from '../command.ts'
import { troubleOnly } from '../quiet-log.ts'
import { progressBar, type Terminal } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'

const waitMs = 24 * 3600 * 1000

/** Brings files of a PBX into the log. */
export const importCommand: Command = {
  name: 'import',
  summary: 'bring queue_log and CEL files into the log; what it holds already is not added again',
  usage:
    '--site SITE --node NODE --time-zone ZONE [--queue-log FILE...] [--cel FILE...] [--cel-fields NAME,...] [--wait] [--json]\n' +
    'FILE may be gzipped; - is standard input. The files of one kind are taken as one rotated set.',
  options: {
    site: { type: 'string' },
    node: { type: 'string' },
    'time-zone': { type: 'string' },
    'queue-log': { type: 'string', multiple: true },
    cel: { type: 'string', multiple: true },
    'cel-fields': { type: 'string' },
    wait: { type: 'boolean' },
  },
  async run({ options, words, terminal, dataDirectory, signal }) {
    const site = required(options, 'site')
    const node = required(options, 'node')
    const timeZone = required(options, 'time-zone')
    if (!isZone(timeZone))
      throw new UsageError(`--time-zone ${timeZone} is not an IANA time zone; write e.g. Europe/Paris`)
    const { queueLog, cel } = filesOf(options, words)
    const celFields = textOption(options, 'cel-fields')?.split(',')

    return withOpened({ dataDirectory, log: troubleOnly(terminal) }, async ({ store, engine }) => {
      await registerPlace(store, { site, node, timeZone, actor: 'import' })
      const summary = await importFiles({
        store,
        site,
        node,
        clockZone: timeZone,
        queueLog,
        cel,
        ...(celFields ? { celFields } : {}),
        stdin: process.stdin,
        onProgress: progress => terminal.progress(progressLine(progress)),
      })
      if (options['wait'] === true) {
        await engine.catchUp({
          signal,
          onProgress: ({ projection, position, end }) =>
            terminal.progress(`${progressBar(position, end, 'events')} in ${projection}`),
        })
        await engine.waitUntilProcessed(await store.lastPosition(), { timeoutMs: waitMs })
      }
      report(summary, terminal)
      return 0
    })
  },
}

function required(options: OptionValues, name: string): string {
  const value = textOption(options, name)
  if (value === undefined || value === '') throw new UsageError(`--${name} is missing`)
  return value
}

/** A shell expands `--queue-log queue_log*` to one option and bare words: they belong to the kind that was named last. */
function filesOf(options: OptionValues, words: readonly string[]): { queueLog: string[]; cel: string[] } {
  const queueLog = textsOption(options, 'queue-log')
  const cel = textsOption(options, 'cel')
  if (queueLog.length > 0 && cel.length > 0 && words.length > 0)
    throw new UsageError(
      `${words.join(' ')}: say which kind each file is of: --queue-log FILE --queue-log FILE --cel FILE`,
    )
  ;(cel.length > 0 ? cel : queueLog).push(...words)
  if (queueLog.length + cel.length === 0) throw new UsageError('name at least one file with --queue-log or --cel')
  return { queueLog, cel }
}

function progressLine(progress: ImportProgress): string {
  const { bytes, totalBytes, read } = progress
  return `${progressBar(bytes, totalBytes, 'bytes')}, ${read.toLocaleString('en')} rows, ${progress.file}`
}

function report(summary: ImportSummary, terminal: Terminal): void {
  const count = (value: number): string => value.toLocaleString('en')
  for (const warning of summary.warnings) terminal.complain(`Warning: ${warning}`)
  terminal.print(
    `${count(summary.read)} rows read: ${count(summary.appended)} appended, ${count(summary.duplicates)} were there already, ` +
      `${count(summary.quarantined)} quarantined, in ${summary.seconds.toFixed(1)} s (${count(summary.rowsPerSecond)} rows/s)`,
  )
  if (summary.quarantined > 0) terminal.print('See them with: ringledger quarantine list')
  terminal.document(summary)
}
