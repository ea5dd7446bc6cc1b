import { importPhonebook } from '../../../../domain/phonebook/csv/import-phonebook.ts'
import type { Invocation } from '../../command.ts'
import { importCsv } from './import-csv.ts'

/** `config import-phonebook FILE`: contacts from CSV with `|`, defined or changed. */
export const importPhonebookFile = (invocation: Invocation): Promise<number> =>
  importCsv(invocation, {
    what: 'Phonebook',
    form: 'CSV with | and a header',
    delimiter: '|',
    send: importPhonebook,
  })
