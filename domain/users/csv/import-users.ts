import type { Atomicity, ColumnOfField } from '../../configuration/csv/decide-rows.ts'
import {
  importRows,
  type ImportPorts,
  type ImportResult,
  type RowOutcome,
} from '../../configuration/csv/import-rows.ts'
import type { CsvRecord, NumberedRow, RowProblem } from '../../configuration/csv/planned-row.ts'
import type { ChangeSetContext } from '../../configuration/handle-change-set.ts'
import { columnOfField } from './columns.ts'
import type { ImportMode } from './header.ts'
import { importPlan } from './import-plan.ts'

interface UserImport {
  readonly mode: ImportMode
  readonly atomicity: Atomicity
}

export interface RowResult {
  readonly line: number
  readonly user: string | null
  readonly outcome: RowOutcome
  readonly problems: readonly RowProblem[]
  readonly warnings: readonly RowProblem[]
}

export type UserImportResult = ImportResult<RowResult>

/** Users from a CSV file (pbx-configuration §5.8). */
export const importUsers = (
  ports: ImportPorts,
  records: AsyncIterable<CsvRecord>,
  { mode, atomicity }: UserImport,
  context: ChangeSetContext,
): Promise<UserImportResult> =>
  importRows(
    ports,
    records,
    {
      atomicity,
      open: (header, configuration) => importPlan({ header, mode, configuration }),
      columnOf,
      resultOf: (row, refused, applies) => resultOf(row, mode, refused, applies),
    },
    context,
  )

/** The column that a field of a user, his line, incall or mailbox came from. */
export const columnOf: ColumnOfField = (kind, path) => columnOfField(kind.toLowerCase(), path.split('.')[0] ?? '')

function resultOf(
  { line, key: user, commands, warnings }: NumberedRow,
  mode: ImportMode,
  refused: readonly RowProblem[] | undefined,
  applies: boolean,
): RowResult {
  if (refused) return { line, user, outcome: 'refused', problems: refused, warnings }
  const done = commands.length === 0 ? 'unchanged' : mode === 'create' ? 'created' : 'updated'
  return { line, user, outcome: applies ? done : 'notApplied', problems: [], warnings }
}
