import type { Atomicity, ColumnOfField } from '../../configuration/csv/decide-rows.ts'
import {
  importRows,
  type ImportPorts,
  type ImportResult,
  type RowOutcome,
} from '../../configuration/csv/import-rows.ts'
import type { CsvRecord, NumberedRow, RowProblem } from '../../configuration/csv/planned-row.ts'
import type { ChangeSetContext } from '../../configuration/handle-change-set.ts'
import { phonebookColumns } from './columns.ts'
import { planRows } from './plan-rows.ts'

export interface PhonebookRowResult {
  readonly line: number
  /** Key of the entry; null: it could not be told. */
  readonly entry: string | null
  readonly outcome: RowOutcome
  readonly problems: readonly RowProblem[]
}

export type PhonebookImportResult = ImportResult<PhonebookRowResult>

/** pbx-configuration 11.3: entries from a file. */
export const importPhonebook = (
  ports: ImportPorts,
  records: AsyncIterable<CsvRecord>,
  atomicity: Atomicity,
  context: ChangeSetContext,
): Promise<PhonebookImportResult> =>
  importRows(ports, records, { atomicity, open: planRows, columnOf, resultOf }, context)

const columnOf: ColumnOfField = (_, path) => phonebookColumns.find(column => column.path.join('.') === path)?.name

function resultOf(
  { line, key: entry, commands }: NumberedRow,
  refused: readonly RowProblem[] | undefined,
  applies: boolean,
): PhonebookRowResult {
  if (refused) return { line, entry, outcome: 'refused', problems: refused }
  const [command] = commands
  const done = command === undefined ? 'unchanged' : 'definePhonebookEntry' in command ? 'created' : 'updated'
  return { line, entry, outcome: applies ? done : 'notApplied', problems: [] }
}
