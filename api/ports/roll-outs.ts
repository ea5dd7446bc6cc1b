import type { Rejection } from '../../domain/kernel/decider.ts'
import type { Position } from '../../domain/kernel/event.ts'
import type { DriftedFile } from '../../domain/roll-out/events.ts'

interface RollOutRequest {
  readonly site: string
  /** Left out: every media server that has a deployment. */
  readonly nodes: readonly string[] | undefined
  readonly overwriteDrift: boolean
  readonly actor: string
}

export interface StartedRollOut {
  readonly rollOutId: string
  readonly node: string
}

/** How the files of a node differ from those that were applied last. */
export interface NodeDrift {
  /** null: what was asked for is no node. */
  readonly node: string | null
  /** Why that cannot be told. */
  readonly problem: string | null
  /** The directory that is in force. */
  readonly generation: string | null
  readonly files: readonly DriftedFile[]
}

/** Brings configurations to nodes. What becomes of a roll-out is in the log. */
export interface RollOutPort {
  start(request: RollOutRequest): Promise<{
    readonly position: Position
    readonly started: readonly StartedRollOut[]
    readonly rejections: readonly Rejection[]
  }>
  drift(site: string, nodes?: readonly string[]): Promise<readonly NodeDrift[]>
}
