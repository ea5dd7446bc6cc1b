import type { AgentActionResult, AgentActionsPort } from '../../api/ports/agent-actions.ts'
import {
  agentActionStream,
  type AgentActionEvent,
  type AgentActionRequested,
} from '../../domain/agents/actions/agent-action-events.ts'
import { agentServerOf } from '../../domain/agents/actions/agent-controls.ts'
import { sentenceOf, type AgentStep } from '../../domain/agents/actions/agent-step.ts'
import { callbackOf, memberNameOf } from '../../domain/agents/actions/agents-on-pbx.ts'
import { membershipRepairs } from '../../domain/agents/actions/configured-memberships.ts'
import { decideAgentAction, logoutSteps, type AgentAction } from '../../domain/agents/actions/decide-agent-action.ts'
import { agentAliases } from '../../domain/agents/aliases.ts'
import type { Configuration } from '../../domain/configuration/configuration.ts'
import type { ConfigurationReader } from '../../domain/configuration/history.ts'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { Position } from '../../domain/kernel/event.ts'
import { handleCommand } from '../../domain/kernel/handle-command.ts'
import { inTurns } from '../../domain/kernel/in-turn.ts'
import type { Json } from '../../domain/kernel/json.ts'
import { microsPerSecond, type Micros } from '../../domain/kernel/time.ts'
import { skillFallbacksOf, type SkillFallbacks } from '../../domain/queues/skill-fallbacks.ts'
import { AgentStepProblem, PbxProblem, type Pbx } from '../../domain/roll-out/pbx.ts'
import { deploymentAmi, type Deployment } from '../../domain/sites/media-servers.ts'
import { directoryAndAmi } from '../pbx/directory-and-ami.ts'
import { nodeRollOuts } from '../roll-out/node-roll-outs.ts'

type AgentPbx = Pick<Pbx, 'agents' | 'act'>

interface AgentActionsOptions {
  readonly store: Pick<EventStore, 'append' | 'readStream' | 'lastPosition'>
  readonly reader: ConfigurationReader
  readonly clock: () => Micros
  /** How a node is reached; by its manager interface when left out. */
  readonly pbxOf?: (deployment: Deployment) => AgentPbx
}

/**
 * What supervisors do to agents (contact-center §9.2), done on the PBX at once: agents are members of queues, which are on the main server.
 * What is wanted is written down first, what came of it afterwards. The PBX itself says who is logged in, so no state is kept here.
 */
export function createAgentActions(options: AgentActionsOptions): AgentActionsPort {
  const { store, reader, clock } = options
  const pbxOf = options.pbxOf ?? (deployment => directoryAndAmi(deployment.directory, deploymentAmi(deployment)))
  /** Two who act at once on the agents of a site do so one after the other: each sees what the other one did. */
  const inTurn = inTurns()

  /** @throws PbxProblem */
  function mainPbx(configuration: Configuration, site: string): { readonly node: string; readonly pbx: AgentPbx } {
    const server = agentServerOf(configuration, site)
    if (server.problem !== undefined) throw new PbxProblem(server.problem)
    return { node: server.node, pbx: pbxOf(server.deployment) }
  }

  const fallbacks = new Map<string, { readonly position: Position; readonly of: SkillFallbacks }>()

  /** What skills became in the files that the node has: a later configuration counts from its roll-out on. */
  async function appliedFallbacks(site: string, node: string): Promise<SkillFallbacks> {
    const { applied } = await nodeRollOuts(store, site, node)
    if (!applied) return new Map()
    const { position } = applied
    const known = fallbacks.get(`${site}/${node}`)
    if (known?.position === position) return known.of
    const of = skillFallbacksOf((await reader.asOf(site, { position })).configuration)
    fallbacks.set(`${site}/${node}`, { position, of })
    return of
  }

  async function act(
    action: AgentAction,
    actor: string,
    mayLogOut: (agent: string) => boolean = () => true,
  ): Promise<AgentActionResult> {
    const { site, agent } = action
    const actionId = crypto.randomUUID()
    const tell = (event: AgentActionEvent, node?: string): Promise<Position> =>
      append(site, { actor, correlationId: actionId, ...(node === undefined ? {} : { node }) }, event)
    const { configuration } = await reader.now(site)
    const before = await tell(requested(actionId, action))
    const failed = async (problem: string, left: readonly string[] = []): Promise<AgentActionResult> => ({
      position: await tell({ type: 'AgentActionFailed', actionId, agent, problem, left }),
      rejections: [{ field: 'site', rule: 'pbx', message: sentence(problem, left) }],
      steps: [],
      since: before,
    })
    try {
      const { node, pbx } = mainPbx(configuration, site)
      const seen = await pbx.agents()
      const now = Math.floor(clock() / microsPerSecond)
      const fallbacks = await appliedFallbacks(site, node)
      const decision = decideAgentAction(action, { configuration, seen, now, fallbacks, mayLogOut })
      if (!decision.accepted) {
        const { rejections } = decision
        const position = await tell({ type: 'AgentActionRefused', actionId, agent, rejections }, node)
        return { position, rejections, steps: [], since: before }
      }
      const steps = decision.events
      if (logsIn(steps)) await claimCallback(site, agent, actor)
      try {
        await pbx.act(steps)
      } catch (error) {
        if (!(error instanceof AgentStepProblem)) throw error
        return await failed(error.message, await takenBack(action, steps, error.done, pbx))
      }
      const done = steps.map(sentenceOf)
      return {
        position: await tell({ type: 'AgentActionCarriedOut', actionId, agent, done }, node),
        rejections: [],
        steps,
        since: before,
      }
    } catch (error) {
      if (!(error instanceof PbxProblem)) throw error
      return failed(error.message)
    }
  }

  /** A login that failed in the middle leaves nobody half logged in. @returns what could not be taken back */
  async function takenBack(
    action: AgentAction,
    steps: readonly AgentStep[],
    count: number,
    pbx: AgentPbx,
  ): Promise<readonly string[]> {
    const done = steps.slice(0, count)
    if (done.length === 0) return []
    if (!logsIn(steps)) return done.map(sentenceOf)
    try {
      const now = Math.floor(clock() / microsPerSecond)
      await pbx.act(logoutSteps(action.agent, { seen: await pbx.agents(), now }))
      return []
    } catch (error) {
      if (!(error instanceof PbxProblem)) throw error
      return done.map(sentenceOf)
    }
  }

  /** PENALTY names the channel that is rung and not the agent (contact-center §4.4): whose it is is said once. */
  async function claimCallback(site: string, agent: string, actor: string): Promise<void> {
    const occurredAt = clock()
    const alias = { agent: memberNameOf(agent), alias: callbackOf(agent), effectiveFrom: occurredAt }
    await handleCommand(
      store,
      agentAliases,
      { type: 'AssignAgentAlias', site, ...alias },
      { stream: `agent-aliases/${site}`, site, actor, occurredAt },
    )
  }

  async function append(site: string, origin: Origin, event: AgentActionEvent): Promise<Position> {
    const data = event as unknown as Json & object
    const told = { type: event.type, data, site, occurredAt: clock(), ...origin }
    const result = await store.append([{ stream: agentActionStream(site), expected: 'any', events: [told] }])
    if (!result.ok) throw new Error(`${agentActionStream(site)} could not be written`)
    return result.lastPosition
  }

  async function bringMemberships(site: string): Promise<readonly AgentStep[]> {
    const { configuration } = await reader.now(site)
    const { node, pbx } = mainPbx(configuration, site)
    const steps = membershipRepairs(configuration, await pbx.agents(), await appliedFallbacks(site, node))
    if (steps.length > 0) await pbx.act(steps)
    return steps
  }

  return {
    act: (action, actor, mayLogOut) => inTurn(action.site, () => act(action, actor, mayLogOut)),
    bringMemberships: site => inTurn(site, () => bringMemberships(site)),
  }
}

interface Origin {
  readonly actor: string
  readonly correlationId: string
  readonly node?: string
}

const requested = (actionId: string, action: AgentAction): AgentActionRequested => ({
  type: 'AgentActionRequested',
  actionId,
  agent: action.agent,
  action: action.type,
  phoneNumber: 'phoneNumber' in action ? action.phoneNumber : null,
  reason: 'reason' in action ? action.reason : null,
})

const logsIn = (steps: readonly AgentStep[]): boolean =>
  steps.some(step => step.do === 'log' && step.event === 'AGENTCALLBACKLOGIN')

const sentence = (problem: string, left: readonly string[]): string =>
  left.length === 0 ? `the PBX did not do it: ${problem}` : `the PBX did a part of it (${left.join('; ')}): ${problem}`
