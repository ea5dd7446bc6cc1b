import type { Json } from './json.ts'
import type { Micros } from './time.ts'

/** Place of an event in the whole log: 1, 2, 3, ... Commit order. An ordering token: compare it, do not count with it. */
export type Position = number

/** Place of an event in its stream: 0, 1, 2, ... without holes. */
export type Revision = number

/** What a caller hands to the store. Facts leave `id` out: theirs follows from stream and revision (see eventIdOf). */
export interface NewEvent {
  readonly type: string
  readonly schemaVersion?: number
  readonly data: Json
  /** The source's clock for facts, ours for decided events. */
  readonly occurredAt: Micros
  readonly id?: string
  readonly site?: string
  readonly node?: string
  /** Who caused it: a token's label, `system`, ... Absent for facts. */
  readonly actor?: string
  readonly correlationId?: string
  readonly causationId?: string
  /** Names under which the event is found again (readTagged), e.g. `call:paris/pbx1/1795233102.41`. */
  readonly tags?: readonly string[]
}

/** The envelope: what every reader gets. */
export interface RecordedEvent {
  readonly id: string
  readonly type: string
  readonly schemaVersion: number
  readonly stream: string
  readonly revision: Revision
  readonly position: Position
  readonly occurredAt: Micros
  readonly recordedAt: Micros
  readonly site?: string
  readonly node?: string
  readonly actor?: string
  readonly correlationId?: string
  readonly causationId?: string
  readonly data: Json
}
