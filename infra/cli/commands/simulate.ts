import { open, type FileHandle } from 'node:fs/promises'
import { celHeader } from '../../../ingest/simulator/cel-writer.ts'
import { planOf } from '../../../ingest/simulator/plan.ts'
import { simulate } from '../../../ingest/simulator/simulate.ts'
import { textOption, type Command, type OptionValues } from '../command.ts'
import { progressBar } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'
import { zoneOption } from './pbx-options.ts'

const secondsPerDay = 86_400
const linesPerWrite = 5_000

/** Writes the queue_log of a simulated call center to stdout, and its CEL to a file. */
export const simulateCommand: Command = {
  name: 'simulate',
  summary: 'write queue_log and CEL of a simulated call center: seeded, whole days, in the exact formats of Asterisk',
  usage:
    '[--seed N] [--from YYYY-MM-DD] [--days N | --rows N] [--queues N] [--agents N] [--calls-per-day N] [--time-zone ZONE]\n' +
    '       [--cel FILE]\n' +
    'queue_log goes to stdout, of which --rows are counted; CEL of the same calls, and of those without a queue, goes to FILE.',
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
    cel: { type: 'string' },
  },
  async run({ options, terminal, signal }) {
    const timeZone = zoneOption(options, 'Europe/Paris')
    const plan = planOf({
      queues: wholeOption(options, 'queues', { otherwise: 6, least: 1, most: 500 }),
      agents: wholeOption(options, 'agents', { otherwise: 32, least: 1, most: 5_000 }),
      callsPerDay: wholeOption(options, 'calls-per-day', { otherwise: 1_500, least: 1, most: 1_000_000 }),
      timeZone,
    })
    const from = dayOption(options, 'from', '2026-01-01')
    const rows = wholeOption(options, 'rows', {
      otherwise: Number.MAX_SAFE_INTEGER,
      least: 1,
      most: Number.MAX_SAFE_INTEGER,
    })
    const until =
      options['rows'] === undefined
        ? from + wholeOption(options, 'days', { otherwise: 1, least: 1, most: 36_500 }) * secondsPerDay
        : Infinity

    const celFile = await openCel(textOption(options, 'cel'))
    const write = {
      queue_log: linesTo(text => terminal.write(text)),
      cel: linesTo(async text => {
        await celFile?.write(text)
      }),
    }
    try {
      if (celFile) await write.cel.line(celHeader)
      const seed = wholeOption(options, 'seed', { otherwise: 1, least: 0, most: 0xffff_ffff })
      for (const row of simulate(plan, seed, from, celFile ? { celFrom: from } : {})) {
        const { written } = write.queue_log
        if (row.epoch >= until || written() === rows || signal.aborted) break
        if (await write[row.kind].line(row.line))
          terminal.progress(progressBar(written(), options['rows'] === undefined ? undefined : rows, 'rows'))
      }
      await write.queue_log.end()
      await write.cel.end()
    } finally {
      await celFile?.close()
    }
    const ofCel = celFile ? `, ${(write.cel.written() - 1).toLocaleString('en')} rows of CEL` : ''
    terminal.note(`${write.queue_log.written().toLocaleString('en')} rows${ofCel}`)
    return signal.aborted ? 1 : 0
  },
}

async function openCel(file: string | undefined): Promise<FileHandle | undefined> {
  if (file === undefined) return undefined
  return open(file, 'w').catch((error: unknown) => {
    throw new UsageError(`--cel ${file} cannot be written: ${(error as Error).message}`)
  })
}

/** Hands on some thousand lines at a time. */
function linesTo(write: (text: string) => Promise<void>) {
  let lines: string[] = []
  let written = 0
  const end = async (): Promise<void> => {
    if (lines.length > 0) await write(`${lines.join('\n')}\n`)
    lines = []
  }
  return {
    written: () => written,
    end,
    /** @returns whether the lines were handed on */
    async line(line: string): Promise<boolean> {
      lines.push(line)
      written += 1
      if (lines.length < linesPerWrite) return false
      await end()
      return true
    },
  }
}

interface WholeNumber {
  readonly otherwise: number
  readonly least: number
  readonly most: number
}

function wholeOption(options: OptionValues, name: string, { otherwise, least, most }: WholeNumber): number {
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
