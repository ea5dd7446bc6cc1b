import { microsPerSecond, type Micros } from '../kernel/time.ts'
import { inferMembership } from './memberships.ts'
import { openSession } from './sessions.ts'
import type { Sign } from './signs.ts'
import type { Pause } from './state.ts'
import type { Turn } from './turn.ts'
import { endWrapUp } from './wrap-up.ts'

/** PAUSE of a queue, PAUSEALL where `queue` is null. A repeated one gives the reason anew; an agent who is logged off stays so. */
export function pause(turn: Turn, sign: Sign): void {
  const { agent } = turn
  if (!agent.session) {
    if (agent.outSince !== null) return
    openSession(turn, 'SEEN', null, sign.at)
  }
  inferMembership(turn, sign.queue, sign.at, sign.at)
  const { queue, text: reason, at } = sign
  if (queue === null) agent.pause = { reason, at }
  else agent.pausedQueues = [...agent.pausedQueues.filter(paused => paused.queue !== queue), { queue, reason, at }]
}

/** The reason that app_queue itself gives (autopause of queues.conf, Asterisk 13 and later). */
const autoPause = 'Auto-Pause'

/**
 * Of an agent with two interfaces autopause takes out the one that did not answer, under his name. He whose phone is rung after that is
 * rung at another one, since app_queue rings nobody who is paused: he is at work. What a person paused is paused at all of them. Where a row has
 * added him to the queue since the pause, he may be rung there at the one that did not answer, and stays paused in the queues that were paused.
 * @param ringSince when the phone began to ring, at the earliest
 */
export function rungDespitePause({ agent }: Turn, queue: string | null, ringSince: Micros): void {
  const isRefuted = ({ reason, at }: Pause): boolean => reason === autoPause && at <= ringSince
  if (agent.pause && isRefuted(agent.pause)) {
    const { at } = agent.pause
    agent.pause = null
    const hasJoinedSince = agent.queues.some(each => each.queue === queue && !each.inferred && each.since > at)
    if (!hasJoinedSince) agent.pausedQueues = agent.pausedQueues.filter(paused => !isRefuted(paused))
  } else agent.pausedQueues = agent.pausedQueues.filter(paused => paused.queue !== queue || !isRefuted(paused))
}

/** Each interface of an agent writes its own UNPAUSEALL, all within this time. */
const together = microsPerSecond

/**
 * UNPAUSEALL ends every pause; without one, it ends the wrap-up: the agent declares himself ready (contact-center 9.2). UNPAUSE of
 * one queue makes him ready there, which ends the pause of the agent too. Unpaused while logged off, nothing changes (G-02).
 */
export function unpause(turn: Turn, { queue, at }: Sign): void {
  const { agent } = turn
  if (!agent.session) return
  if (queue !== null) {
    const { length } = agent.pausedQueues
    agent.pausedQueues = agent.pausedQueues.filter(paused => paused.queue !== queue)
    if (agent.pause && (length === 0 || agent.pausedQueues.length < length)) agent.pause = null
    return
  }
  const justUnpaused = agent.unpausedAt !== null && at - agent.unpausedAt <= together
  if (agent.pause || agent.pausedQueues.length > 0) agent.unpausedAt = at
  else if (!justUnpaused) endWrapUp(turn, at)
  agent.pause = null
  agent.pausedQueues = []
}

/** PAUSEREASON: the pause that runs gets its reason from a row of its own. */
export function giveReason({ agent }: Turn, { queue, text: reason }: Sign): void {
  if (agent.pause) agent.pause = { ...agent.pause, reason }
  else
    agent.pausedQueues = agent.pausedQueues.map(paused =>
      queue === null || paused.queue === queue ? { ...paused, reason } : paused,
    )
}
