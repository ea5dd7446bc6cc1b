import type { AgentStep } from '../../domain/agents/actions/agent-step.ts'
import type { AgentAction } from '../../domain/agents/actions/decide-agent-action.ts'
import type { Rejection } from '../../domain/kernel/decider.ts'
import type { Position } from '../../domain/kernel/event.ts'

/** What came of an action on an agent. */
export interface AgentActionResult {
  /** End of the log after it. */
  readonly position: Position
  /** Why it was refused, or what the PBX did not do. */
  readonly rejections: readonly Rejection[]
  /** What the PBX did; none: it was so already. */
  readonly steps: readonly AgentStep[]
  /** Rows by which the PBX shows it stand behind this position. */
  readonly since: Position
}

/** Acts on agents at the PBX of their site, at once. What was wanted, by whom, and what came of it is in the log. */
export interface AgentActionsPort {
  /** @param mayLogOut whether the actor may act on the agent of this number too, who sits at the line that is asked for; left out: he may */
  act(action: AgentAction, actor: string, mayLogOut?: (agent: string) => boolean): Promise<AgentActionResult>
  /**
   * Makes members of queues at the PBX of a site what is configured, for agents who are logged in.
   * @returns what it did
   * @throws PbxProblem
   */
  bringMemberships(site: string): Promise<readonly AgentStep[]>
}
