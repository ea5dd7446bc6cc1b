import type { Micros } from '../kernel/time.ts'
import type { FactFlag } from './facts.ts'

/**
 * What became of one row of an input. A reason is a sentence for people: what is wrong with the row, and what was
 * expected.
 */
export type Decoded<F> =
  | {
      readonly at: Micros
      /** Seconds ahead of UTC that its time was read with; undefined where the source writes epoch seconds. */
      readonly offset: number | undefined
      readonly fact: F
    }
  | { readonly reason: string }

const noFlags = {}

/** The flags of a row as its fact holds them: the property is left out where there are none. */
export function rowFlags(
  timeFlags: readonly FactFlag[],
  isKnownEvent: boolean,
  clockWentBack: boolean,
): { readonly flags?: readonly FactFlag[] } {
  if (isKnownEvent && !clockWentBack) return timeFlags.length > 0 ? { flags: timeFlags } : noFlags
  const flags: FactFlag[] = [...timeFlags]
  if (!isKnownEvent) flags.push('unknownEvent')
  if (clockWentBack) flags.push('beforePrevious')
  return { flags }
}

/** Cuts what a reason quotes: it is read in a list. */
export const excerpt = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}...` : text)

/** JSON can escape what no database can hold: NUL is shown as its picture, half a surrogate pair as U+FFFD. */
export const storable = (text: string): string => text.replaceAll('\0', '\u2400').replace(/\p{Surrogate}/gu, '\ufffd')
