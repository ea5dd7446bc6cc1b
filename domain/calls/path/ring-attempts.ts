import type { Position } from '../../kernel/event.ts'
import type { Micros } from '../../kernel/time.ts'
import type { MicrosLength } from '../../metrics/figures.ts'
import type { AmiRow } from '../../pbx/ami-fact.ts'
import type { RingOutcome } from '../call.ts'

/** A member of a queue is rung for a caller, as the manager tells it. */
export interface RingAttempt {
  /** uniqueid of the caller. */
  readonly callid: string
  readonly queue: string
  /** MemberName. */
  readonly agent: string
  /** Of the channel that rings. */
  readonly uniqueId: string
  readonly from: Micros
  /** Of AgentCalled: what tells attempts apart. */
  readonly began: Position
  /** null: it goes on, or nobody heard its end. */
  readonly to: Micros | null
  /** CANCELED until an event says otherwise. */
  readonly outcome: RingOutcome
  /** Of the event that says how it ended, and when: an announcement to the agent lies between his answer and AgentConnect. */
  readonly position: Position
  readonly toldAt: Micros
  /** Of AgentComplete: the conversation is over, for this member. null: it goes on, or nobody heard its end. */
  readonly completedAt: Micros | null
}

/** The events that attempts are read from. */
export const ringEvents: ReadonlySet<string> = new Set([
  'AgentCalled',
  'AgentConnect',
  'AgentRingNoAnswer',
  'DialEnd',
  'AgentComplete',
])

/**
 * Attempts with what further events say about them.
 * @param ami ascending by instant and position, none of them before what `known` was made from
 * @param longest what is said of an attempt later than this is not about it
 */
export function ringAttempts(
  ami: readonly AmiRow[],
  known: readonly RingAttempt[] = [],
  longest: MicrosLength = Infinity,
): readonly RingAttempt[] {
  const attempts = [...known]
  for (const { event, fields, at, position } of ami) {
    const { Uniqueid: callid = '', DestUniqueid: uniqueId = '', Queue: queue = '', MemberName: agent = '' } = fields
    const outcome = outcomeOfEvent[event]
    if (event === 'AgentCalled' && queue !== '' && agent !== '') {
      attempts.push({
        callid,
        queue,
        agent,
        uniqueId,
        from: at,
        began: position,
        to: null,
        outcome: 'CANCELED',
        position,
        toldAt: at,
        completedAt: null,
      })
    } else if (outcome) {
      // By the member, not by the channel: a telephone that forwards calls is answered on another one.
      const index = attempts.findLastIndex(
        one => one.callid === callid && one.queue === queue && one.agent === agent && at - one.from <= longest,
      )
      if (attempts[index]?.outcome === 'CANCELED') end(attempts, index, at, position, outcome)
    } else if (event === 'AgentComplete') {
      const index = attempts.findLastIndex(
        one => one.callid === callid && one.queue === queue && one.agent === agent && at - one.from <= longest,
      )
      const attempt = attempts[index]
      // After an attended transfer it may be said twice (asterisk-observed): the first is the end.
      if (attempt?.outcome === 'ANSWERED') attempts[index] = { ...attempt, completedAt: attempt.completedAt ?? at }
    } else if (event === 'DialEnd' && uniqueId !== '' && !fields['Forward']) {
      const index = attempts.findLastIndex(one => one.uniqueId === uniqueId && at - one.from <= longest)
      if (attempts[index]?.to === null) end(attempts, index, at, position, attempts[index].outcome)
    }
  }
  return attempts
}

const outcomeOfEvent: Readonly<Record<string, RingOutcome>> = { AgentConnect: 'ANSWERED', AgentRingNoAnswer: 'MISSED' }

/** It rang until the first event that says so. */
function end(attempts: RingAttempt[], index: number, at: Micros, position: Position, outcome: RingOutcome): void {
  const attempt = attempts[index]
  if (attempt) attempts[index] = { ...attempt, to: attempt.to ?? at, outcome, position, toldAt: at }
}
