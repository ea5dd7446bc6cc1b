import type { ConfigurationRules } from '../../configuration/draft.ts'
import type { ChangeSetContext } from '../../configuration/handle-change-set.ts'
import type { ConfigurationReader } from '../../configuration/history.ts'
import type { EventStore } from '../../kernel/event-store.ts'
import type { Atomicity } from './decide-rows.ts'
import type { ImportMode } from './header.ts'
import { importPlan, type CsvRecord, type NumberedRow } from './import-plan.ts'
import { importRows, type ImportResult, type RowOutcome } from './import-rows.ts'
import type { RowProblem } from './row.ts'

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
  log: Pick<EventStore, 'append'>,
  reader: ConfigurationReader,
  records: AsyncIterable<CsvRecord>,
  { mode, atomicity }: UserImport,
  rules: ConfigurationRules,
  context: ChangeSetContext,
): Promise<UserImportResult> =>
  importRows(
    log,
    reader,
    records,
    {
      atomicity,
      open: (header, configuration) => importPlan({ header, mode, configuration }),
      resultOf: (row, refused, applies) => resultOf(row, mode, refused, applies),
    },
    rules,
    context,
  )

function resultOf(
  { line, user, commands, warnings }: NumberedRow,
  mode: ImportMode,
  refused: readonly RowProblem[] | undefined,
  applies: boolean,
): RowResult {
  if (refused) return { line, user, outcome: 'refused', problems: refused, warnings }
  const done = commands.length === 0 ? 'unchanged' : mode === 'create' ? 'created' : 'updated'
  return { line, user, outcome: applies ? done : 'notApplied', problems: [], warnings }
}
