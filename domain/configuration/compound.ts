import type { Rejection } from '../kernel/decider.ts'
import type { Values } from './check-value.ts'
import type { Others } from './kind.ts'
import type { Fields, ValuesOf } from './shape.ts'

/**
 * A command that stands for others: what it comes to depends on the configuration as it is when it is decided. Its events are those of
 * the commands that it comes to, so that nobody who reads events has to know it.
 */
export interface CompoundCommand<F extends Fields = Fields> {
  readonly description: string
  /** Whether it changes nothing when it is sent again. */
  readonly repeatable: boolean
  readonly fields: F
  /** @returns the commands, or why there are none; `field` of a rejection is within the input */
  comesTo(input: ValuesOf<F>, others: Others, made: MadeUp): Outcome
}

export interface MadeUp {
  /** @see ConfigurationRules.newSecret */
  readonly newSecret?: () => string
}

export type Outcome =
  { readonly commands: readonly Readonly<Record<string, Values>>[] } | { readonly rejections: readonly Rejection[] }

export const compound = <F extends Fields>(command: CompoundCommand<F>): CompoundCommand<F> => command
