import type { Values } from '../../configuration/check-value.ts'
import type { ConfigurationCommand } from '../../configuration/commands.ts'
import type { RowProblem } from '../../configuration/csv/planned-row.ts'

/** What a part of a row asks for, beside what becomes of the user himself. */
export interface PartUpdate {
  readonly commands: readonly ConfigurationCommand[]
  readonly problems: readonly RowProblem[]
  readonly warnings: readonly RowProblem[]
  /** Fields of the user: which line, which mailbox is his. */
  readonly user: Values
}

export const noUpdate: PartUpdate = { commands: [], problems: [], warnings: [], user: {} }
export const refusedPart = (column: string, rule: string, message: string): PartUpdate => ({
  ...noUpdate,
  problems: [{ column, rule, message }],
})
