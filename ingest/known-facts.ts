import type { AppendedStream, EventStore } from '../domain/kernel/event-store.ts'
import type { Position, RecordedEvent, Revision } from '../domain/kernel/event.ts'
import type { Micros } from '../domain/kernel/time.ts'
import { factKey, type PbxFact } from './fact-kinds.ts'
import { knownAtStart, longestSecond, type InputStart } from './known-at-start.ts'
import { createMatchedFacts } from './matched-facts.ts'
import {
  isWholeSecond,
  secondOf,
  takeCounterpart,
  windowsOf,
  type KnownFact,
  type KnownFactsBySecond,
  type Window,
} from './same-row.ts'
import { takenBehind, takenIn, type TakenLines } from './taken-lines.ts'

export interface FactRow {
  readonly at: Micros
  readonly fact: PbxFact
}

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
  const matched = createMatchedFacts()
  /** Behind the rows that were accepted, and behind those asked for last. */
  let taken: TakenLines | undefined
  let takenNext: TakenLines | undefined

  const isOwn = (revision: Revision): boolean => own.some(({ first, last }) => revision >= first && revision <= last)

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
    matched.startOver()
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
    const { from, count: overlap } = isFirstSecond ? takeOverlap(rows, keys, inFirstSecond) : { from: 0, count: 0 }
    return rows.map((row, index) => {
      if (index >= from && index < from + overlap) return false
      const found = takeCounterpart(byKey.get(keys[index] ?? ''), row.at, formOf(row.at, row.fact), matched.isFree)
      if (found) matched.match(found)
      return !found
    })
  }

  async function read(windows: readonly Window[], wanted: ReadonlySet<string>, firstSecond: number) {
    const byKey = new Map<string, KnownFactsBySecond>()
    const inFirstSecond: KnownFact[] = []
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
        if (!matched.isFree(known)) continue
        const sameKey = byKey.get(key) ?? new Map<number, KnownFact[]>()
        byKey.set(key, sameKey)
        const sameSecond = sameKey.get(secondOf(at))
        if (sameSecond) sameSecond.push(known)
        else sameKey.set(secondOf(at), [known])
      }
    return { count, byKey, inFirstSecond }
  }

  /** @returns which of the rows are laid over facts */
  function takeOverlap(rows: readonly FactRow[], keys: readonly string[], inSecond: readonly KnownFact[]) {
    const [first] = rows
    const found = knownAtStart({
      start,
      taken,
      rows: rows.map(({ at }, index) => ({ at, key: keys[index] ?? '' })),
      known: first ? inSecond.filter(({ form }) => form === formOf(first.at, first.fact)) : [],
    })
    for (const fact of found.facts) matched.match(fact)
    return found.rows
  }

  function accept(appended?: AppendedStream): void {
    if (hasRows) isFirstSecond = false
    taken = takenNext
    matched.accept()
    if (!appended || appended.lastRevision < appended.firstRevision) return
    lastRevision = appended.lastRevision
    const newest = own.at(-1)
    if (newest?.last === appended.firstRevision - 1) newest.last = appended.lastRevision
    else own.push({ first: appended.firstRevision, last: appended.lastRevision })
  }

  return { expected: () => lastRevision ?? 'no-stream', areNew, accept, taken: () => takenNext, refresh }
}
