import { microsOfSeconds, secondsOf } from '../../kernel/time.ts'
import { rowsFrom } from '../../queues/testing/queue-log-table.ts'
import type { Call, Party } from '../call.ts'
import { callsOf } from '../calls.ts'
import type { AmiRow, CallFacts } from '../rows/rows.ts'
import { celRowsFrom } from './cel-table.ts'

/** Pasted tables of one node: CEL, queue_log, and events of the manager as [seconds, name, fields]. */
export interface Pasted {
  readonly cel?: string
  readonly queueLog?: string
  readonly ami?: readonly (readonly [number, string, Readonly<Record<string, string>>])[]
  /** Seconds at which the PBX started again. */
  readonly restarts?: readonly number[]
}

export const factsFrom = ({ cel = '', queueLog = '', ami = [] }: Pasted): CallFacts => ({
  cel: celRowsFrom(cel),
  queueLog: rowsFrom(queueLog),
  ami: ami.map(([seconds, event, fields], index): AmiRow => ({
    at: microsOfSeconds(seconds),
    position: index + 1,
    event,
    fields,
  })),
})

export const historyOf = ({ restarts = [] }: Pasted) => ({ restarts: restarts.map(microsOfSeconds) })

/** The calls that pasted tables tell. */
export const callsFrom = (pasted: Pasted): readonly Call[] => callsOf(factsFrom(pasted), historyOf(pasted))

/** The one call that they tell, in seconds. */
export function callFrom(pasted: Pasted | string) {
  const calls = callsFrom(typeof pasted === 'string' ? { cel: pasted } : pasted)
  const [call] = calls
  if (!call || calls.length > 1) throw new Error(`the tables tell ${calls.length} calls, not one`)
  return inSeconds(call)
}

const seconds = (micros: number | null): number | null => (micros === null ? null : secondsOf(micros))

/** A call in seconds, as a test states it: instants from the table's zero, lengths by their names, parties by their channel's line. */
export const inSeconds = (call: Call) => ({
  ...call,
  started: secondsOf(call.startedAt),
  answered: seconds(call.answeredAt),
  ended: seconds(call.endedAt),
  ring: seconds(call.ring),
  talk: seconds(call.talk),
  hold: seconds(call.hold),
  wait: seconds(call.wait),
  parties: call.parties.map(partyInSeconds),
  holds: call.holds.map(({ by, held, from, to }) => ({ by, held, from: secondsOf(from), to: seconds(to) })),
})

const partyInSeconds = (party: Party) => ({
  ...party,
  started: secondsOf(party.startedAt),
  answered: seconds(party.answeredAt),
  ended: seconds(party.endedAt),
  ring: seconds(party.ring),
  talk: seconds(party.talk),
  hold: seconds(party.hold),
  talks: party.talks.map(({ from, to, with: others }) => [secondsOf(from), seconds(to), ...others]),
})
