import { createReadStream } from 'node:fs'
import { readRecords } from '../../../../api/users-csv/read-records.ts'
import { microsOfDate } from '../../../../domain/kernel/time.ts'
import {
  importPhonebook,
  type PhonebookImportResult,
  type PhonebookRowResult,
} from '../../../../domain/phonebook/csv/import-phonebook.ts'
import { textOption, type Invocation } from '../../command.ts'
import { UsageError } from '../../usage-error.ts'
import { withConfiguration } from './opened-configuration.ts'

/** `config import-phonebook FILE`: contacts from CSV with `|`, defined or changed. */
export async function importPhonebookFile(invocation: Invocation): Promise<number> {
  const { options, words, terminal } = invocation
  const [, file] = words
  if (file === undefined) throw new UsageError('say which file: CSV with | and a header, - is standard input')
  const dryRun = options['dry-run'] === true
  return withConfiguration(invocation, undefined, async ({ opened, site, reader, rules }) => {
    const result = await importPhonebook(
      opened.store,
      reader,
      readRecords(file === '-' ? process.stdin : createReadStream(file), '|'),
      options['row-by-row'] === true ? 'rowByRow' : 'allOrNothing',
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
    for (const { line, problems } of result.rows)
      for (const { column, message } of problems)
        terminal.complain(`line ${line}${column === null ? '' : `, ${column}`}: ${message}`)
    terminal.print(summary(result, site, dryRun))
    terminal.document({ ...result, dryRun })
    return result.accepted && result.rows.every(({ outcome }) => outcome !== 'refused') ? 0 : 1
  })
}

function summary({ accepted, rows }: PhonebookImportResult, site: string, dryRun: boolean): string {
  const count = (outcome: PhonebookRowResult['outcome']) => rows.filter(row => row.outcome === outcome).length
  const refused = count('refused')
  if (!accepted) return `Nothing was changed: ${refused} of ${rows.length} rows are wrong.`
  const left = refused === 0 ? '' : `, ${refused} left out`
  const what = `${count('created')} created, ${count('updated')} updated, ${count('unchanged')} unchanged${left}`
  return dryRun
    ? `Phonebook of ${site}, if it were applied: ${what}. Nothing was stored.`
    : `Phonebook of ${site}: ${what}.`
}
