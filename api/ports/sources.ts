import type { Position } from '../../domain/kernel/event.ts'
import type { FactKind } from '../../domain/pbx/facts.ts'

/** A configured source or the demonstration, as the process that follows it sees it. */
export interface FollowedSource {
  readonly site: string
  readonly node: string
  readonly name: string
  /** Of the rows that it brings; left out: of all that its source has. */
  readonly kind?: FactKind
  readonly state: 'LIVE' | 'LATE' | 'DOWN'
  /** How far it is behind its input; null when that cannot be known. */
  readonly lagSeconds: number | null
  readonly problem: string | null
}

interface QuarantineRetry {
  readonly retried: number
  readonly released: number
  readonly lastPosition: Position
}

/** What ingest does for the API. */
export interface Sources {
  followed(): readonly FollowedSource[]
  /** Parses quarantined rows again with the parser of today; those understood become facts. */
  retryQuarantine(request: {
    readonly site?: string
    readonly node?: string
    readonly positions?: readonly Position[]
    readonly actor: string
  }): Promise<QuarantineRetry>
}
