import { microsPerSecond, type Micros } from '../kernel/time.ts'
import type { Sign } from './signs.ts'
import type { AgentCall, AgentState } from './state.ts'
import { replaceCall, type Turn } from './turn.ts'

/** Wrap-up rows that name no call belong to the call that ended at most this long before. */
const soonAfter = 10 * microsPerSecond

/**
 * Wrap-up runs for the length that the row says; a second row for the same call sets its end anew. Nobody is in wrap-up who is logged
 * off: the row that a call writes when it outlives the session changes nothing.
 */
export function startWrapUp(turn: Turn, sign: Sign): void {
  const { agent } = turn
  if (!agent.session || sign.length === null) return
  const call = callOf(agent, sign)
  const again = agent.wrapUp !== null && call !== undefined && agent.wrapUp.ofCall === call.position
  const start = behindHeardEnd(agent, sign)
  const since = again && agent.wrapUp ? agent.wrapUp.since : start
  if (!again) endWrapUp(turn, sign.at)
  const until = start + sign.length
  agent.wrapUp =
    until > since ? { since, until, queue: sign.queue, callId: sign.callId, ofCall: call?.position ?? null } : null
  if (call) setWrapUp(turn, call, until - since)
}

/** The row stands in the second in which the conversation ended; where that end was heard, wrap-up begins behind it. */
function behindHeardEnd({ pickedUp }: AgentState, { queue, callId, at }: Sign): Micros {
  const isIts = pickedUp?.queue === queue && (callId === null || pickedUp.callId === callId)
  return pickedUp && isIts ? Math.max(at, pickedUp.until) : at
}

/** The row counted its whole length; what is left of it is taken back. */
export function endWrapUp(turn: Turn, at: Micros): void {
  const { wrapUp, ended, talks } = turn.agent
  if (!wrapUp) return
  turn.agent.wrapUp = null
  if (at >= wrapUp.until) return
  const isIts = (call: AgentCall) => call.position === wrapUp.ofCall
  const call = ended.find(entry => isIts(entry.call))?.call ?? talks.find(talk => isIts(talk.call))?.call
  if (call) setWrapUp(turn, call, Math.max(0, at - wrapUp.since))
}

function setWrapUp(turn: Turn, call: AgentCall, wrapUp: number): void {
  const { agent } = turn
  const after = { ...call, wrapUp }
  replaceCall(turn, call, after)
  agent.ended = agent.ended.map(entry => (entry.call === call ? { ...entry, call: after } : entry))
  agent.talks = agent.talks.map(talk => (talk.call === call ? { ...talk, call: after } : talk))
}

function callOf({ ended, talks }: AgentState, { queue, callId, at }: Sign): AgentCall | undefined {
  const isIts = ({ call }: { call: AgentCall }) => call.callId === callId && call.queue === queue
  const known = ended.findLast(isIts) ?? talks.findLast(isIts)
  if (known || (callId !== null && queue !== null)) return known?.call
  const newest = ended.at(-1)
  return newest && at - newest.endedAt <= soonAfter ? newest.call : undefined
}
