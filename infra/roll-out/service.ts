import type { NodeDrift, RollOutPort, StartedRollOut } from '../../api/ports/roll-outs.ts'
import { objectsOf } from '../../domain/configuration/configuration.ts'
import type { ConfigurationRules } from '../../domain/configuration/draft.ts'
import type { ConfigurationAt, ConfigurationReader } from '../../domain/configuration/history.ts'
import type { Rejection } from '../../domain/kernel/decider.ts'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { Position } from '../../domain/kernel/event.ts'
import type { Log } from '../../domain/kernel/log.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import type { Workflow, Worker, Workflows } from '../../domain/kernel/workflows.ts'
import { renderFiles } from '../../domain/pbx-files/render.ts'
import { fileRenderers } from '../../domain/pbx-files/renderers.ts'
import type { Reload, RenderedFile } from '../../domain/pbx-files/rendered-file.ts'
import { PbxProblem, type Pbx } from '../../domain/roll-out/pbx.ts'
import { driftOf } from '../../domain/roll-out/plan.ts'
import { deploymentAmi, mediaServers, type Deployment, type MediaServer } from '../../domain/sites/media-servers.ts'
import { directoryAndAmi } from '../pbx/directory-and-ami.ts'
import type { PasswordFound } from '../phone-states/mailbox-passwords.ts'
import { takeInPins, unsettledPins } from '../phone-states/rolled-out-pins.ts'
import { nodeRollOuts } from './node-roll-outs.ts'
import { contentOf, foreignDrift, pinsFile } from './own-changes.ts'
import { rollOut, type RollOutName, type RollOutTarget, type RollOutTools } from './roll-out.ts'
import { nameIn, resumeRollOuts, rollOutWorkflow, startRollOut } from './start.ts'

interface RollOutServiceOptions {
  readonly store: EventStore
  readonly reader: ConfigurationReader
  /** By which a PIN that was changed by phone is taken in. */
  readonly rules: ConfigurationRules
  readonly workflows: Workflows
  /** Opens what was sealed: rendered files have the secrets in clear. */
  readonly open: (sealed: string) => string
  readonly clock: () => Micros
  readonly log: Log
  /** How a node is reached; by its directory and its manager interface when left out. */
  readonly pbxOf?: (deployment: Deployment) => Pbx
}

export interface RollOutWorker extends Worker {
  /** What was not finished when it came. */
  readonly resumed: readonly RollOutName[]
}

export interface RollOutService extends RollOutPort {
  /** Takes part in the work, and goes on with what a crash left. */
  work(): Promise<RollOutWorker>
}

export function createRollOutService(options: RollOutServiceOptions): RollOutService {
  const { store, reader, workflows, clock, open } = options
  const pbxOf = options.pbxOf ?? (deployment => directoryAndAmi(deployment.directory, deploymentAmi(deployment)))

  const tools: RollOutTools = {
    store,
    reloadOf,
    clock,
    async takeInPins({ site, node }, files) {
      const server = serversOf(await reader.now(site)).find(({ name }) => name === node)
      const found = server?.deployment ? await pinsFrom(site, node, pbxOf(server.deployment)) : []
      return unsettledPins(options, site, found, contentOf(pinsFile, files) ?? '')
    },
    async target(site, node, position): Promise<RollOutTarget> {
      const at = await configurationAt(site, position)
      const server = serversOf(at).find(({ name }) => name === node)
      if (!server) throw new PbxProblem(`there is no media server ${node}, or it is not enabled`)
      if (!server.deployment) throw new PbxProblem(`media server ${node} ${unreachable}`)
      return { asteriskVersion: server.asteriskVersion, files: render(at, server), pbx: pbxOf(server.deployment) }
    },
  }

  async function configurationAt(site: string, position: Position): Promise<ConfigurationAt> {
    const now = await reader.now(site)
    return now.position === position ? now : reader.asOf(site, { position })
  }

  /** Takes in the PINs that people changed by phone since the last roll-out. */
  async function pinsFrom(site: string, node: string, pbx: Pbx): Promise<readonly PasswordFound[]> {
    const { applied, appliedAt: at } = await nodeRollOuts(store, site, node)
    if (!applied || at === undefined) return []
    const { configuration } = await configurationAt(site, applied.position)
    return takeInPins(options, { site, node, generation: applied.generation, configuration, at }, pbx)
  }

  /** Before files are made of the configuration: whatever is the matter with the node, the roll-out itself tells. */
  async function takeInFrom(site: string, servers: readonly MediaServer[]): Promise<void> {
    for (const { name, deployment } of servers)
      try {
        if (deployment) await pinsFrom(site, name, pbxOf(deployment))
      } catch (error) {
        if (!(error instanceof PbxProblem)) throw error
      }
  }

  /** @throws PbxProblem where a secret cannot be opened, for instance: trying again would not help */
  function render({ configuration }: ConfigurationAt, server: MediaServer): readonly RenderedFile[] {
    try {
      return renderFiles({ configuration, server, open })
    } catch (error) {
      throw new PbxProblem(`the files of ${server.name} cannot be made: ${String(error)}`)
    }
  }

  async function driftOfNode(site: string, { name: node, deployment }: MediaServer): Promise<NodeDrift> {
    if (!deployment) return { node, problem: unreachable, generation: null, files: [] }
    const { applied } = await nodeRollOuts(store, site, node)
    const pbx = pbxOf(deployment)
    try {
      const { generation, files } = await pbx.read()
      const drift = driftOf(applied?.files ?? [], files)
      if (!applied) return { node, problem: null, generation, files: drift }
      const rolledOut = async () => (await tools.target(site, node, applied.position)).files
      return {
        node,
        problem: null,
        generation,
        files: await foreignDrift(drift, { files: rolledOut, pbx, generation }),
      }
    } catch (error) {
      if (error instanceof PbxProblem) return { node, problem: error.message, generation: null, files: [] }
      throw error
    }
  }

  const workflow: Workflow = (steps, input) => rollOut(steps, nameIn(input), tools)

  return {
    async start({ site, nodes, overwriteDrift, actor }) {
      const asked = await reader.now(site)
      const { servers: named, rejections } = chosen(asked, nodes)
      if (rejections.length > 0) return { position: asked.position, started: [], rejections }
      await takeInFrom(site, named)
      const at = await reader.now(site)
      const { servers } = chosen(at, nodes)
      const answers = await Promise.all(servers.map(server => startOne(at, server)))
      return {
        position: Math.max(at.position, ...answers.flatMap(({ position }) => position ?? [])),
        started: answers.flatMap(({ started }) => started ?? []),
        rejections: answers.flatMap(({ rejections: refused }) => refused ?? []),
      }

      async function startOne(now: ConfigurationAt, server: MediaServer): Promise<Answer> {
        const node = server.name
        const name = { site, node, rollOutId: crypto.randomUUID() }
        try {
          const request = { ...name, position: now.position, files: render(now, server), overwriteDrift, actor }
          const result = await startRollOut(store, workflows, { ...request, occurredAt: clock() })
          return result.accepted
            ? { started: { rollOutId: name.rollOutId, node }, position: result.position }
            : { rejections: result.rejections.map(one => ({ ...one, message: `${node}: ${one.message}` })) }
        } catch (error) {
          if (!(error instanceof PbxProblem)) throw error
          return { rejections: [{ field: 'nodes', rule: 'rendered', message: error.message }] }
        }
      }
    },

    async drift(site, nodes) {
      const { servers, rejections } = chosen(await reader.now(site), nodes)
      const unknown = rejections.map(({ message }): NodeDrift => ({
        node: null,
        problem: message,
        generation: null,
        files: [],
      }))
      return [...unknown, ...(await Promise.all(servers.map(server => driftOfNode(site, server))))]
    },

    async work() {
      const worker = await workflows.work({ [rollOutWorkflow]: workflow })
      return { ...worker, resumed: await resumeRollOuts(store, workflows) }
    },
  }
}

interface Answer {
  readonly started?: StartedRollOut
  readonly position?: Position
  readonly rejections?: readonly Rejection[]
}

/** Custom dialplan stands in files of its own and is read with extensions.conf. */
const reloadOf = (path: string): Reload =>
  fileRenderers.find(renderer => renderer.path === path)?.reload ?? { module: 'pbx_config.so' }

const unreachable = 'has no deployment: say its directory and its manager interface (changeMediaServer, deployment)'

const serversOf = ({ configuration }: ConfigurationAt): readonly MediaServer[] =>
  objectsOf(configuration, mediaServers)
    .map(({ value }) => value)
    .filter(({ enabled }) => enabled)

/** The nodes that were named; none named: all that can be reached. */
function chosen(
  at: ConfigurationAt,
  nodes: readonly string[] | undefined,
): { readonly servers: readonly MediaServer[]; readonly rejections: readonly Rejection[] } {
  const servers = serversOf(at)
  const wanted = nodes === undefined ? servers.filter(({ deployment }) => deployment) : []
  if (nodes === undefined && wanted.length === 0) {
    const message =
      'no media server has a deployment: say its directory and its manager interface with changeMediaServer'
    return { servers: [], rejections: [{ field: 'nodes', rule: 'reachable', message }] }
  }
  if (nodes === undefined) return { servers: wanted, rejections: [] }
  const found = nodes.flatMap((name, i): { server?: MediaServer; rejection?: Rejection }[] => {
    const server = servers.find(one => one.name === name)
    if (server?.deployment) return [{ server }]
    const field = `nodes[${i}]`
    return server
      ? [{ rejection: { field, rule: 'reachable', message: `media server ${name} ${unreachable}` } }]
      : [{ rejection: { field, rule: 'exists', message: `there is no media server ${name}, or it is not enabled` } }]
  })
  return {
    servers: found.flatMap(({ server }) => server ?? []),
    rejections: found.flatMap(({ rejection }) => rejection ?? []),
  }
}
