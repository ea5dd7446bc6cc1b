import type { Rejection } from '../../kernel/decider.ts'
import type { AgentAction } from './decide-agent-action.ts'

/** Who wanted what of an agent, and what came of it: one stream a site. The facts themselves are the rows of queue_log that follow. */
export const agentActionStream = (site: string): string => `agent-actions/${site}`

/** Written before the PBX is asked. Without an end it is not known how far it came. */
export interface AgentActionRequested {
  readonly type: 'AgentActionRequested'
  readonly actionId: string
  readonly agent: string
  readonly action: AgentAction['type']
  readonly phoneNumber: string | null
  readonly reason: string | null
}

interface AgentActionCarriedOut {
  readonly type: 'AgentActionCarriedOut'
  readonly actionId: string
  readonly agent: string
  /** A sentence for each thing that was done; none: it was so already. */
  readonly done: readonly string[]
}

interface AgentActionRefused {
  readonly type: 'AgentActionRefused'
  readonly actionId: string
  readonly agent: string
  readonly rejections: readonly Rejection[]
}

interface AgentActionFailed {
  readonly type: 'AgentActionFailed'
  readonly actionId: string
  readonly agent: string
  readonly problem: string
  /** What was done before, and could not be taken back. */
  readonly left: readonly string[]
}

export type AgentActionEvent = AgentActionRequested | AgentActionCarriedOut | AgentActionRefused | AgentActionFailed
