import path from 'node:path'
import { parseArgs } from 'node:util'
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
 * Runs one command.
 * @param words what stands behind `ringledger`
 * @returns the exit code: 0 done, 1 failed, 2 used wrongly
 */
export async function main(words: readonly string[]): Promise<number> {
  const terminal = createTerminal({ json: words.includes('--json'), quiet: words.includes('--quiet') })
  const [name, ...rest] = words
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    terminal.note(overview())
    return name === undefined ? 2 : 0
  }
  const command = commands.find(candidate => candidate.name === name)
  if (!command) {
    terminal.complain(`ringledger: there is no command ${name}.\n\n${overview()}`)
    return 2
  }
  return runCommand(command, rest, terminal)
}

async function runCommand(command: Command, words: readonly string[], terminal: Terminal): Promise<number> {
  const interrupt = new AbortController()
  const onSignal = (): void => {
    if (interrupt.signal.aborted) process.exit(130)
    interrupt.abort()
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  try {
    const { values, positionals } = parse(command, words)
    if (values['help'] === true) {
      terminal.note(`ringledger ${command.name} ${command.usage}\n\n${command.summary}`)
      return 0
    }
    const data = typeof values['data'] === 'string' ? values['data'] : (process.env['RINGLEDGER_DATA'] ?? './data')
    return await command.run({
      options: values,
      words: positionals,
      terminal,
      dataDirectory: path.resolve(data),
      signal: interrupt.signal,
    })
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
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
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function overview(): string {
  const width = Math.max(...commands.map(command => command.name.length))
  const lines = commands.map(command => `  ${command.name.padEnd(width)}  ${command.summary}`)
  return [
    'Usage: ringledger COMMAND [options]',
    '',
    ...lines,
    '',
    'Everywhere: --data DIR (default ./data or RINGLEDGER_DATA), --json, --quiet, --help. DATABASE_URL: your own PostgreSQL.',
  ].join('\n')
}
