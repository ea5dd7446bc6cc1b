import type { Micros } from '../domain/kernel/time.ts'
import { alignment } from './first-second.ts'
import { isRun, isWholeSecond, secondOf, type KnownFact } from './same-row.ts'
import { shortName, type TakenLines } from './taken-lines.ts'

/**
 * Where in its source an input begins. `anywhere`: a slice that may begin in the middle of a second of which lines
 * are known; these are laid over one another. `at-cursor`: exactly where an earlier input stopped, so the lines of
 * the first second that it took in are other lines. `scattered`: single rows picked out of their order.
 */
export type InputStart = 'anywhere' | 'at-cursor' | 'scattered'

/** More lines in one second than any PBX writes; beyond this they are compared as a set, not aligned. */
export const longestSecond = 10_000

interface FirstRows {
  readonly start: InputStart
  /** What was taken in of the second before the cursor; undefined: the cursor does not tell. */
  readonly taken: TakenLines | undefined
  /** The input's first rows, with what they are compared by. */
  readonly rows: readonly { readonly at: Micros; readonly key: string }[]
  /** Facts of the log in the second of the first row, in the form of that row. */
  readonly known: readonly KnownFact[]
}

interface KnownAtStart {
  /** So many of the rows are facts of the log. */
  readonly rows: { readonly from: number; readonly count: number }
  /** Facts that are laid over rows, or lie before the input: no other row's counterpart. */
  readonly facts: readonly KnownFact[]
}

const nothing: KnownAtStart = { rows: { from: 0, count: 0 }, facts: [] }

/**
 * The input may begin in the middle of a second of which lines are known: those that overlap are the same, the others follow them. Only
 * times of whole seconds leave that open.
 */
export function knownAtStart({ start, taken, rows, known }: FirstRows): KnownAtStart {
  const [first] = rows
  if (start === 'scattered' || !first || !isWholeSecond(first.at)) return nothing
  if (start === 'at-cursor') return { ...nothing, facts: beforeCursor(known, taken, secondOf(first.at)) }
  const end = rows.findIndex(({ at }) => at !== first.at)
  // Out of order, gathered from several inputs, or cut before its end: there are no two runs to lay over one another.
  const isWhole = end > 0 && rows.slice(end).every(({ at }) => at > first.at)
  if (known.length === 0 || known.length > longestSecond || !isWhole || !isRun(known)) return nothing
  const keysOf = (list: readonly { readonly key: string }[]) => list.map(({ key }) => key)
  const overlap = alignment(keysOf(known), keysOf(rows.slice(0, end)))
  return { rows: { from: overlap.start, count: overlap.length }, facts: known }
}

/** Of equal ones it does not matter which; where the cursor does not tell, all. */
function beforeCursor(
  known: readonly KnownFact[],
  taken: TakenLines | undefined,
  second: number,
): readonly KnownFact[] {
  if (!taken) return known
  if (taken.second !== second) return []
  const left = [...taken.names]
  return known.filter(({ key }) => {
    const index = left.indexOf(shortName(key))
    if (index >= 0) left.splice(index, 1)
    return index >= 0
  })
}
