import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { openInput } from '../../../ingest/open-input.ts'
import { exportLog, verifyExport } from '../../event-store/audit-export.ts'
import { verifyLog } from '../../event-store/audit.ts'
import { withOpened } from '../../open.ts'
import { anchorOf, textOption, type Command, type OptionValues } from '../command.ts'
import { troubleOnly } from '../quiet-log.ts'
import { progressBar, type Terminal } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'

/** Proof that what is in the log is what was appended. */
export const auditCommand: Command = {
  name: 'audit',
  summary: 'verify that the log was not altered; export it with its chain of hashes',
  usage:
    'verify [--anchor POSITION:HASH] [--file EXPORT]\n       ringledger audit export [--from POSITION] [--to POSITION] > EXPORT\n' +
    'The anchor is the end that an earlier audit printed: with it the log is proven to be the one of that day.',
  mostWords: 1,
  options: { anchor: { type: 'string' }, file: { type: 'string' }, from: { type: 'string' }, to: { type: 'string' } },
  async run({ options, words, terminal, dataDirectory }) {
    const [action] = words
    const opening = { dataDirectory, log: troubleOnly(terminal) }
    if (action === 'export') {
      const range = { ...position(options, 'from', 'from'), ...position(options, 'to', 'upTo') }
      return withOpened(opening, async ({ pool }) => {
        for await (const line of exportLog(pool, range)) await terminal.write(line)
        return 0
      })
    }
    if (action !== 'verify')
      throw new UsageError(action === undefined ? 'say what to do: verify or export' : `there is no audit ${action}`)
    const anchor = anchorOf(options)
    const file = textOption(options, 'file')
    if (file !== undefined) {
      const input = Readable.from((await openInput(file, process.stdin)).chunks())
      const lines = createInterface({ input, crlfDelay: Infinity })
      // What is altered may be told before the packing turns out to be damaged: nobody listens any more then.
      lines.on('error', () => undefined)
      return report(await verifyExport(lines, anchor), terminal)
    }
    return withOpened(opening, async ({ pool }) => {
      const outcome = await verifyLog(pool, {
        ...(anchor ? { anchor } : {}),
        onProgress: progress => terminal.progress(progressBar(progress.position, progress.of, 'events')),
      })
      return report(outcome, terminal)
    })
  },
}

function report(outcome: Awaited<ReturnType<typeof verifyExport>>, terminal: Terminal): number {
  terminal.document(outcome)
  if (outcome.ok) {
    terminal.print(
      `The log is as it was appended: ${outcome.events.toLocaleString('en')} events in ${outcome.pages.toLocaleString('en')} pages.`,
    )
    terminal.print(`Anchor for the next audit, to be kept elsewhere: ${outcome.position}:${outcome.hash}`)
    return 0
  }
  terminal.complain(
    `The log was altered. First altered position: ${outcome.position} (${outcome.problem}): ${outcome.detail}`,
  )
  return 1
}

function position<K extends string>(options: OptionValues, name: string, key: K): { [key in K]?: number } {
  const text = textOption(options, name)
  if (text === undefined) return {}
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 1) throw new UsageError(`--${name} ${text} is no position`)
  return { [key]: value } as { [key in K]: number }
}
