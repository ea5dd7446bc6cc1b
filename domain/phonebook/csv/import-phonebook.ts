import type { ConfigurationRules } from '../../configuration/draft.ts'
import { handleChangeSet, recordRefusal, type ChangeSetContext } from '../../configuration/handle-change-set.ts'
import type { ConfigurationReader } from '../../configuration/history.ts'
import type { Rejection } from '../../kernel/decider.ts'
import type { EventStore } from '../../kernel/event-store.ts'
import type { Position } from '../../kernel/event.ts'
import { decideRows, type Atomicity, type ColumnOfField } from '../../users/csv/decide-rows.ts'
import type { CsvRecord, NumberedRow } from '../../users/csv/import-plan.ts'
import type { RowOutcome } from '../../users/csv/import-users.ts'
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

export interface PhonebookImportResult {
  readonly accepted: boolean
  /** What is wrong with the file as a whole. */
  readonly problems: readonly RowProblem[]
  readonly rejections: readonly Rejection[]
  readonly rows: readonly PhonebookRowResult[]
  readonly changes: number
  readonly position: Position
}

/** pbx-configuration 11.3: entries from a file, in one change set. The first record is the header. */
export async function importPhonebook(
  log: Pick<EventStore, 'append'>,
  reader: ConfigurationReader,
  records: AsyncIterable<CsvRecord>,
  atomicity: Atomicity,
  rules: ConfigurationRules,
  context: ChangeSetContext,
): Promise<PhonebookImportResult> {
  const { configuration, position } = await reader.now(context.site)
  const rows: NumberedRow[] = []
  let plan: ReturnType<typeof planRows> | undefined
  for await (const record of records) {
    if (plan) rows.push(plan.add(record))
    else plan = planRows(record.cells, configuration)
    if (plan.problems.length > 0) break
  }
  const problems = plan?.problems ?? [emptyFile]
  if (problems.length > 0) return { accepted: false, problems, rejections: [], rows: [], changes: 0, position }

  const { commands, events, refused } = decideRows(rows, configuration, rules, atomicity, columnOf)
  const applies = atomicity === 'rowByRow' || refused.size === 0
  const results = rows.map(row => resultOf(row, refused.get(row.line), applies))
  const outcome = { problems, rejections: [], rows: results, position }
  if (refused.size > 0) await recordRefusal(log, context, rejectionsOf(refused))
  if (!applies) return { ...outcome, accepted: false, changes: 0 }
  if (context.dryRun || commands.length === 0) return { ...outcome, accepted: true, changes: events.length }
  const stored = await handleChangeSet(log, reader, { commands }, rules, context)
  if (stored.accepted) return { ...outcome, accepted: true, changes: stored.events.length, position: stored.position }
  const none = results.map(row => (row.outcome === 'refused' ? row : { ...row, outcome: 'notApplied' as const }))
  return {
    ...outcome,
    accepted: false,
    rejections: stored.rejections,
    rows: none,
    changes: 0,
    position: stored.position,
  }
}

const emptyFile: RowProblem = {
  column: null,
  rule: 'header',
  message: 'the file is empty: its first line names the columns',
}

const columnOf: ColumnOfField = (_, path) => phonebookColumns.find(column => column.path.join('.') === path)?.name

const rejectionsOf = (refused: ReadonlyMap<number, readonly RowProblem[]>): readonly Rejection[] =>
  [...refused]
    .sort(([a], [b]) => a - b)
    .flatMap(([line, problems]) =>
      problems.map(({ column, rule, message }) => ({
        field: column === null ? `lines[${line}]` : `lines[${line}].${column}`,
        rule,
        message,
      })),
    )

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
