import { objectOf, objectsOf, type Configuration } from '../../configuration/configuration.ts'
import { mainServerOf } from '../../pbx-files/servers.ts'
import { queues } from '../../queues/configured-queues.ts'
import { mediaServers, type Deployment } from '../../sites/media-servers.ts'
import { lines } from '../../users/lines.ts'
import { agents } from '../configured-agents.ts'
import { pauseReasons } from '../pause-reasons.ts'

/** Why agents cannot be acted on: he is not configured, no PBX is, or nothing says how it is reached. Administrators mend each of them. */
export type AgentObstacle = 'NOT_CONFIGURED' | 'NO_MEDIA_SERVER' | 'NOT_REACHED'

/** The PBX that agents of a site are members of queues at, or why nothing can be done there. */
type AgentServer =
  | {
      readonly node: string
      readonly deployment: Deployment
      readonly problem?: undefined
      readonly obstacle?: undefined
    }
  | { readonly problem: string; readonly obstacle: AgentObstacle }

/** Queues are on the main server (pbx-configuration §4.3). */
export function agentServerOf(configuration: Configuration, site: string): AgentServer {
  const node = mainServerOf(configuration)
  const server = node === undefined ? undefined : objectOf(configuration, mediaServers, node)?.value
  if (node === undefined || !server)
    return { obstacle: 'NO_MEDIA_SERVER', problem: `site ${site} has no media server: define one` }
  if (!server.enabled || !server.deployment)
    return {
      obstacle: 'NOT_REACHED',
      problem: `nothing says how media server ${node} is reached: give it a deployment`,
    }
  return { node, deployment: server.deployment }
}

/** In which words who asks is told, administrator or not, whose work it is. */
export const notConfigured = (agent: string): string =>
  `there is no agent ${agent} in the configuration: an administrator defines him first`

export interface QueueChoice {
  readonly queue: string
  readonly displayName: string
  /** Of his active configuration; null: he is not in it. */
  readonly penalty: number | null
  /** Of his base configuration; null: it does not have the queue. */
  readonly basePenalty: number | null
}

/** What somebody who acts on an agent chooses from (contact-center §9.2, §9.6, §12.1). */
export interface AgentControls {
  /** Why he cannot be acted on at all, and what to do about it; null: he can. */
  readonly problem: string | null
  /** The same for a program, and for people in words of their own. */
  readonly obstacle: AgentObstacle | null
  readonly pauseReasons: readonly { readonly reason: string; readonly label: string }[]
  readonly queues: readonly QueueChoice[]
  /** Numbers of the lines that he may sit at: those of his context. */
  readonly phoneNumbers: readonly string[]
}

/** @param agent his number */
export function agentControls(configuration: Configuration, site: string, agent: string): AgentControls {
  const configured = objectOf(configuration, agents, agent)?.value
  const { problem, obstacle } = agentServerOf(configuration, site)
  return {
    problem: configured ? (problem ?? null) : notConfigured(agent),
    obstacle: configured ? (obstacle ?? null) : 'NOT_CONFIGURED',
    pauseReasons: objectsOf(configuration, pauseReasons).flatMap(({ key, value }) =>
      value.active ? [{ reason: key, label: value.label }] : [],
    ),
    queues: objectsOf(configuration, queues).flatMap(({ key, value }) => {
      if (!value.enabled) return []
      const member = value.members.find(one => one.agent === agent)
      const penalty = member?.enabled ? member.penalty : null
      return [{ queue: key, displayName: value.displayName, penalty, basePenalty: member?.basePenalty ?? null }]
    }),
    phoneNumbers: objectsOf(configuration, lines).flatMap(({ value }) =>
      value.enabled && value.number !== null && value.context === configured?.context ? [value.number] : [],
    ),
  }
}
