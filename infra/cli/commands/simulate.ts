import { isZone } from '../../../domain/kernel/zone.ts'
import { planOf } from '../../../ingest/simulator/plan.ts'
import { simulate } from '../../../ingest/simulator/simulate.ts'
import { textOption, type Command, type OptionValues } from '../command.ts'
import { progressBar } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'

const secondsPerDay = 86_400
const linesPerWrite = 5_000

/** Writes the queue_log of a simulated call center to stdout. */
export const simulateCommand: Command = {
  name: 'simulate',
  summary: 'write the queue_log of a simulated call center: seeded, whole days, in the exact format of Asterisk',
  usage:
    '[--seed N] [--from YYYY-MM-DD] [--days N | --rows N] [--queues N] [--agents N] [--calls-per-day N] [--time-zone ZONE]',
  mostWords: 0,
  options: {
    seed: { type: 'string' },
    from: { type: 'string' },
    days: { type: 'string' },
    rows: { type: 'string' },
    queues: { type: 'string' },
    agents: { type: 'string' },
    'calls-per-day': { type: 'string' },
    'time-zone': { type: 'string' },
  },
  async run({ options, terminal, signal }) {
    const timeZone = textOption(options, 'time-zone') ?? 'Europe/Paris'
    if (!isZone(timeZone))
      throw new UsageError(`--time-zone ${timeZone} is not an IANA time zone; write e.g. Europe/Paris`)
    const plan = planOf({
      queues: wholeOption(options, 'queues', 6, 1, 500),
      agents: wholeOption(options, 'agents', 32, 1, 5_000),
      callsPerDay: wholeOption(options, 'calls-per-day', 1_500, 1, 1_000_000),
      timeZone,
    })
    const from = dayOption(options, 'from', '2026-01-01')
    const rows = wholeOption(options, 'rows', Number.MAX_SAFE_INTEGER, 1, Number.MAX_SAFE_INTEGER)
    const until =
      options['rows'] === undefined ? from + wholeOption(options, 'days', 1, 1, 36_500) * secondsPerDay : Infinity

    let written = 0
    let lines: string[] = []
    for (const row of simulate(plan, wholeOption(options, 'seed', 1, 0, 0xffff_ffff), from)) {
      if (row.epoch >= until || written === rows || signal.aborted) break
      lines.push(row.line)
      written += 1
      if (lines.length < linesPerWrite) continue
      await terminal.write(`${lines.join('\n')}\n`)
      terminal.progress(progressBar(written, options['rows'] === undefined ? undefined : rows, 'rows'))
      lines = []
    }
    if (lines.length > 0) await terminal.write(`${lines.join('\n')}\n`)
    terminal.note(`${written.toLocaleString('en')} rows`)
    return signal.aborted ? 1 : 0
  },
}

function wholeOption(options: OptionValues, name: string, otherwise: number, least: number, most: number): number {
  const text = textOption(options, name)
  if (text === undefined) return otherwise
  const value = Number(text)
  if (!Number.isInteger(value) || value < least || value > most)
    throw new UsageError(`--${name} ${text}: a whole number from ${least} to ${most} is needed`)
  return value
}

function dayOption(options: OptionValues, name: string, otherwise: string): number {
  const text = textOption(options, name) ?? otherwise
  const milliseconds = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  if (Number.isNaN(milliseconds)) throw new UsageError(`--${name} ${text}: a day as YYYY-MM-DD is needed`)
  return milliseconds / 1000
}
