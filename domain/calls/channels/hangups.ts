import { celExtra } from '../../pbx/cel-extra.ts'
import type { CelRow } from '../rows/rows.ts'

/** What HANGUP says; nothing where there is no such row or no column `extra`. */
export interface Hangup {
  readonly cause: number | undefined
  /** Name of the channel that hung up, `dialplan/builtin`, or undefined: Asterisk itself did. */
  readonly source: string | undefined
  /** Of the Dial that the channel ran last. */
  readonly dialStatus: string | undefined
  /** Whether there is a row with `extra`: an undefined source means something only then. */
  readonly isKnown: boolean
}

const unknown: Hangup = { cause: undefined, source: undefined, dialStatus: undefined, isKnown: false }

export function hangupIn(row: CelRow): Hangup {
  const extra = celExtra(row)
  if (extra.event !== 'HANGUP' || row.extra === '') return unknown
  return { cause: extra.cause, source: extra.source, dialStatus: extra.dialStatus, isKnown: true }
}

export const hangupOf = (channel: { readonly hangup: Hangup | null } | null): Hangup => channel?.hangup ?? unknown
