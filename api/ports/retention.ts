import type { Rejection } from '../../domain/kernel/decider.ts'
import type { Position } from '../../domain/kernel/event.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import type { RowsAffected } from '../../domain/retention/purge.ts'
import type { RetentionBounds } from '../../domain/retention/retention-bounds.ts'
import type { RetentionSettings } from '../../domain/retention/retention-settings.ts'

/** What is kept at a site, and what not any more. */
export interface RetentionStatus {
  readonly settings: RetentionSettings
  /** What was removed. */
  readonly inForce: RetentionBounds
  /** What is over and goes with the next purge. */
  readonly due: RetentionBounds
  /** null: nothing was ever removed. */
  readonly last: {
    readonly at: Micros
    readonly actor: string | null
    readonly position: Position
    readonly before: RetentionBounds
    readonly rows: RowsAffected
  } | null
  /** When it is looked next whether something is over; null: a legal hold is on. */
  readonly next: Micros | null
}

interface PurgeResult {
  readonly position: Position
  readonly rejections: readonly Rejection[]
  /** Empty: nothing was over. */
  readonly before: RetentionBounds
  readonly rows: RowsAffected
}

/** Removes what is over by the settings of a site. */
export interface RetentionPort {
  readonly status: (site: string) => Promise<RetentionStatus>
  readonly inForce: (site: string) => Promise<RetentionBounds>
  readonly purge: (request: {
    readonly site: string
    readonly dryRun: boolean
    readonly actor: string
  }) => Promise<PurgeResult>
}
