import type { Json } from '../../domain/kernel/json.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import type { FactKind } from '../../domain/pbx/facts.ts'
import type { Row } from '../row-decoder.ts'

/**
 * How what the followers of one node have read comes into the log (design §4). Adapters: straight into the log of this process
 * (into-log.ts); over HTTPS, by a spool on disk (spool.ts and ship.ts, on the other side receive.ts); one contract suite (contract.ts).
 */
export interface FactTransport {
  /** What was given last with rows of the kind, whoever followed it then; undefined: nothing yet. */
  cursor(kind: FactKind): Promise<Json | undefined>
  /** For the rows of one follower, from its beginning to its end. */
  sink(kind: FactKind, options: SinkOptions): FactSink
}

interface FactSink {
  /**
   * Takes over the rows, which are in the log once each sooner or later, and the cursor with them: all or nothing. One call at a time, in
   * the order of the source. What is awaited outlives the process.
   * @throws when it could not be taken over; then the same rows may be given again
   */
  write(rows: readonly Row[], cursor: Json): Promise<void>
}

interface SinkOptions {
  /**
   * `anywhere`: the rows begin where they like, so those that the log holds are left out. `at-cursor`: they begin exactly where the cursor
   * stands.
   */
  readonly start: 'anywhere' | 'at-cursor'
  /** Time under which unreadable rows are filed that come before any readable one. */
  readonly now?: () => Micros
}
