import type { ParseArgsConfig } from 'node:util'
import type { Terminal } from './terminal.ts'

export type OptionValues = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>

export interface Invocation {
  readonly options: OptionValues
  readonly words: readonly string[]
  readonly terminal: Terminal
  /** Data directory, absolute: `--data`, else RINGLEDGER_DATA, else `./data`. */
  readonly dataDirectory: string
  /** Aborted by the first SIGINT or SIGTERM; a second one ends the process. */
  readonly signal: AbortSignal
}

export interface Command {
  readonly name: string
  /** One line for the list of commands. */
  readonly summary: string
  /** Everything behind `ringledger NAME`. */
  readonly usage: string
  readonly options: NonNullable<ParseArgsConfig['options']>
  /** @returns the exit code: 0 done, 1 failed. Throws UsageError for 2. */
  run(invocation: Invocation): Promise<number>
}

export function textOption(options: OptionValues, name: string): string | undefined {
  const value = options[name]
  return typeof value === 'string' ? value : undefined
}

export function textsOption(options: OptionValues, name: string): string[] {
  const value = options[name]
  return Array.isArray(value) ? value.filter(item => typeof item === 'string') : []
}
