/** A row of one key over a page: what the table has, and what it is to have. */
export interface Change<R> {
  readonly before: R | null
  after: R | null
}

/**
 * Adds a row, or takes it away. What is taken away before it was added stands in the table; only the outcome of a page counts, for a day
 * that is folded again takes away and adds what later days have built on.
 */
export function put<K, R>(changes: Map<K, Change<R>>, key: K, row: R, by: 1 | -1): void {
  const change = changes.get(key)
  const after = by === 1 ? row : null
  if (change) change.after = after
  else changes.set(key, { before: by === 1 ? null : row, after })
}

/** The table is to have something else. Rows are flat, with their fields in one order. */
export const isNet = <R>({ before, after }: Change<R>): boolean =>
  before === null || after === null ? before !== after : JSON.stringify(before) !== JSON.stringify(after)
