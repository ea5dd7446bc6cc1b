/**
 * How a read model tells what another version of it changes. Two statements over the tables of one build; the engine runs them over the
 * build that readers use and over the new one, and keeps what differs. `{schema}` stands for the build's schema.
 *
 * Columns are named as the API names them. One with Seconds in its name holds whole microseconds, so that sums are exact; one
 * that ends in At holds an instant; the engine converts both. They must have the same types in every version.
 */
export interface Comparison {
  /**
   * Sums by group: `site`, `name` (queue or agent; empty: the whole site), `start_us` (the day), and the sums. One row a group at most.
   */
  readonly figures: string
  /** Figures that are no sums, from the sums of a group or of everything. null: no denominator. */
  readonly ratios?: (sums: Sums) => Readonly<Record<string, number | null>>
  /**
   * What the figures are made from: `site`, `key` (text, one row for each), `node`, `call_id`, `name`, `at_us`, and all that a reader would
   * see change.
   */
  readonly calls: string
}

/** A sum that a group has not is 0. */
export type Sums = (figure: string) => number

/** Whether it holds a length of time: microseconds in the tables, seconds for people. */
export const isLength = (name: string): boolean => name.includes('Seconds')
