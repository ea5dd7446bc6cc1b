import type { Revision } from '../domain/kernel/event.ts'
import { microsPerSecond, type Micros } from '../domain/kernel/time.ts'

/** A fact of the log, as far as rows are compared with it. */
export interface KnownFact {
  readonly at: Micros
  readonly revision: Revision
  /** One and the same for what was appended together. */
  readonly recordedAt: Micros
  readonly form: string
  readonly key: string
}

export const secondOf = (at: Micros): number => Math.floor(at / microsPerSecond)
export const isWholeSecond = (at: Micros): boolean => at % microsPerSecond === 0

/** Whether the facts were appended together, one behind the other. */
export const isRun = (facts: readonly KnownFact[]): boolean =>
  facts.every(({ revision, recordedAt }, index) => {
    const previous = facts[index - 1]
    return !previous || (revision === previous.revision + 1 && recordedAt === previous.recordedAt)
  })

export type Window = readonly [from: Micros, to: Micros]

const day = 86_400 * microsPerSecond

/**
 * The rows' times with a second on both sides (a table may hold a row under the next second), cut where nothing
 * happened for more than a day: a row of 1970 in today's log must not make the whole log be read.
 */
export function windowsOf(rows: readonly { readonly at: Micros }[]): Window[] {
  const windows: [from: Micros, to: Micros][] = []
  for (const at of rows.map(row => row.at).sort((a, b) => a - b)) {
    const newest = windows.at(-1)
    const to = (secondOf(at) + 2) * microsPerSecond - 1
    if (newest && at - newest[1] < day) newest[1] = to
    else windows.push([(secondOf(at) - 1) * microsPerSecond, to])
  }
  return windows
}

/** Known facts of one key by their second. */
export type KnownFactsBySecond = Map<number, KnownFact[]>

/**
 * Takes out the known fact that is the same row: at the same instant; else, when one of the two has whole seconds
 * only, in the same second; else, when they came in different forms, in the second beside it. The table is written
 * first and the file's clock is read apart: of 952 rows recorded one lies in the table's next second, so that side is
 * looked at first.
 */
export function takeCounterpart(
  known: KnownFactsBySecond | undefined,
  at: Micros,
  form: string,
  isFree: (known: KnownFact) => boolean,
): KnownFact | undefined {
  if (!known) return undefined
  const second = secondOf(at)
  const take = (from: number, isSame: (known: KnownFact) => boolean): KnownFact | undefined => {
    const list = known.get(from)
    for (let index = (list?.length ?? 0) - 1; list && index >= 0; index--) {
      const candidate = list[index]
      if (!candidate || !isSame(candidate) || !isFree(candidate)) continue
      list.splice(index, 1)
      return candidate
    }
    return undefined
  }
  const isCoarse = (candidate: KnownFact): boolean => isWholeSecond(candidate.at) || isWholeSecond(at)
  const isOtherForm = (candidate: KnownFact): boolean => candidate.form !== form && isCoarse(candidate)
  const isFine = form === 'table' || form === 'micros'
  return (
    take(second, candidate => candidate.at === at) ??
    take(second, isCoarse) ??
    take(isFine ? second - 1 : second + 1, isOtherForm) ??
    take(isFine ? second + 1 : second - 1, isOtherForm)
  )
}
