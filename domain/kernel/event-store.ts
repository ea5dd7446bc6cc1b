import type { NewEvent, Position, RecordedEvent, Revision } from './event.ts'
import type { Json } from './json.ts'
import type { Micros } from './time.ts'

/** What the stream must look like for the append to happen; decided inside the append. */
export type ExpectedRevision = 'any' | 'no-stream' | 'stream-exists' | Revision

export interface StreamAppend {
  /** Lower case, e.g. `facts/paris/pbx1/queue_log`, `queue/paris/sales`. */
  readonly stream: string
  readonly expected: ExpectedRevision
  readonly events: readonly NewEvent[]
  /**
   * Where the writer stands after these events (a file's identity and byte offset, a table's last id). Committed with them;
   * readCursor gives the newest back. It is how a collector resumes without losing or repeating a row.
   */
  readonly cursor?: Json
}

export interface AppendedStream {
  readonly stream: string
  readonly firstRevision: Revision
  readonly lastRevision: Revision
  /** Of the first and last event; equal to `lastPosition` of the log when nothing was appended. */
  readonly firstPosition: Position
  readonly lastPosition: Position
}

export type AppendResult =
  | { readonly ok: true; readonly streams: readonly AppendedStream[]; readonly lastPosition: Position }
  | {
      readonly ok: false
      readonly conflict: {
        readonly stream: string
        readonly expected: ExpectedRevision
        readonly actual: Revision | 'no-stream'
      }
    }

export interface ReadStreamOptions {
  readonly from?: Revision
  readonly direction?: 'forwards' | 'backwards'
  readonly limit?: number
  /** Only events whose occurredAt lies in the closed range. Adapters use it to skip; they never leave one out. */
  readonly occurredWithin?: readonly [from: Micros, to: Micros]
  /** Only events at or before this position: the stream as it was then. */
  readonly upTo?: Position
}

export interface ReadAllOptions {
  /** Exclusive: start behind (forwards) or before (backwards) this position. */
  readonly after?: Position
  readonly direction?: 'forwards' | 'backwards'
  readonly types?: readonly string[]
  readonly limit?: number
  readonly upTo?: Position
}

export interface SubscribeOptions {
  readonly after?: Position
  readonly types?: readonly string[]
  readonly signal?: AbortSignal
}

/** A run of events in position order. `through` is how far the log has been looked at: it moves on when nothing matched. */
export interface EventPage {
  readonly events: readonly RecordedEvent[]
  readonly through: Position
}

/** An event with all of its tags. */
export interface TaggedEvent extends RecordedEvent {
  readonly tags: readonly string[]
}

export interface TaggedPage extends EventPage {
  readonly events: readonly TaggedEvent[]
}

/**
 * The port to the log. Adapters: memory, PostgreSQL; one contract suite (infra/event-store/contract.ts).
 * Position order is commit order: a reader that has seen position n never finds an unseen event below n.
 * Events come back upcast to the newest schema version.
 */
export interface EventStore {
  /** All or nothing over all the streams named. A conflict is a value; an unreachable store throws. */
  append(appends: readonly StreamAppend[]): Promise<AppendResult>
  /** @returns undefined for a stream that was never written. */
  lastRevision(stream: string): Promise<Revision | undefined>
  lastPosition(): Promise<Position>
  readCursor(stream: string): Promise<Json | undefined>
  readStream(stream: string, options?: ReadStreamOptions): AsyncIterable<EventPage>
  readAll(options?: ReadAllOptions): AsyncIterable<EventPage>
  /**
   * Every event that carries one of the tags, once, in position order. Rows of many calls lie side by side: to ask for the tags of all of
   * them at once costs little more than to ask for one.
   */
  readTagged(tags: readonly string[], options?: { readonly upTo?: Position }): AsyncIterable<TaggedPage>
  /** Catches up, then stays: yields pages as they are committed until the signal aborts. */
  subscribe(options?: SubscribeOptions): AsyncIterable<EventPage>
}
