import type { Micros } from '../../domain/kernel/time.ts'
import type { CallRow } from '../../domain/queues/stays.ts'
import { isVisitOver } from '../../domain/queues/visit.ts'
import type { QueueCall } from '../../domain/queues/visits.ts'
import { callSecondOf } from '../pbx-nodes.ts'
import type { CallKey, WrittenCall } from './stored.ts'

/** A PBX, and what of its history the reading of a call depends on. */
export interface PbxNode {
  readonly site: string
  readonly node: string
  /** What lies before is closed: it is in no table any more, and never comes back. */
  readonly keptFrom: Micros
  /** QUEUESTART instants, ascending. */
  readonly restarts: number[]
  /** Highest epoch second that a callid seen so far begins with. */
  newestCallSecond: number
  /** The same of the calls that are not in memory any more: only up to it a call may be known to the tables. */
  newestAway: number
  /** `since` of the newest end without a beginning. */
  newestLooseEnd: number
  /** Names of calls that do not count. */
  readonly excluded: Set<string>
  readonly calls: Map<string, Call>
}

/** A call in memory: all its rows that tell of visits, and what the tables hold of it. */
export interface Call extends CallKey {
  readonly pbx: PbxNode
  /** callSecondOf its callid. */
  readonly second: number
  rows: CallRow[]
  written: WrittenCall
  /** What its own rows say; made anew when the call is read. */
  own: QueueCall | undefined
  /** How many of its rows the cache has counted when it was touched last. */
  held: number
}

export const nothingWritten: WrittenCall = {
  visits: [],
  refusals: [],
  looseEnds: [],
  unplaced: false,
  excluded: false,
  excludedEntries: [],
}

export const pbxNode = (site: string, node: string, keptFrom: Micros): PbxNode => ({
  site,
  node,
  keptFrom,
  restarts: [],
  newestCallSecond: -1,
  newestAway: -1,
  newestLooseEnd: -Infinity,
  excluded: new Set(),
  calls: new Map(),
})

/** Of a call that was not in memory; certain only when true. */
export const isCertainlyNew = ({ second, pbx }: Call): boolean => second > pbx.newestAway

export interface CallCache {
  add(pbx: PbxNode, callId: string, rows: CallRow[], written: WrittenCall): Call
  /**
   * Lets go of the calls that have had no row for longest, so that memory does not grow with the log.
   * @param touched by the page that was just folded
   */
  trim(touched: Iterable<Call>): void
}

/** Rows in memory between two pages, of all calls together. */
export interface RowsAtMost {
  readonly ofCallsGoingOn: number
  /** Another row of them is rare, and comes soon: a second end, a wrap-up, the entry into the next queue. */
  readonly ofCallsOver: number
}

/**
 * A call that is not in memory is found in the tables and read from the log again. Most rows belong to calls that are over within their
 * page: kept as long as the others they would only be work for the garbage collector.
 */
export function callCache(rowsAtMost: RowsAtMost): CallCache {
  const goingOn = lastTouched(rowsAtMost.ofCallsGoingOn)
  const over = lastTouched(rowsAtMost.ofCallsOver)

  return {
    add(pbx, callId, rows, written) {
      const { site, node } = pbx
      const second = callSecondOf(callId)
      const call: Call = { site, node, callId, pbx, second, rows, written, own: undefined, held: 0 }
      pbx.calls.set(callId, call)
      pbx.newestCallSecond = Math.max(pbx.newestCallSecond, second)
      return call
    },

    trim(touched) {
      for (const call of touched) {
        goingOn.remove(call)
        over.remove(call)
        ;(isOver(call) ? over : goingOn).add(call)
      }
      goingOn.trim()
      over.trim()
    },
  }
}

const isOver = ({ written: { visits, refusals } }: Call): boolean =>
  visits.length + refusals.length > 0 && visits.every(isVisitOver)

/** Calls in the order of their last touch. */
function lastTouched(rowsAtMost: number) {
  const calls = new Set<Call>()
  let held = 0

  function remove(call: Call): void {
    if (calls.delete(call)) held -= call.held
  }

  return {
    remove,

    add(call: Call): void {
      calls.add(call)
      call.held = call.rows.length
      held += call.held
    },

    trim(): void {
      for (const call of calls) {
        if (held <= rowsAtMost) return
        remove(call)
        call.pbx.calls.delete(call.callId)
        call.pbx.newestAway = Math.max(call.pbx.newestAway, call.second)
        // Emptied: a Map that has grown leaves its old table behind, which keeps the calls that were in it for long.
        call.rows = []
        call.own = undefined
        call.written = nothingWritten
      }
    },
  }
}
