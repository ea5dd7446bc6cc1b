import { handleChangeSet, recordRefusal, type ChangeSetContext } from '../../configuration/handle-change-set.ts'
import type { ConfigurationReader } from '../../configuration/history.ts'
import type { ConfigurationRules } from '../../configuration/draft.ts'
import type { Rejection } from '../../kernel/decider.ts'
import type { EventStore } from '../../kernel/event-store.ts'
import type { Position } from '../../kernel/event.ts'
import { decideRows, type Atomicity } from './decide-rows.ts'
import type { ImportMode } from './header.ts'
import { importPlan, type CsvRecord, type NumberedRow } from './import-plan.ts'
import type { RowProblem } from './row.ts'

interface UserImport {
  readonly mode: ImportMode
  readonly atomicity: Atomicity
}

/** `notApplied`: nothing is wrong with it, but with another one, and it was all or nothing. */
export type RowOutcome = 'created' | 'updated' | 'unchanged' | 'refused' | 'notApplied'

export interface RowResult {
  readonly line: number
  readonly user: string | null
  readonly outcome: RowOutcome
  readonly problems: readonly RowProblem[]
  readonly warnings: readonly RowProblem[]
}

export interface UserImportResult {
  /** Whether what could be applied was, or would be after a dry run. */
  readonly accepted: boolean
  /** What is wrong with the file as a whole. */
  readonly problems: readonly RowProblem[]
  /** Why the change set was refused although each row had been accepted: others changed the configuration meanwhile. */
  readonly rejections: readonly Rejection[]
  readonly rows: readonly RowResult[]
  /** Events that were stored, or would be. */
  readonly changes: number
  readonly position: Position
}

/**
 * Users from a CSV file (pbx-configuration §5.8), in one change set with one correlation id. The first record is the header.
 * @param records  as they are read; a file that is not well-formed may throw on the way, before anything is stored
 */
export async function importUsers(
  log: Pick<EventStore, 'append'>,
  reader: ConfigurationReader,
  records: AsyncIterable<CsvRecord>,
  { mode, atomicity }: UserImport,
  rules: ConfigurationRules,
  context: ChangeSetContext,
): Promise<UserImportResult> {
  const { configuration, position } = await reader.now(context.site)
  const { problems, rows } = await planned(records, header => importPlan({ header, mode, configuration }))
  if (problems.length > 0) return { accepted: false, problems, rejections: [], rows: [], changes: 0, position }

  const { commands, events, refused } = decideRows(rows, configuration, rules, atomicity)
  const applies = atomicity === 'rowByRow' || refused.size === 0
  const results = rows.map(row => resultOf(row, mode, refused.get(row.line), applies))
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

/** As the log has them: `lines[3].exten`. */
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

async function planned(
  records: AsyncIterable<CsvRecord>,
  open: (header: readonly string[]) => ReturnType<typeof importPlan>,
): Promise<{ readonly problems: readonly RowProblem[]; readonly rows: readonly NumberedRow[] }> {
  const rows: NumberedRow[] = []
  let plan: ReturnType<typeof importPlan> | undefined
  for await (const record of records) {
    if (plan) rows.push(plan.add(record))
    else plan = open(record.cells)
    if (plan.problems.length > 0) return { problems: plan.problems, rows: [] }
  }
  const empty = { column: null, rule: 'header', message: 'the file is empty: its first line names the columns' }
  return plan ? { problems: [], rows } : { problems: [empty], rows }
}

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
