import type { Comparison } from './comparison.ts'
import type { EventStore } from './event-store.ts'
import type { Position, RecordedEvent } from './event.ts'
import type { RetainedData } from '../retention/retention-bounds.ts'
import type { Micros } from './time.ts'

/** What a column can be written from. Arrays are bigint[] or text[]; instants are bigint microseconds. */
export type Cell = null | boolean | number | string | readonly number[] | readonly string[]

/** Changes of one table by one page of events. Rows are cells in the order of `columns`. */
export interface TableWrite {
  readonly table: string
  readonly columns: readonly string[]
  /** Names of the columns that identify a row. */
  readonly key: readonly string[]
  /** Rows whose key is certainly not in the table: copied in. */
  readonly insert: readonly (readonly Cell[])[]
  /** Rows that replace the one with their key, if there is one. */
  readonly replace: readonly (readonly Cell[])[]
  /** Keys (cells in the order of `key`) of rows to delete. */
  readonly remove: readonly (readonly Cell[])[]
}

/**
 * Of a site the instant before which everything was closed when what stands at this position of the log came: purges of figures before it have
 * removed what a row of that time would be counted in (docs/adr/0016-purge.md). -Infinity: nothing was.
 */
export type ClosedBefore = (site: string, position: Position) => Micros

export const nothingClosed: ClosedBefore = () => -Infinity

/** The part of a database connection that a fold may read its own tables through. */
export interface Queryable {
  query<R extends object>(text: string, values?: readonly unknown[]): Promise<{ readonly rows: R[] }>
}

export interface FoldContext {
  /** search_path is the schema of this build: table names stand unqualified. */
  readonly sql: Queryable
  /** The log, for what a late fact makes necessary to read again. */
  readonly log: Pick<EventStore, 'readStream' | 'readTagged' | 'readAll'>
  /** The tables hold everything up to this position and nothing behind it. */
  readonly position: Position
  /** Facts of closed time do not come; for those that come and reach back into it. The same until the fold is thrown away: at the next purge. */
  readonly closedBefore: ClosedBefore
}

/** A fold in the middle of the log. The engine throws it away after any error and opens a new one from the tables. */
export interface Fold {
  /** Pure with respect to the log: the same events give the same writes, however they are cut into pages. */
  page(events: readonly RecordedEvent[]): Promise<readonly TableWrite[]>
  /**
   * What the pages so far have changed and were silent about, since the next one may change it again. Asked for before what they have
   * changed is written; also when page() asks its tables: a fold that has this does so before it takes anything of its page in.
   */
  keptBack?(): readonly TableWrite[]
  /**
   * Takes a page in without folding it, since many of its kind are folded at once as cheaply as one, while old events are taken in. What was
   * put off is folded with the next page, which may be an empty one, and counts as folded only then.
   * @returns false: page() is to have these events
   */
  putOff?(events: readonly RecordedEvent[]): boolean
}

/** Rows that are kept for a time of their own (domain/retention). */
export interface RetainedRows {
  readonly data: RetainedData
  readonly table: string
  /** Which rows are over and not dealt with yet: a condition, where $1 is the site and $2 the instant before which they are. */
  readonly where: string
  /** Assignments that take out what identifies people; left out: the rows go. */
  readonly blanked?: string
}

/** What a read model keeps for a time only. The engine removes it, in the order given; the fold need not know. */
export interface Retention {
  readonly rows: readonly RetainedRows[]
  /**
   * Of each table the column with the instant by which its rows grow old. A fold that writes an old row, since a late fact came or a person
   * said something about an old call, has it removed with the same commit.
   */
  readonly instants: Readonly<Record<string, string>>
}

/** A read model: a folder with its fold, tables and queries. The engine owns pages, checkpoints, rebuilds and errors. */
export interface Projection {
  /** Lower case with underscores: also the name of the SQL schema that readers use. */
  readonly name: string
  /** Raised when tables or meaning change: the engine then builds the new version beside the old one and switches. */
  readonly version: number
  readonly handles: readonly string[]
  /** DDL with unqualified names, run in a new empty schema. */
  readonly tables: string
  /** Indexes that are made once the first catch-up is done, so that a rebuild is not slowed by them. */
  readonly indexes?: string
  /** An event that the fold cannot take: stop the projection, or record it as dead letter and go on. */
  readonly onError: 'stop' | 'skip'
  /** While much is to be taken in, it lets the others go first: figures and boards are current sooner than what is looked up. */
  readonly givesWay?: true
  /** What of it is kept for a time only: then it handles RecordsPurged, and facts older than its figures do not reach the fold. */
  readonly retention?: Retention
  /** What of it another version may change, for whoever has to agree first. Without it only rows are counted. */
  readonly comparison?: Comparison
  open(context: FoldContext): Promise<Fold>
}
