/**
 * Ids that a table has skipped so far. A transaction that took an id early can commit it late, so a hole is watched until no
 * transaction that was running when it was seen can still be running, and some time more, because an id is taken an
 * instant before its transaction gets a number.
 */
export interface Gap {
  readonly from: number
  readonly to: number
  /** Transactions that were not yet begun when the hole was seen have numbers from here on. */
  readonly horizon: string
  /** Our clock, milliseconds. */
  readonly seenAt: number
}

export interface TableCursor {
  readonly lastId: number
  readonly gaps: readonly Gap[]
}

/** Snapshot of the source's transactions: every number below xmin is over, none from xmax on has begun. */
export interface Snapshot {
  readonly xmin: string
  readonly xmax: string
}

const settleMs = 60_000

/** The holes between the last id known and the ids just read, in ascending order. */
export function newGaps(lastId: number, ids: readonly number[], snapshot: Snapshot, now: number): Gap[] {
  const gaps: Gap[] = []
  let expected = lastId + 1
  for (const id of ids) {
    if (id > expected) gaps.push({ from: expected, to: id - 1, horizon: snapshot.xmax, seenAt: now })
    expected = id + 1
  }
  return gaps
}

/** The hole without the ids that have come: none, one or more holes. */
export function withoutIds(gap: Gap, ids: readonly number[]): Gap[] {
  const rest: Gap[] = []
  let from = gap.from
  for (const id of ids) {
    if (id < gap.from || id > gap.to) continue
    if (id > from) rest.push({ ...gap, from, to: id - 1 })
    from = id + 1
  }
  return from > gap.to ? rest : [...rest, { ...gap, from }]
}

/** Can a row of this hole still appear? Rolled back inserts and purged rows leave holes that never close. */
export const canStillClose = (gap: Gap, snapshot: Snapshot, now: number): boolean =>
  BigInt(snapshot.xmin) <= BigInt(gap.horizon) || now - gap.seenAt < settleMs
