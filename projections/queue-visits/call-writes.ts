import type { Cell, TableWrite } from '../../domain/kernel/projection.ts'
import type { LooseEnd } from '../../domain/queues/lineage.ts'
import type { Refusal, Visit } from '../../domain/queues/visit.ts'
import type { QueueCall } from '../../domain/queues/visits.ts'
import { noChanges, tableWrite, type TableChanges } from '../table-writes.ts'
import type { Call } from './calls.ts'
import { refusalKept, visitKept } from './names.ts'
import type { ExcludedEntry, VisitKey, WrittenCall, WrittenLooseEnd } from './stored.ts'
import {
  excludedEntryCells,
  excludedEntryColumns,
  looseEndCells,
  looseEndColumns,
  refusalCells,
  refusalColumns,
  visitCells,
  visitColumns,
} from './visit-rows.ts'

/** What the periodic tables must be told: something counts from now on, or counts no more. */
interface CallCounts {
  visit(call: Call, visit: Visit, sign: 1 | -1): void
  refusal(call: Call, refusal: Refusal, sign: 1 | -1): void
}

/** Compares what a call says now with what the tables hold of it; only the difference is written and counted. */
interface CallWrites {
  write(call: Call, now: QueueCall): void
  /** Visits whose row in the table is not true any more. */
  readonly gone: readonly VisitKey[]
  tables(): readonly TableWrite[]
}

export function callWrites(counts: CallCounts): CallWrites {
  const visits = noChanges()
  const refusals = noChanges()
  const looseEnds = noChanges()
  const unplaced = noChanges()
  const excludedEntries = noChanges()
  const gone: VisitKey[] = []
  const looseEndTable = { changes: looseEnds, cellsOf: looseEndCells, same: sameLooseEnd }
  const excludedEntryTable = { changes: excludedEntries, cellsOf: excludedEntryCells, same: () => true }

  function writeVisits(call: Call, { visits: before, excluded: didNotCount }: WrittenCall, after: WrittenCall): void {
    const { visits: now, excluded } = after
    // Visits are numbered without a gap. The first are missing where they are closed: more or fewer, when rows that came since say so.
    const first = Math.min(before[0]?.visitNumber ?? Infinity, now[0]?.visitNumber ?? Infinity)
    const last = Math.max(before.at(-1)?.visitNumber ?? 0, now.at(-1)?.visitNumber ?? 0)
    for (let number = first; number <= last; number++) {
      const old = before[number - (before[0]?.visitNumber ?? 0)]
      const visit = now[number - (now[0]?.visitNumber ?? 0)]
      if (old && visit && didNotCount === excluded && sameVisit(old, visit)) continue
      if (old) {
        if (!didNotCount) counts.visit(call, old, -1)
        gone.push({ site: call.site, node: call.node, callId: call.callId, visitNumber: old.visitNumber })
      }
      if (visit) {
        if (!excluded) counts.visit(call, visit, 1)
        ;(old ? visits.replace : visits.insert).push(visitCells(call, visit, excluded))
      } else if (old) visits.remove.push([call.site, call.node, call.callId, old.visitNumber])
    }
  }

  function writeRefusals(
    call: Call,
    { refusals: before, excluded: didNotCount }: WrittenCall,
    after: WrittenCall,
  ): void {
    const { refusals: now, excluded } = after
    const same = (one: Refusal, other: Refusal) => didNotCount === excluded && sameRefusal(one, other)
    if (!didNotCount)
      for (const old of before) if (!now.some(refusal => same(refusal, old))) counts.refusal(call, old, -1)
    if (!excluded)
      for (const refusal of now) if (!before.some(old => same(refusal, old))) counts.refusal(call, refusal, 1)
    const cellsOf = (of: Call, refusal: Refusal) => refusalCells(of, refusal, excluded)
    writeByPosition({ changes: refusals, cellsOf, same }, call, before, now)
  }

  return {
    gone,

    write(call, { visits: read, refusals: refused, looseEnds: ends }) {
      const excluded = call.pbx.excluded.size > 0 && call.pbx.excluded.has(call.callId)
      const { keptFrom } = call.pbx
      const now: WrittenCall = {
        visits: read.filter(({ enteredAt }) => enteredAt >= keptFrom).map(visitKept),
        refusals: refused.filter(({ at }) => at >= keptFrom).map(refusalKept),
        looseEnds: ends.filter(({ since }) => since >= keptFrom),
        unplaced: call.rows.length > 0 && read.length + refused.length + ends.length === 0,
        excluded,
        excludedEntries: excluded ? entriesOf(call) : noEntries,
      }
      const { written: before } = call
      writeVisits(call, before, now)
      writeRefusals(call, before, now)
      writeByPosition(looseEndTable, call, before.looseEnds, now.looseEnds)
      writeByPosition(excludedEntryTable, call, before.excludedEntries, now.excludedEntries)
      const callCells = [call.site, call.node, call.callId]
      if (now.unplaced && !before.unplaced) unplaced.insert.push(callCells)
      if (!now.unplaced && before.unplaced) unplaced.remove.push(callCells)
      call.written = now
    },

    tables: () => [
      tableWrite('visit', visitColumns, 4, visits),
      tableWrite('refusal', refusalColumns, 4, refusals),
      tableWrite('loose_end', looseEndColumns, 4, looseEnds),
      tableWrite('unplaced_call', ['site', 'node', 'call_id'], 3, unplaced),
      tableWrite('excluded_entry', excludedEntryColumns, 4, excludedEntries),
    ],
  }
}

const noEntries: readonly ExcludedEntry[] = []

/** By nothing but the rows, as entries are counted (entry-counts.ts). */
const entriesOf = ({ rows, pbx }: Call): readonly ExcludedEntry[] =>
  rows.flatMap(({ event, position, queue, at }) =>
    event === 'ENTERQUEUE' && at >= pbx.keptFrom ? [{ position, queue, at }] : [],
  )

/** A table that has one row for each position of a call. */
interface PositionTable<T> {
  readonly changes: TableChanges
  readonly cellsOf: (call: Call, item: T) => readonly Cell[]
  readonly same: (one: T, other: T) => boolean
}

function writeByPosition<T extends { readonly position: number }>(
  { changes, cellsOf, same }: PositionTable<T>,
  call: Call,
  before: readonly T[],
  now: readonly T[],
): void {
  for (const old of before)
    if (!now.some(({ position }) => position === old.position))
      changes.remove.push([call.site, call.node, call.callId, old.position])
  for (const item of now) {
    const old = before.find(({ position }) => position === item.position)
    if (!old) changes.insert.push(cellsOf(call, item))
    else if (!same(old, item)) changes.replace.push(cellsOf(call, item))
  }
}

const sameRefusal = (one: Refusal, other: Refusal): boolean =>
  one.position === other.position &&
  one.queue === other.queue &&
  one.reason === other.reason &&
  one.at === other.at &&
  one.calledNumber === other.calledNumber

const sameLooseEnd = (one: WrittenLooseEnd, other: WrittenLooseEnd | LooseEnd): boolean =>
  one.queue === other.queue && one.agent === other.agent && one.since === other.since

const sameList = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((item, index) => item === other[index])

const sameVisit = (one: Visit, other: Visit): boolean =>
  one === other ||
  (Object.keys(one) as (keyof Visit)[]).every(field => {
    if (field === 'flags' || field === 'positions') return sameList(one[field], other[field])
    if (field === 'transfer') return sameTransfer(one.transfer, other.transfer)
    return one[field] === other[field]
  })

const sameTransfer = (one: Visit['transfer'], other: Visit['transfer']): boolean =>
  one === other ||
  (one !== null &&
    other !== null &&
    one.kind === other.kind &&
    one.to === other.to &&
    one.context === other.context &&
    one.method === other.method)
