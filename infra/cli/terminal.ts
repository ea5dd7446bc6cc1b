import { visibleJson, visibleText } from '../visible-text.ts'

/**
 * Where a command speaks: results on stdout, everything else on stderr, so that `--json` leaves one document on stdout.
 * This is the only place that writes to either.
 */
export interface Terminal {
  readonly json: boolean
  /** A line of the result, for people; silent with --json. */
  print(line: string): void
  /** The result as one JSON document; silent without --json. */
  document(value: unknown): void
  /** Raw text or bytes on stdout (generated rows, exports, help); resolves when more may be written. */
  write(text: string | Uint8Array): Promise<void>
  /** What is going on: stderr, silent with --quiet. */
  note(line: string): void
  /** What went wrong: stderr, always. */
  complain(line: string): void
  /** Redraws one line on a terminal; prints nothing elsewhere. */
  progress(line: string): void
}

export function createTerminal(options: { json: boolean; quiet: boolean }): Terminal {
  const { stdout, stderr } = process
  // The reader of a pipe (`| head`) may leave before us: what is written then goes nowhere, and the command ends as usual.
  stdout.on('error', () => undefined)
  let drawn = false
  const clear = (): void => {
    if (drawn) stderr.write('\r\x1b[2K')
    drawn = false
  }
  return {
    json: options.json,
    print(line) {
      if (!options.json) stdout.write(`${visibleText(line)}\n`)
    },
    document(value) {
      if (options.json) stdout.write(`${visibleJson(value)}\n`)
    },
    write: text =>
      new Promise((resolve, reject) => {
        stdout.write(text, error => (error && !isBrokenPipe(error) ? reject(error) : resolve()))
      }),
    note(line) {
      clear()
      if (!options.quiet) stderr.write(`${visibleText(line)}\n`)
    },
    complain(line) {
      clear()
      stderr.write(`${visibleText(line)}\n`)
    },
    progress(line) {
      if (options.quiet || !stderr.isTTY) return
      stderr.write(`\r\x1b[2K${visibleText(line)}`)
      drawn = true
    },
  }
}

const isBrokenPipe = (error: Error): boolean => (error as NodeJS.ErrnoException).code === 'EPIPE'

/** `[#########.....]  64 %`; without a total only what is done. */
export function progressBar(done: number, total: number | undefined, unit: string): string {
  const count = done.toLocaleString('en')
  if (total === undefined || total <= 0) return `${count} ${unit}`
  const share = Math.min(1, done / total)
  const filled = Math.round(share * 30)
  return `[${'#'.repeat(filled)}${'.'.repeat(30 - filled)}] ${String(Math.round(share * 100)).padStart(3)} %  ${count} ${unit}`
}
