import type { CallRow } from '../../domain/queues/stays.ts'
import type { QueueCall } from '../../domain/queues/visits.ts'
import type { CallKey, WrittenCall } from './stored.ts'

/** A PBX, and what of its history the reading of a call depends on. */
export interface PbxNode {
  readonly site: string
  readonly node: string
  /** QUEUESTART instants, ascending. */
  readonly restarts: number[]
  /** Highest epoch second that a callid seen so far begins with. */
  newestCallSecond: number
  /** The same of the calls that are not in memory any more: only up to it a call may be known to the tables. */
  newestAway: number
  /** answeredAt of the newest end without a conversation. */
  newestLooseEnd: number
  readonly calls: Map<string, Call>
}

/** A call in memory: all its rows that tell of visits, and what the tables hold of it. */
export interface Call extends CallKey {
  readonly pbx: PbxNode
  rows: CallRow[]
  written: WrittenCall
  /** What its own rows say; made anew when the call is read. */
  own: QueueCall | undefined
  /** How many of its rows the cache has counted. */
  held: number
}

export const nothingWritten: WrittenCall = { visits: [], refusals: [], looseEnds: [], unplaced: false }

export const pbxNode = (site: string, node: string): PbxNode => ({
  site,
  node,
  restarts: [],
  newestCallSecond: -1,
  newestAway: -1,
  newestLooseEnd: -Infinity,
  calls: new Map(),
})

/**
 * A uniqueid is `<epoch second>.<counter>`, perhaps behind a system name: new calls have higher seconds than old ones. Only an order is
 * needed, so a clock that was wrong does no harm; a callid of another form may always be an old one.
 */
export function callSecondOf(callId: string): number {
  const match = /(?:^|-)(\d{9,11})\.\d+$/.exec(callId)
  return match ? Number(match[1]) : -1
}

/** Certain only when true. */
export const isCertainlyNew = ({ newestAway }: PbxNode, callId: string): boolean => callSecondOf(callId) > newestAway

export interface CallCache {
  add(pbx: PbxNode, callId: string, rows: CallRow[], written: WrittenCall): Call
  /**
   * Lets go of the calls that have had no row for longest, so that memory does not grow with the log.
   * @param touched by the page that was just folded
   */
  trim(touched: Iterable<Call>): void
}

/** @param rowsAtMost in memory between two pages, of all calls together */
export function callCache(rowsAtMost: number): CallCache {
  // In the order of the last touch; a call that is not here is found in the tables and read from the log again.
  const calls = new Set<Call>()
  let held = 0

  return {
    add(pbx, callId, rows, written) {
      const call: Call = { site: pbx.site, node: pbx.node, callId, pbx, rows, written, own: undefined, held: 0 }
      pbx.calls.set(callId, call)
      pbx.newestCallSecond = Math.max(pbx.newestCallSecond, callSecondOf(callId))
      return call
    },

    trim(touched) {
      for (const call of touched) {
        held += call.rows.length - call.held
        call.held = call.rows.length
        calls.delete(call)
        calls.add(call)
      }
      for (const call of calls) {
        if (held <= rowsAtMost) return
        held -= call.held
        calls.delete(call)
        call.pbx.calls.delete(call.callId)
        call.pbx.newestAway = Math.max(call.pbx.newestAway, callSecondOf(call.callId))
      }
    },
  }
}
