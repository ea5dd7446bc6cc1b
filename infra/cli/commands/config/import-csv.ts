import { Readable } from 'node:stream'
import { readRecords } from '../../../../api/configuration/csv/read-records.ts'
import type { Atomicity } from '../../../../domain/configuration/csv/decide-rows.ts'
import type { ImportPorts, ImportResult, RowOutcome } from '../../../../domain/configuration/csv/import-rows.ts'
import type { CsvRecord, RowProblem } from '../../../../domain/configuration/csv/planned-row.ts'
import type { ChangeSetContext } from '../../../../domain/configuration/handle-change-set.ts'
import { microsOfDate } from '../../../../domain/kernel/time.ts'
import { openInput } from '../../../../ingest/open-input.ts'
import { textOption, type Invocation } from '../../command.ts'
import { UsageError } from '../../usage-error.ts'
import { withConfiguration } from './opened-configuration.ts'

interface Row {
  readonly line: number
  readonly outcome: RowOutcome
  readonly problems: readonly RowProblem[]
  readonly warnings?: readonly RowProblem[]
}

interface CsvImport<R extends Row> {
  /** What the rows are, at the beginning of a sentence: `Users`. */
  readonly what: string
  /** What the file has to be: `CSV with a header`. */
  readonly form: string
  readonly delimiter: string
  readonly send: (
    ports: ImportPorts,
    records: AsyncIterable<CsvRecord>,
    atomicity: Atomicity,
    context: ChangeSetContext,
  ) => Promise<ImportResult<R>>
}

/** `config import-... FILE`: a change set from the rows of a file, with what became of each. */
export async function importCsv<R extends Row>(invocation: Invocation, csv: CsvImport<R>): Promise<number> {
  const { options, words, terminal } = invocation
  const [, file] = words
  if (file === undefined) throw new UsageError(`say which file: ${csv.form}, - is standard input`)
  const dryRun = options['dry-run'] === true
  const input = await openInput(file, process.stdin)
  return withConfiguration(invocation, undefined, async configuration => {
    const { site, opened, reader, rules } = configuration
    const result = await csv.send(
      { log: opened.store, reader, rules },
      readRecords(Readable.from(input.chunks()), csv.delimiter),
      options['row-by-row'] === true ? 'rowByRow' : 'allOrNothing',
      {
        site,
        changeSetId: crypto.randomUUID(),
        comment: textOption(options, 'comment') ?? null,
        actor: 'command line',
        occurredAt: microsOfDate(new Date()),
        dryRun,
      },
    )
    for (const { message } of [...result.problems, ...result.rejections]) terminal.complain(message)
    tellOf(result.rows, invocation)
    terminal.print(summary(result, `${csv.what} of ${site}`, dryRun))
    terminal.document({ ...result, dryRun })
    return result.accepted && result.rows.every(({ outcome }) => outcome !== 'refused') ? 0 : 1
  })
}

/** Every problem; of warnings the first ones, since a file of thousands of rows may have the same one in each. */
function tellOf(rows: readonly Row[], { terminal }: Invocation): void {
  const placed = ({ line }: Row, column: string | null) => `line ${line}${column === null ? '' : `, ${column}`}`
  for (const row of rows)
    for (const { column, message } of row.problems) terminal.complain(`${placed(row, column)}: ${message}`)
  const warnings = rows.flatMap(row =>
    (row.warnings ?? []).map(({ column, message }) => `${placed(row, column)}: warning: ${message}`),
  )
  for (const warning of warnings.slice(0, mostWarnings)) terminal.note(warning)
  if (warnings.length > mostWarnings)
    terminal.note(`and ${warnings.length - mostWarnings} warnings more; --json has them all`)
}

const mostWarnings = 20

function summary({ accepted, rows }: ImportResult<Row>, what: string, dryRun: boolean): string {
  const count = (outcome: RowOutcome) => rows.filter(row => row.outcome === outcome).length
  const refused = count('refused')
  if (!accepted) return `Nothing was changed: ${refused} of ${rows.length} rows are wrong.`
  const left = refused === 0 ? '' : `, ${refused} left out`
  const counts = `${count('created')} created, ${count('updated')} updated, ${count('unchanged')} unchanged${left}`
  return dryRun ? `${what}, if it were applied: ${counts}. Nothing was stored.` : `${what}: ${counts}.`
}
