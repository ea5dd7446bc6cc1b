import type { AppendedStream, EventStore } from '../domain/kernel/event-store.ts'
import type { Position, RecordedEvent, Revision } from '../domain/kernel/event.ts'
import { microsPerSecond, type Micros } from '../domain/kernel/time.ts'
import { factKey, type PbxFact } from './fact-kinds.ts'
import { alignment } from './first-second.ts'
import {
  isRun,
  isWholeSecond,
  secondOf,
  takeCounterpart,
  windowsOf,
  type Known,
  type KnownBySecond,
  type Window,
} from './same-row.ts'
import { shortName, takenBehind, takenIn, type TakenLines } from './taken-lines.ts'

export interface FactRow {
  readonly at: Micros
  readonly fact: PbxFact
}

/**
 * Where in its source an input begins. `anywhere`: a slice that may begin in the middle of a second of which lines
 * are known; these are laid over one another. `at-cursor`: exactly where an earlier input stopped, so the lines of
 * the first second that it took in are other lines. `scattered`: single rows picked out of their order.
 */
export type InputStart = 'anywhere' | 'at-cursor' | 'scattered'

/** What the log held of one stream before this input, asked for row by row. */
interface KnownFacts {
  /** What the append must expect. */
  expected(): Revision | 'no-stream'
  /**
   * For each row, in order: is it new? Reads the facts of the rows' time; a row that is not new is matched with one
   * known fact. Asked again for the same rows (after a conflict) it starts over.
   */
  areNew(rows: readonly FactRow[]): Promise<boolean[]>
  /**
   * The rows asked for last are done with; `stream` is what became of the new ones. What this input itself appends is
   * never a duplicate of its later rows: two equal lines are two events.
   */
  accept(stream?: AppendedStream): void
  /** What is taken in of the newest second, the rows asked for last included: kept in the cursor that is committed with them. */
  taken(): TakenLines | undefined
  /** Somebody else appended: from now on that is known too. */
  refresh(): Promise<void>
}

/**
 * How long a matched fact is remembered behind the newest row: a clock that goes back an hour finds none of them a
 * second time.
 */
const rememberedHours = 2
const hourOf = (at: Micros): number => Math.floor(at / (3600 * microsPerSecond))

/** More lines in one second than any PBX writes; beyond this they are compared as a set, not aligned. */
const longestSecond = 10_000

const formOf = (at: Micros, fact: PbxFact): string =>
  'callid' in fact ? fact.form : isWholeSecond(at) ? 'seconds' : 'micros'

/** One for each input. `stream` is the node's stream of facts of one kind. */
export function createKnownFacts(store: EventStore, stream: string, start: InputStart): KnownFacts {
  let lastRevision: Revision | undefined
  let horizon: Position = 0
  let isStarted = false
  let isFirstSecond = true
  let hasRows = false
  /** No known fact lies at or after this. */
  let emptyFrom: Micros = Infinity
  const own: { first: Revision; last: Revision }[] = []
  const matched = new Map<number, Set<Revision>>()
  /** Matched for rows that are not accepted yet. */
  const pending = new Map<Revision, Micros>()
  /** Behind the rows that were accepted, and behind those asked for last. */
  let taken: TakenLines | undefined
  let takenNext: TakenLines | undefined

  const isOwn = (revision: Revision): boolean => own.some(({ first, last }) => revision >= first && revision <= last)
  const isFree = ({ at, revision }: Known): boolean =>
    !pending.has(revision) && !(matched.get(hourOf(at))?.has(revision) ?? false)

  async function refresh(): Promise<void> {
    lastRevision = await store.lastRevision(stream)
    horizon = await store.lastPosition()
    emptyFrom = lastRevision === undefined ? -Infinity : Infinity
    isStarted = true
  }

  /** Facts of the stream in the closed range that this input did not append. */
  async function* knownWithin(from: Micros, to: Micros): AsyncGenerator<RecordedEvent> {
    for await (const { events } of store.readStream(stream, { occurredWithin: [from, to], upTo: horizon }))
      for (const event of events)
        if (event.occurredAt >= from && event.occurredAt <= to && !isOwn(event.revision)) yield event
  }

  async function isEmptyFrom(from: Micros): Promise<boolean> {
    for await (const _ of knownWithin(from, Number.MAX_SAFE_INTEGER)) return false
    return true
  }

  async function areNew(rows: readonly FactRow[]): Promise<boolean[]> {
    pending.clear()
    if (!isStarted) {
      if (start === 'at-cursor') taken = takenIn(await store.readCursor(stream))
      await refresh()
    }
    takenNext = takenBehind(taken, rows)
    const [firstRow] = rows
    hasRows = rows.length > 0
    if (!firstRow) return []
    const windows = windowsOf(rows).filter(([from]) => from < emptyFrom)
    const [firstWindow] = windows
    if (!firstWindow) return rows.map(() => true)
    const keys = rows.map(({ fact }) => factKey(fact))
    const { count, byKey, inFirstSecond } = await read(windows, new Set(keys), secondOf(firstRow.at))
    if (count === 0) {
      if (await isEmptyFrom(firstWindow[0])) emptyFrom = firstWindow[0]
      return rows.map(() => true)
    }
    const same = isFirstSecond ? alignFirstSecond(rows, keys, inFirstSecond) : new Set<number>()
    return rows.map((row, index) => {
      if (same.has(index)) return false
      const found = takeCounterpart(byKey.get(keys[index] ?? ''), row.at, formOf(row.at, row.fact), isFree)
      if (found) pending.set(found.revision, found.at)
      return !found
    })
  }

  async function read(windows: readonly Window[], wanted: ReadonlySet<string>, firstSecond: number) {
    const byKey = new Map<string, KnownBySecond>()
    const inFirstSecond: Known[] = []
    let count = 0
    for (const [from, to] of windows)
      for await (const event of knownWithin(from, to)) {
        count += 1
        const fact = event.data as unknown as PbxFact
        const at = event.occurredAt
        const key = factKey(fact)
        const isFirst = isFirstSecond && isWholeSecond(at) && secondOf(at) === firstSecond
        if (!isFirst && !wanted.has(key)) continue
        const { revision, recordedAt } = event
        const known = { at, revision, recordedAt, form: formOf(at, fact), key }
        if (isFirst && inFirstSecond.length <= longestSecond) inFirstSecond.push(known)
        if (!isFree(known)) continue
        const sameKey = byKey.get(key) ?? new Map<number, Known[]>()
        byKey.set(key, sameKey)
        const sameSecond = sameKey.get(secondOf(at))
        if (sameSecond) sameSecond.push(known)
        else sameKey.set(secondOf(at), [known])
      }
    return { count, byKey, inFirstSecond }
  }

  /**
   * The input may begin in the middle of a second of which lines are known: those that overlap are the same, the
   * others follow them. @returns indexes of the rows that are known
   */
  function alignFirstSecond(
    rows: readonly FactRow[],
    keys: readonly string[],
    inSecond: readonly Known[],
  ): Set<number> {
    const [first] = rows
    const same = new Set<number>()
    if (start === 'scattered' || !first || !isWholeSecond(first.at)) return same
    const known = inSecond.filter(({ form }) => form === formOf(first.at, first.fact))
    if (start === 'at-cursor') return takeOut(takenOf(known, secondOf(first.at)), same)
    const end = rows.findIndex(({ at }) => at !== first.at)
    // Out of order, gathered from several inputs, or cut before its end: there are no two runs to lay over one another.
    const isWhole = end > 0 && rows.slice(end).every(({ at }) => at > first.at)
    if (known.length === 0 || known.length > longestSecond || !isWhole || !isRun(known)) return same
    const overlap = alignment(
      known.map(({ key }) => key),
      keys.slice(0, end),
    )
    for (let index = 0; index < overlap.length; index++) same.add(overlap.start + index)
    return takeOut(known, same)
  }

  /** Those that lie before the cursor. Of equal ones it does not matter which; where the cursor does not tell, all. */
  function takenOf(known: readonly Known[], second: number): readonly Known[] {
    if (!taken) return known
    if (taken.second !== second) return []
    const left = [...taken.names]
    return known.filter(({ key }) => {
      const index = left.indexOf(shortName(key))
      if (index >= 0) left.splice(index, 1)
      return index >= 0
    })
  }

  /** What is laid over, or lies before the input, is no other row's counterpart. */
  function takeOut(known: readonly Known[], same: Set<number>): Set<number> {
    for (const { revision, at } of known) pending.set(revision, at)
    return same
  }

  function accept(appended?: AppendedStream): void {
    if (hasRows) isFirstSecond = false
    taken = takenNext
    let newestHour = -Infinity
    for (const [revision, at] of pending) {
      const hour = hourOf(at)
      newestHour = Math.max(newestHour, hour)
      const revisions = matched.get(hour)
      if (revisions) revisions.add(revision)
      else matched.set(hour, new Set([revision]))
    }
    pending.clear()
    for (const hour of matched.keys()) if (hour < newestHour - rememberedHours) matched.delete(hour)
    if (!appended || appended.lastRevision < appended.firstRevision) return
    lastRevision = appended.lastRevision
    const newest = own.at(-1)
    if (newest?.last === appended.firstRevision - 1) newest.last = appended.lastRevision
    else own.push({ first: appended.firstRevision, last: appended.lastRevision })
  }

  return { expected: () => lastRevision ?? 'no-stream', areNew, accept, taken: () => takenNext, refresh }
}
