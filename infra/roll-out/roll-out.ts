import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { Position } from '../../domain/kernel/event.ts'
import { handleCommand } from '../../domain/kernel/handle-command.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import type { Steps } from '../../domain/kernel/workflows.ts'
import type { Reload, RenderedFile } from '../../domain/pbx-files/rendered-file.ts'
import { checkFiles } from '../../domain/roll-out/check-files.ts'
import {
  rollOutStream,
  type ConfigurationApplied,
  type Reloaded,
  type RollOutNews,
} from '../../domain/roll-out/events.ts'
import { expectedOf } from '../../domain/roll-out/expected.ts'
import { PbxProblem, type NodeFiles, type Pbx } from '../../domain/roll-out/pbx.ts'
import { differing, driftOf, planOf } from '../../domain/roll-out/plan.ts'
import { rollOuts, type NodeRollOuts } from '../../domain/roll-out/roll-outs.ts'
import { digestsOf } from '../pbx/directory.ts'
import { attempt, problemOf, Rejected } from './attempt.ts'
import { nodeRollOuts } from './node-roll-outs.ts'

/** Which roll-out is meant; everything else stands in its ConfigurationRollOutStarted. */
export interface RollOutName {
  readonly site: string
  readonly node: string
  readonly rollOutId: string
}

/** A node with the configuration of a position of the log. */
export interface RollOutTarget {
  readonly files: readonly RenderedFile[]
  readonly pbx: Pbx
}

export interface RollOutTools {
  readonly store: Pick<EventStore, 'append' | 'readStream' | 'lastPosition'>
  /** @throws PbxProblem when there is no such node, or nothing says how it is reached */
  readonly target: (site: string, node: string, position: Position) => Promise<RollOutTarget>
  /** What makes a changed file effective. */
  readonly reloadOf: (path: string) => Reload
  readonly clock: () => Micros
}

type Running = NonNullable<NodeRollOuts['running']>

/** A roll-out under way, and how far it came: what has to be taken back follows from it. */
interface Progress extends RollOutName {
  readonly steps: Steps
  readonly tools: RollOutTools
  readonly running: Running
  readonly applied: ConfigurationApplied | undefined
  before: NodeFiles | undefined
  modules: readonly string[]
  mayHaveSwitched: boolean
}

/**
 * Rolls a configuration out to a node: check, compare, stage, switch, reload what changed, verify; and back to what was before when
 * anything fails after the switch. It may be ended at any moment and run again from the top. What a step remembers holds digests and
 * names, never contents of files: those have passwords in them, and are rendered again.
 */
export async function rollOut(steps: Steps, name: RollOutName, tools: RollOutTools): Promise<void> {
  const { running, applied } = await nodeRollOuts(tools.store, name.site, name.node)
  if (running?.rollOutId !== name.rollOutId) return
  const progress: Progress = {
    ...name,
    steps,
    tools,
    running,
    applied,
    before: undefined,
    modules: [],
    mayHaveSwitched: false,
  }
  try {
    await record(progress, await forwards(progress))
  } catch (error) {
    if (!(error instanceof Rejected)) throw error
    const { step, reason } = error
    const returnedTo = (progress.before ?? applied)?.generation ?? null
    const notRestored = progress.mayHaveSwitched ? await goBack(progress, returnedTo) : null
    const { rollOutId } = name
    return record(progress, { type: 'ConfigurationRejected', rollOutId, step, reason, returnedTo, notRestored })
  }
  await tidy(progress)
}

const targetOf = ({ tools, site, node, running }: Progress): Promise<RollOutTarget> =>
  tools.target(site, node, running.position)

async function forwards(progress: Progress): Promise<ConfigurationApplied> {
  const { steps, running, tools } = progress
  const { rollOutId, position, generation, files } = running
  await attempt(steps, 'check', async () => {
    const rendered = (await targetOf(progress)).files
    if (differing(digestsOf(rendered), files).length > 0) throw new PbxProblem(renderedOtherwise)
    const problems = checkFiles(rendered)
    if (problems.length > 0) throw new PbxProblem(problems.join('; '))
    return null
  })
  await attempt(steps, 'reach', async () => {
    await (await targetOf(progress)).pbx.reach()
    return null
  })
  const before = await compare(progress)
  const plan = planOf(files, before.files, tools.reloadOf)
  await attempt(steps, 'stage', async () => {
    const target = await targetOf(progress)
    await target.pbx.stage(generation, target.files)
    return null
  })

  progress.modules = plan.modules
  progress.mayHaveSwitched = true
  await attempt(steps, 'switch', async () => {
    await (await targetOf(progress)).pbx.switchTo(generation)
    return null
  })
  const reloads: Reloaded[] = []
  for (const module of plan.modules) {
    const reload = async () => (await targetOf(progress)).pbx.reload(module)
    reloads.push({ module, output: await attempt(steps, 'reload', reload, `reload ${module}`) })
  }
  await attempt(steps, 'verify', async () => {
    const target = await targetOf(progress)
    const changed = target.files.filter(({ path }) => plan.changed.includes(path))
    const missing = await target.pbx.missing(expectedOf(changed))
    if (missing.length > 0) throw new PbxProblem(`after the reload ${missing.join('; ')}`)
    return null
  })
  const { restartNeeded } = plan
  return { type: 'ConfigurationApplied', rollOutId, position, generation, files, reloads, restartNeeded }
}

const renderedOtherwise =
  'the files are not those that were asked for: another version of Ringledger renders them; ask for the roll-out again'

/** What the node has. Where that is not what was applied last, somebody changed it: it is not overwritten unless that was asked for. */
async function compare(progress: Progress): Promise<NodeFiles> {
  const { steps, running, applied } = progress
  const before = await attempt(steps, 'compare', async () => {
    const { generation, files } = await (await targetOf(progress)).pbx.read()
    return { generation, files: files.map(({ path, sha256 }) => ({ path, sha256 })) }
  })
  progress.before = before
  const drift = driftOf(applied?.files ?? [], before.files)
  if (drift.length === 0) return before
  await record(progress, { type: 'ConfigurationDriftFound', rollOutId: running.rollOutId, files: drift })
  if (running.overwriteDrift) return before
  const list = drift.map(({ path, change }) => `${path} ${change}`).join(', ')
  throw new Rejected(
    'compare',
    `files of the node are not as they were applied (${list}): take what was changed there into the configuration, or roll out with overwriteDrift`,
  )
}

const record = (progress: Progress, event: RollOutNews): Promise<void> =>
  progress.steps
    .run(`record ${event.type}`, async () => {
      const { site, node, rollOutId, tools } = progress
      const result = await handleCommand(
        tools.store,
        rollOuts,
        { type: 'RecordRollOut', event },
        {
          stream: rollOutStream(site, node),
          site,
          node,
          actor: 'roll-out',
          correlationId: rollOutId,
          occurredAt: tools.clock(),
        },
      )
      if (!result.accepted) throw new Error(result.rejections.map(({ message }) => message).join('; '))
      return null
    })
    .then(() => undefined)

/** @returns what could not be brought back */
async function goBack(progress: Progress, to: string | null): Promise<string | null> {
  const { steps, running, modules } = progress
  const switchBack = async () => {
    await (await targetOf(progress)).pbx.switchTo(to)
    return null
  }
  const inTheWay = await problemOf(attempt(steps, 'switch', switchBack, 'switch back'))
  if (inTheWay !== null) return `the directory ${running.generation} may still be in force: ${inTheWay}`
  const problems: string[] = []
  for (const module of modules) {
    const reload = async () => (await targetOf(progress)).pbx.reload(module)
    const problem = await problemOf(attempt(steps, 'reload', reload, `reload ${module} again`))
    if (problem !== null) problems.push(problem)
  }
  return problems.length === 0 ? null : `the files are as before, but were not read again: ${problems.join('; ')}`
}

/** What cannot be cleared away today is so by the next roll-out. */
const tidy = (progress: Progress): Promise<unknown> =>
  progress.steps.run('tidy', async () => {
    const keep = [progress.running.generation, progress.before?.generation ?? '']
    try {
      await (await targetOf(progress)).pbx.tidy(keep)
    } catch (error) {
      if (!(error instanceof PbxProblem)) throw error
    }
    return null
  })
