import type { Configuration } from '../configuration.ts'
import type { ConfigurationRules } from '../draft.ts'
import { handleChangeSet, recordRefusal, type ChangeSetContext } from '../handle-change-set.ts'
import type { ConfigurationReader } from '../history.ts'
import type { Rejection } from '../../kernel/decider.ts'
import type { EventStore } from '../../kernel/event-store.ts'
import type { Position } from '../../kernel/event.ts'
import { decideRows, type Atomicity, type ColumnOfField } from './decide-rows.ts'
import type { CsvRecord, NumberedRow, RowProblem } from './planned-row.ts'

/** `notApplied`: nothing is wrong with it, but with another one, and it was all or nothing. */
export type RowOutcome = 'created' | 'updated' | 'unchanged' | 'refused' | 'notApplied'

export interface ImportResult<R> {
  /** Whether what could be applied was, or would be after a dry run. */
  readonly accepted: boolean
  /** What is wrong with the file as a whole. */
  readonly problems: readonly RowProblem[]
  /** Why the change set was refused although each row had been accepted: others changed the configuration meanwhile. */
  readonly rejections: readonly Rejection[]
  readonly rows: readonly R[]
  /** Events that were stored, or would be. */
  readonly changes: number
  readonly position: Position
}

/** Where the configuration is read, decided and stored. */
export interface ImportPorts {
  readonly log: Pick<EventStore, 'append'>
  readonly reader: ConfigurationReader
  readonly rules: ConfigurationRules
}

/** What the rows of a file become, by its header. */
interface Plan {
  /** Of the header: then no row is read. */
  readonly problems: readonly RowProblem[]
  add(record: CsvRecord): NumberedRow
}

/** What differs from one kind of file to the other. */
interface RowsOfKind<R> {
  readonly atomicity: Atomicity
  readonly open: (header: readonly string[], configuration: Configuration) => Plan
  readonly columnOf: ColumnOfField
  /** @param applies whether what is not refused is carried out */
  readonly resultOf: (row: NumberedRow, refused: readonly RowProblem[] | undefined, applies: boolean) => R
}

/**
 * Objects from a CSV file, in one change set with one correlation id. The first record is the header.
 * @param records as they are read; a file that is not well-formed may throw on the way, before anything is stored
 */
export async function importRows<R extends { readonly outcome: RowOutcome }>(
  { log, reader, rules }: ImportPorts,
  records: AsyncIterable<CsvRecord>,
  { atomicity, open, columnOf, resultOf }: RowsOfKind<R>,
  context: ChangeSetContext,
): Promise<ImportResult<R>> {
  const { configuration, position } = await reader.now(context.site)
  const { problems, rows } = await planned(records, header => open(header, configuration))
  if (problems.length > 0) return { accepted: false, problems, rejections: [], rows: [], changes: 0, position }

  const { commands, events, refused } = decideRows(rows, configuration, rules, atomicity, columnOf)
  const applies = atomicity === 'rowByRow' || refused.size === 0
  const results = rows.map(row => resultOf(row, refused.get(row.line), applies))
  const outcome = { problems, rejections: [], rows: results, position }
  if (refused.size > 0) await recordRefusal(log, context, rejectionsOf(refused))
  if (!applies) return { ...outcome, accepted: false, changes: 0 }
  if (commands.length === 0) return { ...outcome, accepted: true, changes: events.length }

  const stored = await handleChangeSet(log, reader, { commands }, rules, context)
  if (stored.accepted) return { ...outcome, accepted: true, changes: stored.events.length, position: stored.position }
  const none = results.map(row => (row.outcome === 'refused' ? row : { ...row, outcome: 'notApplied' as const }))
  const { rejections } = stored
  return { ...outcome, accepted: false, rejections, rows: none, changes: 0, position: stored.position }
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
  open: (header: readonly string[]) => Plan,
): Promise<{ readonly problems: readonly RowProblem[]; readonly rows: readonly NumberedRow[] }> {
  const rows: NumberedRow[] = []
  let plan: Plan | undefined
  for await (const record of records) {
    if (plan) rows.push(plan.add(record))
    else plan = open(record.cells)
    if (plan.problems.length > 0) return { problems: plan.problems, rows: [] }
  }
  const empty = { column: null, rule: 'header', message: 'the file is empty: its first line names the columns' }
  return plan ? { problems: [], rows } : { problems: [empty], rows }
}
