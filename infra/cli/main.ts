import path from 'node:path'
import { parseArgs } from 'node:util'
import { messageOf } from '../../domain/kernel/error-message.ts'
import { fromEnvironment } from '../environment.ts'
import { explained } from '../event-store/failures.ts'
import { keepHeapSmall } from '../heap.ts'
import { packageVersion } from '../package-root.ts'
import type { Command } from './command.ts'
import { commands } from './commands.ts'
import { createTerminal, type Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

const everywhere = {
  data: { type: 'string' },
  json: { type: 'boolean' },
  quiet: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

/**
 * npm and timeout(1) hand on a signal that the terminal, or they themselves, send to the whole process group: it comes twice, and means
 * the same.
 */
const sentTwiceMs = 1_000

/**
 * Runs one command.
 * @param words what stands behind `ringledger`
 * @returns the exit code: 0 done, 1 failed, 2 used wrongly
 */
export async function main(words: readonly string[]): Promise<number> {
  keepHeapSmall()
  const terminal = createTerminal({ json: words.includes('--json'), quiet: words.includes('--quiet') })
  const { name, rest } = commandOf(words)
  if (name === undefined && words.includes('--version')) {
    await terminal.write(`${packageVersion}\n`)
    return 0
  }
  if (name === undefined || name === 'help') {
    const asked = words.some(word => word === 'help' || word === '--help' || word === '-h')
    if (asked) await terminal.write(`${overview()}\n`)
    else terminal.complain(overview())
    return asked ? 0 : 2
  }
  const command = commands.find(candidate => candidate.name === name)
  if (!command) {
    terminal.complain(`ringledger: there is no command ${name}.\n\n${overview()}`)
    return 2
  }
  return runCommand(command, rest, terminal)
}

/** Options may stand before the command too; `help COMMAND` is `COMMAND --help`. */
function commandOf(words: readonly string[]): { name: string | undefined; rest: readonly string[] } {
  let at = 0
  while (words[at]?.startsWith('-')) at += words[at] === '--data' ? 2 : 1
  const [name, ...behind] = words.slice(at)
  if (name === 'help' && behind[0] !== undefined) return { name: behind[0], rest: ['--help'] }
  return { name, rest: [...words.slice(0, at), ...behind] }
}

async function runCommand(command: Command, words: readonly string[], terminal: Terminal): Promise<number> {
  const interrupt = new AbortController()
  let interruptedAt = Infinity
  const onSignal = (): void => {
    if (performance.now() - interruptedAt > sentTwiceMs) process.exit(130)
    if (interrupt.signal.aborted) return
    interruptedAt = performance.now()
    interrupt.abort()
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  try {
    const { values, positionals } = parse(command, words)
    if (values['help'] === true) {
      await terminal.write(`ringledger ${command.name} ${command.usage}\n\n${command.summary}\n`)
      return 0
    }
    const superfluous = positionals.slice(command.mostWords)
    if (command.mostWords !== undefined && superfluous.length > 0)
      throw new UsageError(`${superfluous.join(' ')}: nothing is expected here`)
    if (values['data'] === '') throw new UsageError('--data: a directory is needed')
    const data = typeof values['data'] === 'string' ? values['data'] : (fromEnvironment('RINGLEDGER_DATA') ?? './data')
    return await command.run({
      options: values,
      words: positionals,
      terminal,
      dataDirectory: path.resolve(data),
      signal: interrupt.signal,
    })
  } catch (error) {
    const message = await saying(error)
    if (error instanceof UsageError) {
      terminal.complain(`ringledger ${command.name}: ${message}\nUsage: ringledger ${command.name} ${command.usage}`)
      return 2
    }
    terminal.complain(`ringledger ${command.name}: ${message}`)
    if (process.env['RINGLEDGER_DEBUG'] && error instanceof Error) terminal.complain(error.stack ?? '')
    return 1
  } finally {
    process.off('SIGINT', onSignal)
    process.off('SIGTERM', onSignal)
  }
}

function parse(command: Command, words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      options: { ...command.options, ...everywhere },
      allowPositionals: true,
      strict: true,
    })
  } catch (error) {
    const message = messageOf(error)
    // What parseArgs has to say about words that begin with a hyphen confuses more than it helps.
    throw new UsageError(message.replace(/\. To specify a positional argument.*/s, ''))
  }
}

/** What the database says by a code is said in a sentence, with what to do. */
async function saying(error: unknown): Promise<string> {
  const isOfDatabase = error instanceof Error && 'severity' in error
  const said: unknown = isOfDatabase
    ? await explained('read', () => Promise.reject(error)).catch((better: unknown) => better)
    : error
  return messageOf(said)
}

function overview(): string {
  const width = Math.max(...commands.map(command => command.name.length))
  const lines = commands.map(command => `  ${command.name.padEnd(width)}  ${command.summary}`)
  return [
    'Usage: ringledger COMMAND [options]',
    '',
    ...lines,
    '',
    'Everywhere: --data DIR (default ./data or RINGLEDGER_DATA), --json, --quiet, --help; --version. DATABASE_URL: your own PostgreSQL.',
  ].join('\n')
}
