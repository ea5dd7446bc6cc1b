import type { GrantedScope, Role } from '../../domain/access/identity.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import type { FactKind } from '../../domain/pbx/facts.ts'
import type { Thresholds } from '../../domain/queues/thresholds.ts'
import type { SourceSettings } from '../../domain/sites/sites.ts'

export interface SiteRow {
  readonly site: string
  readonly siteId: string
  readonly displayName: string
  readonly timeZone: string
  readonly registeredAt: Micros
  /** A demonstration runs here: its figures are invented and must be marked as such. */
  readonly demo: boolean
  readonly nodes: readonly NodeRow[]
}

export interface NodeRow {
  readonly site: string
  readonly node: string
  readonly nodeId: string
  readonly displayName: string
  /** Zone of the wall clock that the node's files are written by. */
  readonly clockZone: string
  readonly registeredAt: Micros
  readonly sources: readonly SourceRow[]
}

export interface SourceRow {
  readonly name: string
  readonly settings: SourceSettings
  readonly configuredAt: Micros
}

/** What has come in from one node: one row per kind of fact, imported or followed. */
export interface SourceProgressRow {
  readonly site: string
  readonly node: string
  readonly kind: FactKind
  readonly rows: number
  /** Rows that no parser has understood so far: quarantined and not released again. */
  readonly quarantined: number
  /** Rows whose event name is not in the vocabulary: stored, but they count nowhere. */
  readonly unknownEvents: number
  /** The source's clock at its newest row; null while every row is quarantined. */
  readonly lastEventAt: Micros | null
  /** Our clock when the last row, understood or not, was stored. */
  readonly lastRecordedAt: Micros
}

export interface QueueThresholdsRow {
  readonly site: string
  readonly queue: string
  readonly effectiveFrom: Micros
  readonly thresholds: Thresholds
  readonly setBy: string | null
  readonly setAt: Micros
}

/** A token as the log knows it. The secret is nowhere; `secretHash` is for verifyToken only and is never shown. */
export interface TokenRow {
  readonly tokenId: string
  readonly label: string
  readonly role: Role
  readonly scope: GrantedScope
  readonly secretHash: string
  readonly issuedAt: Micros
  readonly issuedBy: string | null
  readonly expiresAt: Micros | null
  readonly revokedAt: Micros | null
  readonly revokedBy: string | null
}

export interface DemoRow {
  readonly site: string
  readonly running: boolean
  /** When it was started or stopped last. */
  readonly since: Micros
}
