import { objectOf, objectsOf, type Configuration } from '../../configuration/configuration.ts'
import { queues } from '../../queues/configured-queues.ts'
import { skillFallbacksOf, toldPenalty, type SkillFallbacks } from '../../queues/skill-fallbacks.ts'
import { agents } from '../configured-agents.ts'
import type { AgentStep } from './agent-step.ts'
import {
  callbackOf,
  memberNameOf,
  membershipsOf,
  pauseOf,
  seatsIn,
  type AgentsOnPbx,
  type Seat,
} from './agents-on-pbx.ts'

/**
 * The queues that an agent is in while he is logged in, with the penalties that the PBX is told: his active configuration
 * (pbx-configuration §7.6).
 * @param fallbacks those of the files that the PBX has: calls look for their penalties
 */
export function configuredMemberships(
  configuration: Configuration,
  agent: string,
  fallbacks: SkillFallbacks = skillFallbacksOf(configuration),
): ReadonlyMap<string, number> {
  return new Map(
    objectsOf(configuration, queues).flatMap(({ key, value }) => {
      const own = value.enabled ? value.members.find(member => member.agent === agent && member.enabled) : undefined
      return own ? [[key, toldPenalty(fallbacks, key, own)] as const] : []
    }),
  )
}

export const addition = (
  queue: string,
  penalty: number,
  seat: Pick<Seat, 'agent' | 'interface'>,
  pause: { readonly reason: string | null } | null,
): AgentStep => ({
  do: 'addMember',
  queue,
  interface: callbackOf(seat.agent),
  name: memberNameOf(seat.agent),
  stateInterface: stateInterfaceOf(seat.interface),
  penalty,
  pause,
})

/** The state of a Local channel is that of its extension: /n is no part of that. */
const stateInterfaceOf = (channel: string): string => channel.replace(/^(Local\/.*)\/n$/, '$1')

/**
 * What makes the memberships of those who are logged in what the configuration says (pbx-configuration §7.6: at once on a logged agent,
 * at the next login on another one). A queue that the PBX does not have waits for its roll-out; who is in no configuration is left alone.
 */
export function membershipRepairs(
  configuration: Configuration,
  seen: AgentsOnPbx,
  fallbacks?: SkillFallbacks,
): readonly AgentStep[] {
  return seatsIn(seen.kept).flatMap(seat => {
    const { agent } = seat
    return objectOf(configuration, agents, agent)
      ? repairsOf(seat, configuredMemberships(configuration, agent, fallbacks), seen)
      : []
  })
}

function repairsOf(seat: Seat, wanted: ReadonlyMap<string, number>, seen: AgentsOnPbx): readonly AgentStep[] {
  const is = membershipsOf(seat.agent, seen)
  const pause = pauseOf(is) ?? null
  const added = [...wanted].flatMap(([queue, penalty]): readonly AgentStep[] => {
    const member = is.get(queue)
    if (!member) return seen.queues.has(queue) ? [addition(queue, penalty, seat, pause)] : []
    return member.penalty === penalty ? [] : [{ do: 'setPenalty', queue, interface: member.interface, penalty }]
  })
  const removed = [...is].flatMap(([queue, member]): readonly AgentStep[] =>
    wanted.has(queue) ? [] : [{ do: 'removeMember', queue, interface: member.interface }],
  )
  return [...added, ...removed]
}
