import type { Pool } from 'pg'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { Position } from '../../domain/kernel/event.ts'
import type { Log } from '../../domain/kernel/log.ts'
import type { Projection } from '../../domain/kernel/projection.ts'

export interface EngineOptions {
  /** For questions; each projection that is followed or rebuilt also opens one connection of its own to the same address. */
  readonly pool: Pool
  /** Address of those connections when `pool` goes through a transaction pooler, which knows no session locks. */
  readonly listenUrl?: string
  readonly store: EventStore
  readonly projections: readonly Projection[]
  readonly log: Log
  /** Events of a page at most while catching up. */
  readonly pageSize?: number
  /**
   * Statements that make the views and grants which read from the live schemas. Run in the transaction of each switch, because
   * views follow tables, not names; and at a start when they have changed. They must be repeatable.
   */
  readonly afterSwitch?: readonly string[]
  /**
   * What becomes of a raised version once it is built: readers get it, or it waits with its comparison until somebody switches it.
   * Those without a comparison are switched all the same. Default: switch.
   */
  readonly newVersions?: NewVersions
  /** Called in this process after each commit of a live build. An error in it is logged. */
  readonly onCommit?: CommitListener
}

export type NewVersions = 'switch' | 'keep'

/** @param events how many were folded */
export type CommitListener = (projection: string, position: Position, events: number) => void

/** What the engine's parts share. */
export interface EngineContext extends Required<Omit<EngineOptions, 'listenUrl' | 'onCommit'>> {
  readonly listenUrl: string | undefined
  /** This process, for the column that says who writes. */
  readonly holder: string
  readonly progress: Progress
  /** Replaced schemas that outside views keep from being dropped, said once. */
  readonly toldAboutViews: Set<string>
}

/** Where the live builds stand as far as this process knows, and what keeps them from going on. */
interface Progress {
  moved(projection: string, position: Position): void
  positionOf(projection: string): Position | undefined
  /** Resolves at the next move of any projection. */
  nextMove(): Promise<void>
  failing(projection: string, message: string | undefined): void
  failureOf(projection: string): string | undefined
}

export function createProgress(): Progress {
  const positions = new Map<string, Position>()
  const failures = new Map<string, string>()
  let waiting: (() => void)[] = []
  return {
    moved(projection, position) {
      positions.set(projection, position)
      const resolved = waiting
      waiting = []
      for (const resolve of resolved) resolve()
    },
    positionOf: projection => positions.get(projection),
    nextMove: () => new Promise(resolve => waiting.push(resolve)),
    failing(projection, message) {
      if (message === undefined) failures.delete(projection)
      else failures.set(projection, message)
    },
    failureOf: projection => failures.get(projection),
  }
}
