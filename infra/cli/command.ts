import type { ParseArgsConfig } from 'node:util'
import type { Anchor } from '../event-store/audit.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

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
  /** Words behind the name; more of them is used wrongly. Any number when left out. */
  readonly mostWords?: number
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

export function anchorOf(options: OptionValues): Anchor | undefined {
  const text = textOption(options, 'anchor')
  if (text === undefined) return undefined
  const [, at, hash] = /^(\d+):([0-9a-f]{64})$/.exec(text) ?? []
  if (at === undefined || hash === undefined)
    throw new UsageError(`--anchor ${text}: POSITION:HASH is needed, as an earlier audit printed it`)
  return { position: Number(at), hash }
}
