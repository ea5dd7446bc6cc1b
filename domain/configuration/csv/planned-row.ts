import type { ConfigurationCommand } from '../commands.ts'

/** A record of a CSV file, and the line that it begins at. */
export interface CsvRecord {
  readonly line: number
  readonly cells: readonly string[]
}

/** What is wrong with a row, or worth knowing about it. */
export interface RowProblem {
  /** Name of the column; null: the row as a whole. */
  readonly column: string | null
  readonly rule: string
  readonly message: string
}

/** What a row asks for. With problems there are no commands. */
export interface PlannedRow {
  /** Key of the object that it is about, if that could be told. */
  readonly key: string | null
  readonly commands: readonly ConfigurationCommand[]
  readonly problems: readonly RowProblem[]
  readonly warnings: readonly RowProblem[]
}

/** With the line at which it begins in the file. */
export interface NumberedRow extends PlannedRow {
  readonly line: number
}

/** One that changes nothing. */
export const refusedRow = (key: string | null, problems: readonly RowProblem[]): PlannedRow => ({
  key,
  commands: [],
  problems,
  warnings: [],
})
