import type { AgentsOnPbx, MemberOnPbx } from '../agents/actions/agents-on-pbx.ts'
import type { AgentStep } from '../agents/actions/agent-step.ts'
import type { KeptByPbx, KeyChange } from '../phone-states/keys.ts'
import type { HeldLamps, LampChange } from '../phone-states/lamps.ts'
import type { RenderedFile } from '../pbx-files/rendered-file.ts'
import type { PbxObject } from './pbx-objects.ts'

/** A file by what is in it. */
export interface FileDigest {
  /** Relative to the directory that is in force. */
  readonly path: string
  /** Of its bytes, in hexadecimal digits. */
  readonly sha256: string
}

/** The directory that is in force on a node, and the files in it. */
export interface NodeFiles {
  /** Name of the directory; null: none ever was. */
  readonly generation: string | null
  /** In the order of their paths. */
  readonly files: readonly FileDigest[]
}

/** What a PBX must show once it has read its files. */
export interface Expected {
  readonly present: readonly PbxObject[]
  /** What it must show no longer. */
  readonly absent: readonly PbxObject[]
}

/** What a PBX shows, held against what it must. */
export interface Verified {
  /** A sentence for each thing that is not as it must be. */
  readonly problems: readonly string[]
  /** What else people may want to know: how trunks are registered, what could not be looked at. */
  readonly findings: readonly string[]
}

/** The PBX, or the way to its files, does not do what it should: a sentence for people. Anything else that is thrown is our own accident. */
export class PbxProblem extends Error {
  override readonly name: string = 'PbxProblem'
}

/** A queue as the PBX runs it. */
export interface QueueOnPbx {
  readonly name: string
  /** How many callers wait in it. */
  readonly waiting: number
  readonly members: readonly QueueMemberOnPbx[]
}

export interface QueueMemberOnPbx extends MemberOnPbx {
  /** By the files, and not by himself. */
  readonly isStatic: boolean
}

/** Which of the steps was not done, those before it were. */
export class AgentStepProblem extends PbxProblem {
  override readonly name: string = 'AgentStepProblem'
  constructor(
    readonly done: number,
    message: string,
  ) {
    super(message)
  }
}

/**
 * The port to a PBX node: its files and its manager interface. Every operation may be repeated. All throw PbxProblem.
 * A new set of files is prepared beside the one in force; switching is one atomic step, so that the node has one or the other.
 */
export interface Pbx {
  /** Whether the manager interface lets us in. @returns the version of its Asterisk, e.g. `20.20.1`; null: it does not tell */
  reach(): Promise<string | null>
  read(): Promise<NodeFiles>
  /** Files of a directory that was in force; those that it does not have are left out. They may have passwords in them. */
  contents(generation: string | null, paths: readonly string[]): Promise<readonly RenderedFile[]>
  /** Prepares a directory with exactly these files, durably. Nothing uses it yet. */
  stage(generation: string, files: readonly RenderedFile[]): Promise<void>
  /** Puts a prepared directory in force; null: none, as before the first one. */
  switchTo(generation: string | null): Promise<void>
  /** @returns what the PBX answered */
  reload(module: string): Promise<string>
  /** Waits a while for what must be there, and for what must be gone. */
  verify(expected: Expected): Promise<Verified>
  /** What its own database holds under `ringledger/`, by the rest of the key. */
  kept(): Promise<KeptByPbx>
  /** Writes keys under `ringledger/`; those whose value is null are removed, and may be gone already. */
  keep(changes: readonly KeyChange[]): Promise<void>
  /** The lamps of programmed keys that it has ever lit, by their devices without `Custom:`. */
  lamps(): Promise<HeldLamps>
  /** Lights lamps, or puts them out; phones that watch them are told. */
  light(changes: readonly LampChange[]): Promise<void>
  /** Where agents sit, and every queue with its members as they are now. */
  agents(): Promise<AgentsOnPbx>
  /** Every queue, with its members in the order in which they came. */
  queues(): Promise<readonly QueueOnPbx[]>
  /** Does them in turn, and stops at the first that fails. What is so already is no failure. @throws AgentStepProblem */
  act(steps: readonly AgentStep[]): Promise<void>
  /** Stops the recordings of channels, as the dialplan would. @returns those that were recorded until now; who is gone is no failure */
  stopRecording(channels: readonly string[]): Promise<readonly string[]>
  /** Tells phones that no message waits. @returns a sentence for each that could not be told: nothing fails for a lamp */
  putOutMailboxLamps(endpoints: readonly string[]): Promise<readonly string[]>
  /** Removes the prepared directories that are older than the newest few, never one of `keep`. */
  tidy(keep: readonly string[]): Promise<void>
}
