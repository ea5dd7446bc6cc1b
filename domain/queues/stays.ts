import type { Position } from '../kernel/event.ts'
import type { Micros } from '../kernel/time.ts'
import type { MicrosLength } from '../metrics/figures.ts'
import { withinRounding } from '../pbx/queue-log-rounding.ts'
import type { QueueLogRow } from '../pbx/facts.ts'
import type { EndMeaning } from './endings.ts'
import type { VisitFlag, VisitOutcome } from './visit.ts'

/** What of a queue_log row the visits are read from. */
export type CallRow = Pick<QueueLogRow, 'at' | 'position' | 'callid' | 'queue' | 'agent' | 'event' | 'data' | 'flags'>

/** A visit while its rows are being read. */
export interface Stay {
  readonly queue: string
  readonly enteredAt: Micros
  /** false: neither an ENTERQUEUE nor a wait in the data says when he came; enteredAt is the instant he left. */
  entryKnown: boolean
  callerNumber: string | null
  calledNumber: string | null
  entryPosition: number | null
  exit: { outcome: VisitOutcome; readonly at: Micros; readonly position: number | null } | null
  /** `known` is false where not even the data says when the talk began: `at` is its end then. */
  answer: { readonly at: Micros; readonly agent: string; readonly known: boolean } | null
  end: { readonly at: Micros; meaning: EndMeaning } | null
  /** What CEL tells of the end, for want of a row of queue_log (talk-ends.ts). */
  found: { readonly at: Micros; readonly position: Position } | null
  wrapUp: { readonly at: Micros; length: MicrosLength | null } | null
  /** `since`: the caller is on hold. */
  hold: { length: MicrosLength; since: Micros | null } | null
  ring: MicrosLength | null
  missedRings: number
  readonly flags: VisitFlag[]
  readonly positions: Position[]
  lastRowAt: Micros
}

export const flag = (stay: Stay, name: VisitFlag): void => {
  if (!stay.flags.includes(name)) stay.flags.push(name)
}

/** Notes that the stay was read from this row. */
export function readFrom(stay: Stay, row: CallRow): void {
  stay.positions.push(row.position)
  stay.lastRowAt = row.at
  if (row.flags) for (const name of row.flags) flag(stay, name)
}

/** The caller who waits in the queue; of several (an exit was lost) the one who came at `entry`, or the last. */
export function waitingIn(stays: readonly Stay[], queue: string, entry: Micros | undefined): Stay | undefined {
  let best: Stay | undefined
  for (const stay of stays) {
    if (stay.queue !== queue || stay.exit || stay.answer) continue
    if (!best || entry === undefined || distance(stay.enteredAt, entry) <= distance(best.enteredAt, entry)) best = stay
  }
  return best
}

/**
 * The agent's conversation in the queue that goes on; of several (the caller came again) the one that began at `answer`, or the first.
 * A caller whom the manager redirected talks in two queues at once, as far as the log goes (asterisk-observed, "AMI Redirect").
 */
export function conversationIn(
  stays: readonly Stay[],
  queue: string,
  agent: string,
  answer: Micros | undefined,
): Stay | undefined {
  let best: Stay | undefined
  let bestDistance = Infinity
  for (const stay of stays) {
    if (stay.queue !== queue || stay.answer?.agent !== agent || stay.end) continue
    const away = answer === undefined ? 0 : distance(stay.answer.at, answer)
    if (away < bestDistance) {
      best = stay
      bestDistance = away
    }
  }
  return best
}

/** The stay whose CONNECT is written twice: one agent does not take the same caller twice at one instant (contact-center 3.3 rule 1). */
export const answeredAlready = (stays: readonly Stay[], row: CallRow): Stay | undefined =>
  stays.findLast(({ queue, answer }) => queue === row.queue && answer?.agent === row.agent && answer.at === row.at)

/** The stay that an exit row without a waiting caller tells about once more (EXITEMPTY is often written twice). */
export const leftAlready = (stays: readonly Stay[], row: CallRow, entry: Micros | undefined): Stay | undefined =>
  stays.findLast(
    ({ queue, exit, answer, enteredAt, lastRowAt }) =>
      queue === row.queue &&
      (exit ?? answer) !== null &&
      (entry === undefined ? withinRounding(lastRowAt, row.at) : withinRounding(enteredAt, entry)),
  )

/** The conversation whose end was just written, by another row of the same agent. */
export const endedAlready = (stays: readonly Stay[], row: CallRow): Stay | undefined =>
  stays.findLast(
    ({ queue, answer, end }) =>
      queue === row.queue && end !== null && answer?.agent === row.agent && withinRounding(end.at, row.at),
  )

const distance = (one: Micros, other: Micros): MicrosLength => Math.abs(one - other)
