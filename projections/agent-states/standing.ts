import { statesUntil } from '../../domain/agents/day.ts'
import type { AgentState, OpenInterval } from '../../domain/agents/state.ts'
import type { Micros } from '../../domain/kernel/time.ts'

/**
 * The state that an agent is in at the instant, of what is known of him: wrap-up ends without a row, and a long silence leaves nobody
 * knowing (statesUntil).
 */
export function stateAt(agent: AgentState, at: Micros): OpenInterval | undefined {
  // Instants are whole microseconds: what holds until the next one holds now. A PBX whose clock is ahead is believed.
  return statesUntil(agent, at + 1).at(-1) ?? agent.open ?? undefined
}

/** Paused in this queue, or in all of them. */
export const isPausedIn = (agent: AgentState, queue: string): boolean =>
  agent.pause !== null || agent.pausedQueues.some(paused => paused.queue === queue)
