import type { AgentCall, AgentStateName, StateInterval } from '../../../domain/agents/state.ts'
import type { Micros } from '../../../domain/kernel/time.ts'
import { isZero, type Sums } from './figure-tables.ts'

/** An interval as it stands in the text. */
type IntervalCells = readonly [
  from: number,
  length: number,
  state: AgentStateName,
  loggedIn: 0 | 1,
  queue: string | null,
  callId: string | null,
  reason: string | null,
]

/** A call as it stands in the text. */
type CallCells = readonly [
  at: number,
  position: number,
  outcome: AgentCall['outcome'],
  ring: number,
  talk: number | null,
  hold: number,
  wrapUp: number,
  queue: string | null,
  callId: string | null,
  transfer: AgentCall['transfer'],
]

/** Instants are told from the start of the quarter, to keep the text short; `tables.sql` reads it back as the view `interval`. */
export const intervalText = (intervals: readonly StateInterval[], start: Micros): string =>
  JSON.stringify(
    intervals.map(({ from, to, state, loggedIn, queue, callId, reason }): IntervalCells => [
      from - start,
      to - from,
      state,
      loggedIn ? 1 : 0,
      queue,
      callId,
      reason,
    ]),
  )

export const intervalsOfText = (text: string, start: Micros): StateInterval[] =>
  (JSON.parse(text) as IntervalCells[]).map(([from, length, state, loggedIn, queue, callId, reason]) => ({
    from: start + from,
    to: start + from + length,
    state,
    reason,
    queue,
    callId,
    loggedIn: loggedIn === 1,
  }))

/** As intervalText; the view is `agent_call`. */
export const callText = (calls: readonly AgentCall[], start: Micros): string =>
  JSON.stringify(
    calls.map(({ at, position, outcome, ring, talk, hold, wrapUp, queue, callId, transfer }): CallCells => [
      at - start,
      position,
      outcome,
      ring,
      talk,
      hold,
      wrapUp,
      queue,
      callId,
      transfer,
    ]),
  )

export const callsOfText = (text: string, start: Micros): AgentCall[] =>
  (JSON.parse(text) as CallCells[]).map(
    ([at, position, outcome, ring, talk, hold, wrapUp, queue, callId, transfer]) => ({
      position,
      at: start + at,
      queue,
      callId,
      outcome,
      ring,
      talk,
      hold,
      wrapUp,
      transfer,
    }),
  )

type SumCells = readonly [about: string, ...sums: number[]]

/** Sums by reason or queue, in one order whatever came first; the views are `quarter_pause` and `quarter_queue`. */
export function sumsText(all: readonly Pick<Sums, 'about' | 'sums'>[]): string {
  if (all.length === 0) return '[]'
  const cells = all.filter(({ sums }) => !isZero(sums)).map(({ about, sums }): SumCells => [about, ...sums])
  return JSON.stringify(cells.sort(([a], [b]) => (a < b ? -1 : 1)))
}

export const sumsOfText = (text: string): Sums[] =>
  (JSON.parse(text) as SumCells[]).map(([about, ...sums]) => ({ about, sums, counted: [...sums] }))
