import type { Micros } from '../kernel/time.ts'
import { closeSession, openSession } from './sessions.ts'
import { longestRing, type Sign } from './signs.ts'
import { rounding } from '../pbx/queue-log-rounding.ts'
import type { AgentState, Membership } from './state.ts'
import type { Turn } from './turn.ts'

/**
 * ADDMEMBER: a dynamic member without login rows is at work from his first queue on. Asterisk adds no interface to a queue that it is in: who is
 * added once more is added with another one.
 */
export function addToQueue(turn: Turn, sign: Sign): void {
  const { agent } = turn
  if (sign.queue === null) return
  const { queue } = sign
  const mayBeUnkept = agent.queues.some(membership => membership.queue === queue && isBeforeLoss(agent, membership))
  forgetUnkept(turn, queue)
  const known = agent.queues.find(membership => membership.queue === queue)
  if (!known || known.inferred) {
    const added: Membership = { queue, penalty: null, since: sign.at, inferred: false, interfaces: 1 }
    agent.queues = [...agent.queues.filter(membership => membership !== known), added].sort(byQueue)
    turn.effects.push({ kind: 'membership', row: spellOf(added, null), by: 1 })
  } else if (!mayBeUnkept) countInterfaces(agent, known, known.interfaces + 1)
  agent.pausedQueues = agent.pausedQueues.filter(paused => paused.queue !== queue)
  if (sign.text === 'PAUSED') agent.pausedQueues = [...agent.pausedQueues, { queue, reason: null, at: sign.at }]
  if (!agent.session) openSession(turn, 'MEMBER', null, sign.at)
}

/** REMOVEMEMBER: of his last interface there. Without a login, the last queue gone is the end of the session. */
export function removeFromQueue(turn: Turn, sign: Sign): void {
  const { agent } = turn
  const { queue, at } = sign
  const known = agent.queues.find(membership => membership.queue === queue)
  if (known) {
    if (isBeforeLoss(agent, known)) agent.lostSightAt = null
    if (known.interfaces > 1) return countInterfaces(agent, known, known.interfaces - 1)
    agent.queues = agent.queues.filter(membership => membership !== known)
    endSpell(turn, known, at)
  }
  agent.pausedQueues = agent.pausedQueues.filter(paused => paused.queue !== queue)
  if (queue !== null && isSeen(agent))
    agent.left = [
      ...agent.left.filter(before => before.queue !== queue && before.at > at - longestRing - rounding),
      { queue, at },
    ]
  if (agent.queues.length > 0) return
  if (agent.session?.kind === 'MEMBER' || agent.session?.kind === 'SEEN') closeSession(turn, at)
  else if (!agent.session) agent.outSince ??= at
}

/** A change of penalty is a new spell. */
export function setPenalty(turn: Turn, { queue, penalty, at }: Sign): void {
  const { agent } = turn
  const known = agent.queues.find(membership => membership.queue === queue)
  if (!known || penalty === null || known.penalty === penalty) return
  const changed: Membership = { ...known, penalty, since: at }
  agent.queues = agent.queues.map(membership => (membership === known ? changed : membership))
  if (known.inferred) return
  endSpell(turn, known, at)
  turn.effects.push({ kind: 'membership', row: spellOf(changed, null), by: 1 })
}

/**
 * A static member is in a queue that calls or pauses him there: no row ever added him. He may be a dynamic member of other queues.
 * @param since when he was called or paused: a phone that rang already when he was removed from the queue makes him no member again
 */
export function inferMembership(turn: Turn, queue: string | null, since: Micros, at: Micros): void {
  const { agent } = turn
  if (queue === null || !isSeen(agent)) return
  const known = agent.queues.find(membership => membership.queue === queue)
  if (known) {
    // He is called there: he was kept.
    if (isBeforeLoss(agent, known)) agent.lostSightAt = null
    return
  }
  if (agent.left.some(before => before.queue === queue && since <= before.at + rounding)) return
  agent.queues = [...agent.queues, { queue, penalty: null, since: at, inferred: true, interfaces: 1 }].sort(byQueue)
}

/**
 * Asterisk adds nobody to a queue that he is in: who is added again after a restart was not kept over it (persistentmembers), there or elsewhere,
 * and no row said so. His pauses went with it, and so did his session where it was nothing but these memberships.
 */
function forgetUnkept(turn: Turn, queue: string): void {
  const { agent } = turn
  const { lostSightAt: lost } = agent
  const gone = agent.queues.filter(membership => isBeforeLoss(agent, membership))
  if (lost === null || !gone.some(membership => membership.queue === queue)) return
  agent.lostSightAt = null
  // Which of several PBXs he was added on, memberships do not tell.
  if (agent.nodes.length > 1) return
  for (const membership of gone) endSpell(turn, membership, lost)
  agent.queues = agent.queues.filter(membership => !gone.includes(membership))
  if (agent.pause && agent.pause.at <= lost) agent.pause = null
  agent.pausedQueues = agent.pausedQueues.filter(paused => paused.at > lost)
  if (agent.queues.length === 0 && isSeen(agent)) closeSession(turn, lost)
}

const isBeforeLoss = ({ lostSightAt }: Pick<AgentState, 'lostSightAt'>, { inferred, since }: Membership): boolean =>
  lostSightAt !== null && !inferred && since <= lostSightAt

/** Without login rows: what queues he is in is seen from the rows that name him. */
const isSeen = ({ session }: Pick<AgentState, 'session'>): boolean =>
  session?.kind === 'SEEN' || session?.kind === 'MEMBER'

function countInterfaces(agent: Turn['agent'], of: Membership, interfaces: number): void {
  agent.queues = agent.queues.map(membership => (membership === of ? { ...membership, interfaces } : membership))
}

function endSpell(turn: Turn, membership: Membership, at: Micros): void {
  if (membership.inferred) return
  turn.effects.push({ kind: 'membership', row: spellOf(membership, null), by: -1 })
  if (at > membership.since) turn.effects.push({ kind: 'membership', row: spellOf(membership, at), by: 1 })
}

const spellOf = ({ queue, since, penalty }: Membership, to: Micros | null) => ({ queue, from: since, to, penalty })

const byQueue = (a: Membership, b: Membership): number => (a.queue < b.queue ? -1 : a.queue > b.queue ? 1 : 0)
