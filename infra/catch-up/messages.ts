import type { Position } from '../../domain/kernel/event.ts'
import type { Json } from '../../domain/kernel/json.ts'
import type { LogLevel } from '../../domain/kernel/log.ts'

/** What the thread is started with. */
export interface ThreadStart {
  readonly dataDirectory: string
  readonly databaseUrl: string
  /** Kept up while the log grows. */
  readonly projections: readonly string[]
  /** Events that are worth a pass: each opens the folds anew, which takes as long as some thousand events. */
  readonly worthAPass: number
}

/** To the thread: all is written. It brings these projections (undefined: all) to the end of the log, indexes included, and says so. */
export interface Complete {
  readonly projections: readonly string[] | undefined
}

/** From the thread. */
export type ThreadNews =
  | {
      readonly kind: 'progress'
      readonly projection: string
      readonly position: Position
      readonly end: Position
    }
  | {
      readonly kind: 'log'
      readonly level: LogLevel
      readonly message: string
      readonly fields?: Readonly<Record<string, Json>>
    }
  | { readonly kind: 'completed' }
  | { readonly kind: 'failed'; readonly message: string }
