import type { AgentState, OpenInterval } from './state.ts'

type Visible = Omit<OpenInterval, 'from'>

const plain = { reason: null, queue: null, callId: null }
const uncertain: Visible = { ...plain, state: 'UNCERTAIN', loggedIn: false }
const loggedOut: Visible = { ...plain, state: 'LOGGED_OUT', loggedIn: false }
const ready: Visible = { ...plain, state: 'READY', loggedIn: true }

/**
 * The one state that counts when several hold: TALKING before RINGING, WRAP_UP, PAUSED and READY (contact-center 9.3). A call needs no
 * session: static members have no login, and a conversation may outlive the logoff (asterisk-observed). What the manager interface tells
 * of rings is exact: the talk of the same call begins when it is over, although its row has whole seconds; and only while he is logged in.
 */
export function visibleState(agent: AgentState): Visible {
  if (agent.uncertainSince !== null) return uncertain
  const loggedIn = agent.session !== null
  const talk = agent.talks.length === 0 ? undefined : agent.talks.findLast(({ superseded }) => !superseded)
  const stillRings = talk && loggedIn && agent.rings.some(ring => ring.heard !== null && isOf(ring, talk.call))
  if (stillRings) return ringing(talk.call, loggedIn)
  if (talk) return { state: 'TALKING', reason: null, queue: talk.call.queue, callId: talk.call.callId, loggedIn }
  const { pickedUp } = agent
  if (pickedUp && loggedIn)
    return { state: 'TALKING', reason: null, queue: pickedUp.queue, callId: pickedUp.callId, loggedIn }
  const ring = agent.rings.findLast(({ heard }) => heard === null || loggedIn)
  if (ring) return ringing(ring, loggedIn)
  if (!loggedIn) return agent.outSince === null ? uncertain : loggedOut
  const { wrapUp } = agent
  if (wrapUp) return { state: 'WRAP_UP', reason: null, queue: wrapUp.queue, callId: wrapUp.callId, loggedIn }
  const pause = pauseOf(agent)
  return pause ? { ...plain, state: 'PAUSED', reason: pause.reason, loggedIn } : ready
}

const ringing = ({ queue, callId }: Pick<Visible, 'queue' | 'callId'>, loggedIn: boolean): Visible => ({
  state: 'RINGING',
  reason: null,
  queue,
  callId,
  loggedIn,
})

const isOf = (a: Pick<Visible, 'queue' | 'callId'>, b: Pick<Visible, 'queue' | 'callId'>): boolean =>
  a.queue === b.queue && a.callId === b.callId

/**
 * The pause of the agent: PAUSEALL, whatever single queues say (contact-center 5.8); or a pause in each of his queues, with the
 * newest reason. A pause in some of them leaves him ready in the others.
 */
function pauseOf({ pause, queues, pausedQueues }: AgentState): { readonly reason: string | null } | null {
  if (pause) return pause
  const newest = pausedQueues.at(-1)
  if (!newest || queues.length === 0) return null
  const everywhere = queues.every(({ queue }) => pausedQueues.some(paused => paused.queue === queue))
  return everywhere ? { reason: newest.reason } : null
}

export const sameVisible = (a: Visible, b: Visible): boolean =>
  a.state === b.state &&
  a.reason === b.reason &&
  a.queue === b.queue &&
  a.callId === b.callId &&
  a.loggedIn === b.loggedIn
