import type { Position } from '../../domain/kernel/event.ts'

type ProjectionState = 'CATCHING_UP' | 'UP_TO_DATE' | 'REBUILDING' | 'STOPPED'

export interface ProjectionHealth {
  readonly name: string
  readonly version: number
  readonly state: ProjectionState
  /** Its tables hold every event up to here. */
  readonly position: Position
  /** Events that it could not take and left out. */
  readonly deadLetters: number
  /** Why it stopped, and what to do. */
  readonly problem: string | null
}

/** Where a command shows: in the tables of boards, figures and configuration, or in the history of calls too. */
export type ShownIn = 'FIGURES' | 'CALLS'

/** The projection engine, as far as readers are concerned. */
export interface Engine {
  /** Positions as of the newest commit that this process knows of: answers carry them. */
  projections(): readonly ProjectionHealth[]
  /**
   * Waits for the tables that commands show in. The history of calls may be far behind while much is taken in: only who answers with calls
   * waits for it too.
   * @returns false when the time was not enough: the events are stored, the tables follow.
   */
  waitUntilProcessed(position: Position, timeoutMs: number, shownIn?: ShownIn): Promise<boolean>
  /** Calls back after every commit of a projection, on this or another process; gives back how to stop it. */
  onCommit(listener: () => void): () => void
}
