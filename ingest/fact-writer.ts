import type { AppendedStream, AppendResult, EventStore, StreamAppend } from '../domain/kernel/event-store.ts'
import type { NewEvent, Position } from '../domain/kernel/event.ts'
import type { Json } from '../domain/kernel/json.ts'
import { microsOfDate, type Micros } from '../domain/kernel/time.ts'
import { factStream, type FactKind, type QuarantinedRow } from '../domain/pbx/facts.ts'
import { createAppendSize } from './append-size.ts'
import { factEventsOf } from './fact-events.ts'
import { withoutPace, type IntakePace } from './intake-pace.ts'
import type { InputStart } from './known-at-start.ts'
import { createKnownFacts, type FactRow } from './known-facts.ts'
import { createKnownQuarantine, type ReleasedRow } from './known-quarantine.ts'
import { withMet } from './met-revisions.ts'
import type { Row } from './row-decoder.ts'
import { withTaken } from './taken-lines.ts'

/** `read` is the sum of the other three. Positions are those of facts in the log; null when none was appended. */
export interface WriteCounts {
  readonly read: number
  readonly appended: number
  /** Rows, readable or not, that the log held already. */
  readonly duplicates: number
  readonly quarantined: number
  readonly firstPosition: Position | null
  readonly lastPosition: Position | null
}

/** A row to write; `releases` is the position of the RowQuarantined that it answers. */
export type RowToWrite = Row & { readonly releases?: Position }

export interface FactWriter {
  /**
   * Appends what the log does not hold yet, with the cursor all or nothing, without one in their order. One call at a time, in the order of
   * the input.
   * @param isTaken asked whenever what the log holds was looked at: it has these rows by another hand meanwhile, and none is written
   * @throws what the store throws; then nothing of a call with a cursor is in the log
   */
  write(rows: readonly RowToWrite[], cursor?: Json, isTaken?: () => Promise<boolean>): Promise<WriteCounts>
}

export interface FactWriterOptions {
  readonly store: EventStore
  readonly site: string
  readonly node: string
  readonly kind: FactKind
  /** Default `anywhere`. A follower that resumes at its committed cursor says `at-cursor`. */
  readonly start?: InputStart
  readonly now?: () => Micros
  /** How fast rows may come: behind some of them a write ends only when more may follow. Left out: as fast as they are given. */
  readonly pace?: IntakePace | undefined
}

export const noCounts: WriteCounts = {
  read: 0,
  appended: 0,
  duplicates: 0,
  quarantined: 0,
  firstPosition: null,
  lastPosition: null,
}

export const addCounts = (a: WriteCounts, b: WriteCounts): WriteCounts => ({
  read: a.read + b.read,
  appended: a.appended + b.appended,
  duplicates: a.duplicates + b.duplicates,
  quarantined: a.quarantined + b.quarantined,
  firstPosition: a.firstPosition ?? b.firstPosition,
  lastPosition: b.lastPosition ?? a.lastPosition,
})

/** Two importers that keep taking the stream from one another: more is no coincidence. */
const mostConflicts = 20

/**
 * Writes the rows of one input (a file, a rotated set in order, a follower's life) to the log, each once: a row that
 * the log held before this input is a duplicate, as often as it was held; equal rows of this input are different
 * events. The stream is owned by appending with the expected revision: after a conflict the rows are compared again
 * with what the other one wrote.
 */
export function createFactWriter(options: FactWriterOptions): FactWriter {
  const {
    store,
    site,
    node,
    kind,
    start = 'anywhere',
    now = () => microsOfDate(new Date()),
    pace = withoutPace,
  } = options
  const stream = factStream(site, node, kind)
  const eventOf = factEventsOf(site, node)
  const quarantineStream = factStream(site, node, 'quarantine')
  const facts = createKnownFacts(store, stream, start)
  const quarantine = createKnownQuarantine(store, { stream: quarantineStream, facts: stream, kind }, start)
  let isBegun = false
  let isQuarantineLoaded = false
  let lastAt: Micros | undefined
  const size = createAppendSize()

  async function attempt(rows: readonly RowToWrite[], cursor: Json | undefined, isTaken?: () => Promise<boolean>) {
    const factRows: (FactRow & { readonly releases?: Position })[] = []
    const unreadable: QuarantinedRow[] = []
    for (const row of rows) {
      if (row.releases !== undefined && quarantine.isReleased(row.releases)) continue
      if ('fact' in row) factRows.push(row)
      else unreadable.push(row.quarantined)
    }
    const isNew = await facts.areNew(factRows)
    const isNewUnreadable = quarantine.areNew(unreadable)
    const newUnreadable = unreadable.filter((_, index) => isNewUnreadable[index])
    // Behind the look at the stream: what comes into it from here on is a conflict.
    if (await isTaken?.()) return undefined
    const newFacts: NewEvent[] = []
    const released: ReleasedRow[] = []
    for (const [index, row] of factRows.entries()) {
      if (isNew[index]) newFacts.push(eventOf.fact(row))
      if (row.releases !== undefined) released.push({ position: row.releases, kind, wasKnown: !isNew[index] })
    }
    const at = factRows.at(-1)?.at ?? lastAt ?? now()
    const quarantineEvents = [
      ...newUnreadable.map(row => eventOf.quarantined(row, at)),
      ...released.map(row => eventOf.released(row, at)),
    ]
    const appends: StreamAppend[] = []
    if (newFacts.length > 0 || cursor !== undefined)
      appends.push({
        stream,
        expected: facts.expected(),
        events: newFacts,
        ...(cursor === undefined ? {} : { cursor: withMet(withTaken(cursor, facts.taken()), quarantine.met()) }),
      })
    if (quarantineEvents.length > 0)
      appends.push({ stream: quarantineStream, expected: quarantine.expected(), events: quarantineEvents })
    const result: AppendResult | undefined = appends.length > 0 ? await store.append(appends) : undefined
    return { result, at, appended: newFacts.length, quarantined: newUnreadable.length }
  }

  function settle(result: AppendResult | undefined, appended: number): AppendedStream | undefined {
    const streams = result?.ok ? result.streams : []
    const ofFacts = appended > 0 ? streams.find(each => each.stream === stream) : undefined
    facts.accept(ofFacts)
    quarantine.accept(streams.find(each => each.stream === quarantineStream))
    return ofFacts
  }

  /** @param rows to be tried; without a cursor fewer of them after a conflict: the counts tell how many */
  async function writeSome(rows: readonly RowToWrite[], cursor?: Json, isTaken?: () => Promise<boolean>) {
    let some = rows
    for (let conflicts = 0; conflicts <= mostConflicts; conflicts++) {
      const attempted = await attempt(some, cursor, isTaken)
      if (!attempted) return { ...noCounts, read: some.length, duplicates: some.length }
      const { result, at, appended, quarantined } = attempted
      if (result && !result.ok) {
        await facts.refresh()
        if (isQuarantineLoaded) await quarantine.load()
        if (cursor !== undefined) continue
        size.conflicted(some.length)
        some = size.firstOf(rows)
        continue
      }
      lastAt = at
      const ofFacts = settle(result, appended)
      const duplicates = some.length - appended - quarantined
      const firstPosition = ofFacts?.firstPosition ?? null
      const lastPosition = ofFacts?.lastPosition ?? null
      return { read: some.length, appended, duplicates, quarantined, firstPosition, lastPosition }
    }
    throw new Error(
      `${stream}: another importer wrote in between ${mostConflicts} times; stop it, or try again when it is done`,
    )
  }

  return {
    async write(rows, cursor, isTaken) {
      if (!isBegun) await quarantine.begin()
      isBegun = true
      const touchesQuarantine = rows.some(row => 'quarantined' in row || row.releases !== undefined)
      if (touchesQuarantine && !isQuarantineLoaded) {
        await quarantine.load()
        isQuarantineLoaded = true
      }
      let counts = noCounts
      do {
        const left = rows.slice(counts.read)
        const written = await writeSome(cursor === undefined ? size.firstOf(left) : left, cursor, isTaken)
        counts = addCounts(counts, written)
        size.succeeded()
      } while (counts.read < rows.length)
      await pace.stored(counts.appended, counts.lastPosition)
      return counts
    },
  }
}
