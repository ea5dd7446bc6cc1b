import { sameInstant } from '../calls/of-queues/queue-times.ts'
import { microsPerSecond, type Micros } from '../kernel/time.ts'
import { inferMembership } from './memberships.ts'
import { rungDespitePause } from './pauses.ts'
import { openSession } from './sessions.ts'
import { type Sign } from './signs.ts'
import { rounding } from '../pbx/queue-log-rounding.ts'
import type { AgentCall, AgentState, Talk } from './state.ts'
import { replaceCall, type Turn } from './turn.ts'
import { endWrapUp } from './wrap-up.ts'

/** Enough to recognise a second end, and the wrap-up of the call before; forged rows cannot make the state grow. */
const remembered = 3

/** Rings at once, besides one more: of as many queues, or lines. */
const mostRings = 15

export function startRing(turn: Turn, sign: Sign): void {
  present(turn, sign, sign.at)
  turn.agent.rings = [...turn.agent.rings.slice(-mostRings), { queue: sign.queue, callId: sign.callId, heard: null }]
}

/** A row tells of a ring that was heard: that he was there, and nothing more. */
export function wasRung(turn: Turn, sign: Sign): void {
  present(turn, sign, sign.at)
}

/**
 * The manager interface tells of a ring. It is a part of the time that he is logged in, and no sign of that: whether he is, rows tell.
 */
export function hearRing({ agent }: Turn, { queue, callId, position }: Sign): void {
  agent.rings = [...agent.rings.slice(-mostRings), { queue, callId, heard: position }]
}

/** HUSHED and PICKED_UP. Until the row of the answer is there he talks already; where it was written before, it tells. */
export function endHeardRing({ agent }: Turn, sign: Sign): void {
  agent.rings = agent.rings.filter(({ heard }) => heard !== sign.position)
  if (sign.kind !== 'PICKED_UP') return
  const { queue, callId, completedAt } = sign
  if (completedAt) agent.heardEnds = [...agent.heardEnds.slice(1 - remembered), { queue, callId, at: completedAt }]
  const isKnown =
    agent.talks.some(talk => isOf(talk, sign)) ||
    agent.ended.some(entry => isOf(entry, sign) && entry.endedAt >= sign.at - rounding)
  if (isKnown) return
  agent.pickedUp = { queue, callId, until: sign.at + (sign.length ?? 0) }
}

/** MISSED and CANCELED. Only the first is a call that he let ring (products-and-metrics 2.3 #30). */
export function endRing(turn: Turn, sign: Sign, outcome: 'MISSED' | 'CANCELED'): void {
  const ringSince = sign.at - (sign.length ?? 0)
  present(turn, sign, ringSince)
  // Calls that were rung at once are missed at once, in one second of a clock of whole ones.
  if (sign.length !== null) rungDespitePause(turn, sign.queue, ringSince - microsPerSecond)
  silence(turn, sign)
  turn.effects.push({ kind: 'call', row: callOf(sign, outcome), by: 1 })
}

/** An agent has one call at a time: an earlier one is over, unless a row says otherwise; so is his wrap-up. */
export function connect(turn: Turn, sign: Sign): void {
  const { agent } = turn
  const ringSince = sign.at - (sign.length ?? 0)
  present(turn, sign, ringSince)
  if (sign.length !== null) rungDespitePause(turn, sign.queue, ringSince)
  silence(turn, sign)
  // The row is there twice: nobody takes the same caller twice at one instant.
  if (agent.talks.some(talk => talk.connected && talk.call.at === sign.at && isOf(talk, sign))) return
  endWrapUp(turn, sign.at)
  agent.pickedUp = null
  agent.talks = agent.talks.map(talk => (talk.keptBy === null ? { ...talk, superseded: true } : talk))
  beginTalk(turn, callOf(sign, 'ANSWERED'), null)
}

/**
 * A later end tells that he talked from here on: to a call whose CONNECT the log does not have, because its history is cut, or to
 * one that went on beside the next (two calls at once, a caller redirected to another queue).
 */
export function hasTalked(turn: Turn, sign: Sign): void {
  const { agent } = turn
  const known = agent.talks.findLast(talk => isOf(talk, sign))
  if (known) {
    agent.talks = agent.talks.map(talk =>
      talk === known ? { ...talk, superseded: false, keptBy: talk.keptBy ?? sign.position } : talk,
    )
    return
  }
  present(turn, sign, sign.at)
  beginTalk(turn, callOf({ ...sign, length: null }, 'ANSWERED'), sign.position)
}

/** The first end counts; an attended transfer to a queue writes COMPLETECALLER as well, or another (asterisk-observed). */
export function endTalk(turn: Turn, sign: Sign): void {
  const { agent } = turn
  const since = sign.at - (sign.length ?? 0)
  const talk = talkEndedBy(turn, sign)
  const before = talk ? undefined : endedBefore(turn, sign, since)
  // A second end leaves alone how long he talked on behind the first, as it was heard.
  if (!before && agent.pickedUp && isOf({ call: agent.pickedUp }, sign)) agent.pickedUp = null
  if (!talk) {
    if (before) alsoTransferred(turn, before.call, sign)
    // That he had the call is known from this row alone; or that he had it for longer than his phone was heard of.
    if (before?.unwritten)
      turn.implied.push({ ...sign, kind: 'TALKED', at: before.call.at, callId: before.call.callId })
    else if (!before?.connected && sign.length !== null) turn.implied.push({ ...sign, kind: 'TALKED', at: since })
    return
  }
  if (talk.superseded || talk.keptBy !== null)
    turn.implied.push({ ...sign, kind: 'TALKED', at: talk.call.at, callId: talk.call.callId })
  const hold = talk.call.hold + (talk.heldSince === null ? 0 : sign.at - talk.heldSince)
  const call: AgentCall = { ...talk.call, talk: sign.at - talk.call.at, hold, transfer: transferOf(sign) }
  replaceCall(turn, talk.call, call)
  agent.talks = agent.talks.filter(other => other !== talk)
  talkUntilHeardEnd(turn, sign)
  agent.ended = [...agent.ended.slice(1 - remembered), { call, endedAt: sign.at, connected: talk.connected }]
}

/** HUNG_UP ends the conversation that began when it says, unless a row tells how long that went on. */
export const isUnwrittenEndOf = ({ call, connected, keptBy }: Talk, sign: Sign): boolean =>
  connected && keptBy === null && isOf({ call }, sign) && call.at === sign.at - (sign.length ?? 0)

/** Nobody wrote the end, but his phone hung up. It is no sign of life: of that he gave one when he answered. */
export function endTalkUnwritten(turn: Turn, sign: Sign): void {
  const { agent } = turn
  const talk = agent.talks.findLast(open => isUnwrittenEndOf(open, sign))
  if (!talk) return
  const hold = talk.call.hold + (talk.heldSince === null ? 0 : sign.at - talk.heldSince)
  const call: AgentCall = { ...talk.call, talk: sign.at - talk.call.at, hold }
  replaceCall(turn, talk.call, call)
  agent.talks = agent.talks.filter(other => other !== talk)
  const ended = { call, endedAt: sign.at, connected: true, unwritten: true } as const
  agent.ended = [...agent.ended.slice(1 - remembered), ended]
}

/**
 * The row of the end states the second in which it lies, and the ring before the conversation was heard to the microsecond: half a second of each
 * would be missing. He talks until the end that was heard.
 */
function talkUntilHeardEnd({ agent }: Turn, sign: Sign): void {
  const heard = agent.heardEnds.find(
    end => isOf({ call: end }, sign) && end.at > sign.at && end.at - sign.at <= sameInstant,
  )
  if (!heard) return
  agent.heardEnds = agent.heardEnds.filter(end => end !== heard)
  agent.pickedUp = { queue: heard.queue, callId: heard.callId, until: heard.at }
}

/** Who wraps up a call talks no more, whether or not a row said so: what domain/queues infers from a wrap-up. */
export function stopTalking(turn: Turn, sign: Sign): void {
  if (turn.agent.talks.some(talk => isOf(talk, sign))) endTalk(turn, { ...sign, length: null, text: null })
}

/** CALLERONHOLD and CALLEROFFHOLD, which VICIdial writes: a part of the conversation. */
export function setHold(turn: Turn, sign: Sign, held: boolean): void {
  const { agent } = turn
  const talk = agent.talks.findLast(open => isOf(open, sign)) ?? agent.talks.at(-1)
  if (!talk || held === (talk.heldSince !== null)) return
  const hold = talk.call.hold + (talk.heldSince === null ? 0 : sign.at - talk.heldSince)
  const after: Talk = { ...talk, call: { ...talk.call, hold }, heldSince: held ? sign.at : null }
  if (!held) replaceCall(turn, talk.call, after.call)
  agent.talks = agent.talks.map(open => (open === talk ? after : open))
}

/** Calls do not survive what makes the agent uncertain; their talk stays unknown. */
export function loseCalls({ agent }: Turn): void {
  agent.rings = []
  agent.pickedUp = null
  agent.heardEnds = []
  agent.talks = []
}

/**
 * Only a member is called: he is at work, although no row told so. Unless the phone began to ring before he logged off, or
 * within the rounding of it.
 */
function present(turn: Turn, sign: Sign, ringSince: Micros): void {
  const { agent } = turn
  if (!agent.session && (agent.outSince === null || ringSince > agent.outSince + rounding))
    openSession(turn, 'SEEN', null, sign.at)
  inferMembership(turn, sign.queue, ringSince, sign.at)
}

/** A row without a length began no ring: one that goes on is that of another interface of his. */
function silence({ agent }: Turn, sign: Sign): void {
  if (!sign.length) return
  const index = agent.rings.findIndex(ring => ring.heard === null && isOf({ call: ring }, sign))
  if (index >= 0) agent.rings = agent.rings.toSpliced(index, 1)
}

function beginTalk(turn: Turn, call: AgentCall, keptBy: number | null): void {
  const { agent } = turn
  agent.talks = [
    ...agent.talks.slice(-remembered),
    { call, connected: keptBy === null, superseded: false, keptBy, heldSince: null },
  ]
  agent.ended = agent.ended.filter(entry => !isOf(entry, call))
  turn.effects.push({ kind: 'call', row: call, by: 1 })
}

/**
 * The callid may have changed since (local channels optimised away): then queue and length tell which call it was. A conversation
 * that only an end tells of is ended by that one.
 */
function talkEndedBy({ agent }: Turn, sign: Sign): Talk | undefined {
  const talks = agent.talks.filter(({ keptBy }) => keptBy === null || keptBy === sign.position)
  const same = talks.findLast(talk => isOf(talk, sign))
  if (same || sign.length === null) return same
  const since = sign.at - sign.length
  return talks.findLast(({ call }) => call.queue === sign.queue && Math.abs(call.at - since) <= rounding)
}

/** The call that the row ends once more, under its callid or, where that has changed since, under another. */
function endedBefore({ agent }: Turn, sign: Sign, since: Micros): AgentState['ended'][number] | undefined {
  const same = agent.ended.findLast(entry => isOf(entry, sign) && since <= entry.endedAt)
  if (same || sign.length === null) return same
  // The end that a row tells may lie behind the one of CEL: as for a conversation that goes on, the beginning says which it was.
  return agent.ended.findLast(
    ({ call, endedAt, unwritten }) =>
      call.queue === sign.queue &&
      Math.abs(call.at - since) <= rounding &&
      (unwritten || Math.abs(endedAt - sign.at) <= rounding),
  )
}

function alsoTransferred(turn: Turn, before: AgentCall, sign: Sign): void {
  const transfer = transferOf(sign)
  if (transfer === null || before.transfer !== null) return
  const after: AgentCall = { ...before, transfer }
  replaceCall(turn, before, after)
  turn.agent.ended = turn.agent.ended.map(entry => (entry.call === before ? { ...entry, call: after } : entry))
}

const isOf = (
  { call }: { readonly call: Pick<AgentCall, 'queue' | 'callId'> },
  { queue, callId }: Pick<Sign, 'queue' | 'callId'>,
): boolean => call.queue === queue && call.callId === callId

const transferOf = ({ text }: Sign): AgentCall['transfer'] => (text === 'BLIND' || text === 'ATTENDED' ? text : null)

const callOf = (sign: Sign, outcome: AgentCall['outcome']): AgentCall => ({
  position: sign.position,
  at: sign.at,
  queue: sign.queue,
  callId: sign.callId,
  outcome,
  ring: sign.length ?? 0,
  talk: null,
  hold: 0,
  wrapUp: 0,
  transfer: null,
})
