import { Readable } from 'node:stream'
import { readRecords } from '../../../../api/users-csv/read-records.ts'
import { microsOfDate } from '../../../../domain/kernel/time.ts'
import { openInput } from '../../../../ingest/open-input.ts'
import { importUsers, type RowResult, type UserImportResult } from '../../../../domain/users/csv/import-users.ts'
import { textOption, type Invocation } from '../../command.ts'
import { UsageError } from '../../usage-error.ts'
import { withConfiguration } from './opened-configuration.ts'

/** `config import-users FILE`: users from CSV, created or, with `--update`, changed. */
export async function importUsersFile(invocation: Invocation): Promise<number> {
  const { options, words, terminal } = invocation
  const [, file] = words
  if (file === undefined) throw new UsageError('say which file: CSV with a header, - is standard input')
  const dryRun = options['dry-run'] === true
  const input = await openInput(file, process.stdin)
  return withConfiguration(invocation, undefined, async ({ opened, site, reader, rules }) => {
    const result = await importUsers(
      opened.store,
      reader,
      readRecords(Readable.from(input.chunks())),
      {
        mode: options['update'] === true ? 'update' : 'create',
        atomicity: options['row-by-row'] === true ? 'rowByRow' : 'allOrNothing',
      },
      rules,
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
    terminal.print(summary(result, site, dryRun))
    terminal.document({ ...result, dryRun })
    return result.accepted && result.rows.every(({ outcome }) => outcome !== 'refused') ? 0 : 1
  })
}

/** Every problem; of warnings the first ones, since a file of thousands of rows may have the same one in each. */
function tellOf(rows: readonly RowResult[], { terminal }: Invocation): void {
  const placed = ({ line }: RowResult, column: string | null) => `line ${line}${column === null ? '' : `, ${column}`}`
  for (const row of rows)
    for (const { column, message } of row.problems) terminal.complain(`${placed(row, column)}: ${message}`)
  const warnings = rows.flatMap(row =>
    row.warnings.map(({ column, message }) => `${placed(row, column)}: warning: ${message}`),
  )
  for (const warning of warnings.slice(0, mostWarnings)) terminal.note(warning)
  if (warnings.length > mostWarnings)
    terminal.note(`and ${warnings.length - mostWarnings} warnings more; --json has them all`)
}

const mostWarnings = 20

function summary({ accepted, rows }: UserImportResult, site: string, dryRun: boolean): string {
  const count = (outcome: RowResult['outcome']) => rows.filter(row => row.outcome === outcome).length
  const refused = count('refused')
  if (!accepted) return `Nothing was changed: ${refused} of ${rows.length} rows are wrong.`
  const left = refused === 0 ? '' : `, ${refused} left out`
  const what = `${count('created')} created, ${count('updated')} updated, ${count('unchanged')} unchanged${left}`
  return dryRun ? `Users of ${site}, if it were applied: ${what}. Nothing was stored.` : `Users of ${site}: ${what}.`
}
