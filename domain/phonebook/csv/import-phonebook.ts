import type { ConfigurationRules } from '../../configuration/draft.ts'
import type { ChangeSetContext } from '../../configuration/handle-change-set.ts'
import type { ConfigurationReader } from '../../configuration/history.ts'
import type { EventStore } from '../../kernel/event-store.ts'
import type { Atomicity, ColumnOfField } from '../../users/csv/decide-rows.ts'
import type { CsvRecord, NumberedRow } from '../../users/csv/import-plan.ts'
import { importRows, type ImportResult, type RowOutcome } from '../../users/csv/import-rows.ts'
import type { RowProblem } from '../../users/csv/row.ts'
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
  log: Pick<EventStore, 'append'>,
  reader: ConfigurationReader,
  records: AsyncIterable<CsvRecord>,
  atomicity: Atomicity,
  rules: ConfigurationRules,
  context: ChangeSetContext,
): Promise<PhonebookImportResult> =>
  importRows(log, reader, records, { atomicity, open: planRows, columnOf, resultOf }, rules, context)

const columnOf: ColumnOfField = (_, path) => phonebookColumns.find(column => column.path.join('.') === path)?.name

function resultOf(
  { line, user: entry, commands }: NumberedRow,
  refused: readonly RowProblem[] | undefined,
  applies: boolean,
): PhonebookRowResult {
  if (refused) return { line, entry, outcome: 'refused', problems: refused }
  const [command] = commands
  const done = command === undefined ? 'unchanged' : 'definePhonebookEntry' in command ? 'created' : 'updated'
  return { line, entry, outcome: applies ? done : 'notApplied', problems: [] }
}
