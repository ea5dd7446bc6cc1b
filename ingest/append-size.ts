import type { Micros } from '../domain/kernel/time.ts'
import { secondOf } from './same-row.ts'
import type { Row } from './row-decoder.ts'

/** How many rows without a cursor are appended at once. */
interface AppendSize {
  /** The first of the rows: so many as are to be tried. */
  firstOf<R extends Row>(rows: readonly R[]): readonly R[]
  /** So many were overtaken: fewer next. */
  conflicted(count: number): void
  /** They are in the log: more next. */
  succeeded(): void
}

/** Fewer rows are not written sooner. */
const fewestAtOnce = 50

/**
 * Where a live source writes to the same stream many times a second, a large append is overtaken whenever it is tried: half of it after each
 * conflict, twice as much after each success. Without conflicts all rows are tried at once.
 */
export function createAppendSize(): AppendSize {
  let atOnce = Infinity
  return {
    firstOf: rows => wholeSecond(rows, atOnce),
    conflicted(count) {
      atOnce = Math.max(fewestAtOnce, Math.ceil(count / 2))
    },
    succeeded() {
      atOnce *= 2
    },
  }
}

/** So many rows, and as many more as it takes for the first of their seconds to be whole: it is laid over what the log has of it. */
function wholeSecond<R extends Row>(rows: readonly R[], count: number): readonly R[] {
  if (count >= rows.length) return rows
  const first = rows.map(instantOf).find(at => at !== undefined)
  if (first === undefined) return rows
  const isOfFirstSecond = (row: Row | undefined): boolean =>
    row !== undefined && secondOf(instantOf(row) ?? first) === secondOf(first)
  let end = count
  while (end < rows.length && isOfFirstSecond(rows[end - 1])) end++
  return rows.slice(0, end)
}

/** undefined: a row that cannot be read has no time of its own. */
const instantOf = (row: Row): Micros | undefined => ('fact' in row ? row.at : undefined)
