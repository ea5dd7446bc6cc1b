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
  type DriftedFile,
  type Reloaded,
  type RollOutProgress,
} from '../../domain/roll-out/events.ts'
import { expectedOf, named } from '../../domain/roll-out/expected.ts'
import { lampsToPutOut } from '../../domain/roll-out/mailbox-lamps.ts'
import { PbxProblem, type FileDigest, type NodeFiles, type Pbx } from '../../domain/roll-out/pbx.ts'
import { differing, driftOf, planOf, type Plan } from '../../domain/roll-out/plan.ts'
import { rollOuts, type NodeRollOuts } from '../../domain/roll-out/roll-outs.ts'
import { digestsOf } from '../pbx/directory.ts'
import { attempt, attemptBack, Rejected, type Outcome, type Teller } from './attempt.ts'
import { nodeRollOuts } from './node-roll-outs.ts'
import { foreignDrift } from './own-changes.ts'
import { recreateQueues } from './recreate-queues.ts'

/** Which roll-out is meant; everything else stands in its ConfigurationRollOutStarted. */
export interface RollOutName {
  readonly site: string
  readonly node: string
  readonly rollOutId: string
}

/** A node with the configuration of a position of the log. */
export interface RollOutTarget {
  /** The version of Asterisk that the files are for. */
  readonly asteriskVersion: string
  readonly files: readonly RenderedFile[]
  readonly pbx: Pbx
}

export interface RollOutTools {
  readonly store: Pick<EventStore, 'append' | 'readStream' | 'lastPosition'>
  /** @throws PbxProblem when there is no such node, or nothing says how it is reached */
  readonly target: (site: string, node: string, position: Position) => Promise<RollOutTarget>
  /** What makes a changed file effective. */
  readonly reloadOf: (path: string) => Reload
  /**
   * Takes in the PINs of mailboxes that people changed by phone.
   * @returns a sentence for each that these files would write over although it is not settled
   */
  readonly takeInPins: (
    node: Pick<RollOutName, 'site' | 'node'>,
    files: readonly RenderedFile[],
  ) => Promise<readonly string[]>
  readonly clock: () => Micros
}

type Running = NonNullable<NodeRollOuts['running']>

/** A roll-out under way, and how far it came: what has to be taken back follows from it. */
interface Progress extends RollOutName, Teller {
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
  const { rollOutId } = name
  const progress: Progress = {
    ...name,
    steps,
    tell: ended => write(tools, name, { type: 'ConfigurationRollOutStepEnded', rollOutId, ...ended }),
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
    return record(progress, { type: 'ConfigurationRejected', rollOutId, step, reason, returnedTo, notRestored })
  }
  await tidy(progress)
}

const targetOf = ({ tools, site, node, running }: Progress): Promise<RollOutTarget> =>
  tools.target(site, node, running.position)

async function forwards(progress: Progress): Promise<ConfigurationApplied> {
  const { running, tools } = progress
  const { rollOutId, position, generation, files } = running
  await attempt(progress, 'check', async () => {
    const rendered = (await targetOf(progress)).files
    if (differing(digestsOf(rendered), files).length > 0) throw new PbxProblem(renderedOtherwise)
    const problems = checkFiles(rendered)
    if (problems.length > 0) throw new PbxProblem(problems.join('; '))
    return { result: null, findings: [] }
  })
  await attempt(progress, 'reach', async () => {
    const target = await targetOf(progress)
    return { result: null, findings: versionFindings(await target.pbx.reach(), target.asteriskVersion) }
  })
  const before = await compare(progress)
  const plan = planOf(files, before.files, tools.reloadOf)
  await attempt(progress, 'stage', async () => {
    const target = await targetOf(progress)
    await target.pbx.stage(generation, target.files)
    return { result: null, findings: [] }
  })

  progress.modules = plan.modules
  progress.mayHaveSwitched = true
  await attempt(progress, 'switch', async () => {
    await (await targetOf(progress)).pbx.switchTo(generation)
    return { result: null, findings: [`${generation} is in force`] }
  })
  const reloads: Reloaded[] = []
  for (const module of plan.modules) {
    const reload = async () => {
      const output = await (await targetOf(progress)).pbx.reload(module)
      return { result: output, findings: [output] }
    }
    reloads.push({ module, output: await attempt(progress, 'reload', reload, module) })
  }
  const recreationPending = await recreateQueues(progress, {
    target: () => targetOf(progress),
    generation,
    before: plan.changed.includes('queues.conf') ? before.generation : null,
    pending: progress.applied?.recreationPending ?? [],
  })
  await attempt(progress, 'verify', async () => {
    const target = await targetOf(progress)
    const gone = await target.pbx.contents(before.generation, plan.changed)
    const { problems, findings } = await target.pbx.verify(expectedOf(target.files, gone, plan.changed))
    if (problems.length > 0) throw new PbxProblem(`after the reload ${named(problems)}`)
    const dark = lampsToPutOut(contentIn(gone, 'pjsip.conf'), contentIn(target.files, 'pjsip.conf'))
    return { result: null, findings: [...findings, ...(await target.pbx.putOutMailboxLamps(dark))] }
  })
  const { restartNeeded } = plan
  return {
    type: 'ConfigurationApplied',
    rollOutId,
    position,
    generation,
    files,
    reloads,
    restartNeeded,
    ...(recreationPending.length === 0 ? {} : { recreationPending }),
  }
}

const contentIn = (files: readonly RenderedFile[], path: string): string =>
  files.find(file => file.path === path)?.content ?? ''

function versionFindings(running: string | null, configured: string): readonly string[] {
  if (running === null) return []
  const itsOwn = `Asterisk ${running}`
  return running.startsWith(`${configured}.`) || !/^\d+\./.test(running)
    ? [itsOwn]
    : [itsOwn, `the media server is configured as Asterisk ${configured}: change its asteriskVersion`]
}

const renderedOtherwise =
  'the files are not those that were asked for: another version of Ringledger renders them; ask for the roll-out again'

/** What the node has. Where that is not what was applied last, somebody changed it: it is not overwritten unless that was asked for. */
async function compare(progress: Progress): Promise<NodeFiles> {
  const { running } = progress
  const { drift = [], inTheWay = null, ...before } = await attempt(progress, 'compare', () => compared(progress))
  progress.before = before
  if (drift.length > 0)
    await record(progress, { type: 'ConfigurationDriftFound', rollOutId: running.rollOutId, files: drift })
  if (inTheWay !== null) throw new Rejected('compare', inTheWay)
  return before
}

/** Digests and names, no contents. What is left out is none. */
type Compared = Pick<NodeFiles, 'generation'> & {
  readonly files: readonly Pick<FileDigest, keyof FileDigest>[]
  readonly drift?: readonly Pick<DriftedFile, keyof DriftedFile>[]
  readonly inTheWay?: string
}

async function compared({ running, applied, tools, site, node }: Progress): Promise<Outcome<Compared>> {
  const target = (position: Position) => tools.target(site, node, position)
  const { pbx, files: rendered } = await target(running.position)
  const { generation, files } = await pbx.read()
  const differences = driftOf(applied?.files ?? [], files)
  const drift = applied
    ? await foreignDrift(differences, {
        pbx,
        generation,
        files: async () => (await target(applied.position)).files,
      })
    : differences
  const unsettled = drift.length === differences.length ? [] : await tools.takeInPins({ site, node }, rendered)
  const said = [...(drift.length === 0 ? [] : [driftedText(drift)]), ...unsettled].join('; ')
  const problem = running.overwriteDrift || said === '' ? undefined : said
  const found = {
    result: {
      generation,
      files: files.map(({ path, sha256 }) => ({ path, sha256 })),
      ...(drift.length === 0 ? {} : { drift: drift.map(({ path, change }) => ({ path, change })) }),
      ...(problem === undefined ? {} : { inTheWay: problem }),
    },
    findings: planned(planOf(running.files, files, tools.reloadOf)),
  }
  return problem === undefined ? found : { ...found, problem }
}

const planned = ({ changed, modules }: Plan): readonly string[] =>
  changed.length === 0
    ? ['every file is there already']
    : [`to be changed: ${changed.join(', ')}`, `to be reloaded: ${modules.join(', ') || 'nothing'}`]

const driftedText = (drift: readonly DriftedFile[]): string =>
  `files of the node are not as they were applied (${drift.map(({ path, change }) => `${path} ${change}`).join(', ')}): take what was changed there into the configuration, or roll out with overwriteDrift`

const record = (progress: Progress, event: RollOutProgress): Promise<void> =>
  progress.steps
    .run(`record ${event.type}`, async () => {
      await write(progress.tools, progress, event)
      return null
    })
    .then(() => undefined)

async function write({ store, clock }: RollOutTools, name: RollOutName, event: RollOutProgress): Promise<void> {
  const { site, node, rollOutId } = name
  const result = await handleCommand(
    store,
    rollOuts,
    { type: 'RecordRollOut', event },
    {
      stream: rollOutStream(site, node),
      site,
      node,
      actor: 'roll-out',
      correlationId: rollOutId,
      occurredAt: clock(),
    },
  )
  if (!result.accepted) throw new Error(result.rejections.map(({ message }) => message).join('; '))
}

/** @returns what could not be brought back */
async function goBack(progress: Progress, to: string | null): Promise<string | null> {
  const { running, modules } = progress
  const inTheWay = await attemptBack(progress, 'switch back', async () => {
    await (await targetOf(progress)).pbx.switchTo(to)
    return { result: null, findings: [to === null ? 'no directory is in force' : `${to} is in force again`] }
  })
  if (inTheWay !== null) return `the directory ${running.generation} may still be in force: ${inTheWay}`
  const problems: string[] = []
  for (const module of modules) {
    const reload = async () => ({ result: null, findings: [await (await targetOf(progress)).pbx.reload(module)] })
    const problem = await attemptBack(progress, 'reload again', reload, module)
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
