import type { Position } from '../kernel/event.ts'
import type { FileDigest } from './pbx.ts'

/** One stream a node: what was rolled out to it, and how that ended. */
export const rollOutStream = (site: string, node: string): string => `roll-out/${site}/${node}`

/** How a file on the node differs from what was applied last. */
export interface DriftedFile {
  readonly path: string
  readonly change: 'edited' | 'missing' | 'added'
}

/** The steps of a roll-out that the PBX, or the configuration itself, can fail. */
export type RollOutStep =
  'check' | 'reach' | 'compare' | 'stage' | 'switch' | 'reload' | 'look at queues' | 'recreate queues' | 'verify'

export interface ConfigurationRollOutStarted {
  readonly type: 'ConfigurationRollOutStarted'
  readonly rollOutId: string
  /** The configuration is that of this position of the log, whatever is decided meanwhile. */
  readonly position: Position
  /** Name of the directory on the node. */
  readonly generation: string
  /** What was rendered. */
  readonly files: readonly FileDigest[]
  readonly overwriteDrift: boolean
}

/** What is done after a failure, so that the node has what it had before. */
export type RollOutStepBack = 'switch back' | 'reload again'

/** A step has ended. One that was repeated after a crash and came out otherwise is told again. */
export interface ConfigurationRollOutStepEnded {
  readonly type: 'ConfigurationRollOutStepEnded'
  readonly rollOutId: string
  readonly step: RollOutStep | RollOutStepBack
  /** Of a reload: which module; null: it is none. */
  readonly module: string | null
  /** A sentence for each thing that came of it. */
  readonly findings: readonly string[]
  /** Why it failed; null: it is done. */
  readonly problem: string | null
}

/** The PBX has it and shows what it should. */
export interface ConfigurationApplied {
  readonly type: 'ConfigurationApplied'
  readonly rollOutId: string
  readonly position: Position
  readonly generation: string
  readonly files: readonly FileDigest[]
  readonly reloads: readonly Reloaded[]
  /** Changed files that the PBX reads only when it is restarted. */
  readonly restartNeeded: readonly string[]
  /** Queues that must be made anew, in which callers waited; left out: none. The next roll-out tries again. */
  readonly recreationPending?: readonly string[]
}

export interface Reloaded {
  readonly module: string
  /** What the PBX answered. */
  readonly output: string
}

/** The PBX has what it had before, unless `notRestored` says otherwise. */
interface ConfigurationRejected {
  readonly type: 'ConfigurationRejected'
  readonly rollOutId: string
  readonly step: RollOutStep
  readonly reason: string
  /** The directory that is in force again, or still; null: there was none before. */
  readonly returnedTo: string | null
  /** What could not be brought back, e.g. a reload that a dead PBX did not do; null: all was. */
  readonly notRestored: string | null
}

/** Somebody changed files of the node by hand. */
interface ConfigurationDriftFound {
  readonly type: 'ConfigurationDriftFound'
  readonly rollOutId: string
  readonly files: readonly DriftedFile[]
}

/** What comes of a roll-out once it has started. */
export type RollOutProgress =
  ConfigurationRollOutStepEnded | ConfigurationApplied | ConfigurationRejected | ConfigurationDriftFound

export type RollOutEvent = ConfigurationRollOutStarted | RollOutProgress

export const rollOutEventTypes = [
  'ConfigurationRollOutStarted',
  'ConfigurationRollOutStepEnded',
  'ConfigurationApplied',
  'ConfigurationRejected',
  'ConfigurationDriftFound',
] as const satisfies readonly RollOutEvent['type'][]
