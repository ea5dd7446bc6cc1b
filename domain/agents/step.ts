import type { Micros } from '../kernel/time.ts'
import {
  connect,
  endHeardRing,
  endRing,
  endTalk,
  endTalkUnwritten,
  hasTalked,
  isUnwrittenEndOf,
  hearRing,
  loseCalls,
  setHold,
  startRing,
  stopTalking,
  wasRung,
} from './calls.ts'
import { addToQueue, removeFromQueue, setPenalty } from './memberships.ts'
import { giveReason, pause, unpause } from './pauses.ts'
import { forgetPauses, logIn, logOff, moveTo, wasLoggedIn } from './sessions.ts'
import { longestSilence, type Sign } from './signs.ts'
import type { AgentState } from './state.ts'
import { cut, type Turn } from './turn.ts'
import { endWrapUp, startWrapUp } from './wrap-up.ts'

/**
 * Applies the next sign to the agent. Signs come in the order of compareSigns.
 * @returns false: it is nothing to him
 */
export function step(turn: Turn, sign: Sign): boolean {
  if (!concerns(turn.agent, sign)) return false
  passTime(turn, sign.at)
  // Whoever administers the queue set a penalty: like a restart it is no sign of the agent's own life.
  if (sign.kind === 'RESTART') loseSight(turn, sign.at)
  else if (sign.kind === 'PENALTY') setPenalty(turn, sign)
  else if (sign.kind === 'HEARD') hearRing(turn, sign)
  else if (sign.kind === 'HUSHED' || sign.kind === 'PICKED_UP') endHeardRing(turn, sign)
  else if (sign.kind === 'HUNG_UP') endTalkUnwritten(turn, sign)
  else apply(turn, sign)
  turn.agent.newest = sign.at
  if (turn.agent.firstSign !== null) cut(turn, sign.at)
  return true
}

/** Of a restart without consequences nothing is kept: not even that time has passed. */
export function concerns(state: AgentState, sign: Sign): boolean {
  const { kind, node, position } = sign
  if (kind === 'HUNG_UP') return state.talks.some(talk => isUnwrittenEndOf(talk, sign))
  if (kind === 'HUSHED' || kind === 'PICKED_UP') return state.rings.some(({ heard }) => heard === position)
  if (kind !== 'RESTART') return true
  const { session, uncertainSince, talks, rings } = state
  const hasOpenState = (session !== null && uncertainSince === null) || talks.length > 0 || rings.length > 0
  return state.node === node && hasOpenState
}

/** What happens without a row: wrap-up is over at its end, and a silence of a month leaves nobody knowing. */
export function passTime(turn: Turn, until: Micros): void {
  const { agent } = turn
  const ends = [agent.wrapUp?.until, agent.pickedUp?.until].filter(end => end !== undefined && end <= until)
  for (const end of ends.toSorted((a = 0, b = 0) => a - b)) {
    if (end === undefined) continue
    if (agent.wrapUp?.until === end) agent.wrapUp = null
    if (agent.pickedUp?.until === end) agent.pickedUp = null
    if (agent.firstSign !== null) cut(turn, end)
  }
  if (agent.firstSign === null || until - agent.lastSign <= longestSilence) return
  const silent = agent.lastSign + longestSilence
  loseSight(turn, silent)
  cut(turn, silent)
}

/** Uncertain until his next sign of life: whether he is still logged in, paused, talking, no row tells. Nothing is closed. */
function loseSight(turn: Turn, at: Micros): void {
  const { agent } = turn
  loseCalls(turn)
  endWrapUp(turn, at)
  if (!agent.session) return
  agent.uncertainSince ??= at
  agent.lostSightAt = at
}

function apply(turn: Turn, sign: Sign): void {
  const { agent } = turn
  const { uncertainSince } = agent
  agent.firstSign ??= sign.at
  agent.lastSign = sign.at
  agent.node = sign.node
  if (!agent.nodes.includes(sign.node)) agent.nodes = [...agent.nodes, sign.node].sort()
  agent.uncertainSince = null
  switch (sign.kind) {
    case 'LOGIN':
      return logIn(turn, sign, uncertainSince)
    case 'LOGGED_IN':
      return wasLoggedIn(turn, sign)
    case 'LOGOFF':
      return logOff(turn, sign)
    case 'LINE':
      return moveTo(turn, sign.text, sign.at)
    case 'ADDED':
      return addToQueue(turn, sign)
    case 'REMOVED':
      return removeFromQueue(turn, sign)
    case 'PAUSE':
      return pause(turn, sign)
    case 'UNPAUSE':
      return unpause(turn, sign)
    case 'REASON':
      return giveReason(turn, sign)
    case 'RING':
    case 'RANG':
    case 'MISSED':
    case 'CANCELED':
    case 'CONNECT':
      // Pauses come back with the members after a restart; one who is called is not paused.
      if (uncertainSince !== null) forgetPauses(turn)
      return rung(turn, sign)
    case 'TALKED':
      if (uncertainSince !== null) forgetPauses(turn)
      return hasTalked(turn, sign)
    case 'HOLD':
      return setHold(turn, sign, true)
    case 'UNHOLD':
      return setHold(turn, sign, false)
    case 'END':
      return endTalk(turn, sign)
    case 'WRAP_UP':
      stopTalking(turn, sign)
      return startWrapUp(turn, sign)
    case 'LIFE':
    case 'PENALTY':
    case 'RESTART':
    case 'HEARD':
    case 'HUSHED':
    case 'PICKED_UP':
    case 'HUNG_UP':
      return
  }
}

function rung(turn: Turn, sign: Sign): void {
  if (sign.kind === 'RING') startRing(turn, sign)
  else if (sign.kind === 'RANG') wasRung(turn, sign)
  else if (sign.kind === 'CONNECT') connect(turn, sign)
  else endRing(turn, sign, sign.kind === 'MISSED' ? 'MISSED' : 'CANCELED')
}
