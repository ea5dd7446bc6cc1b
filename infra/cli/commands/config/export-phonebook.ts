import { phonebookAsCsv } from '../../../../api/phonebook/serve-export.ts'
import { phonebookRecords } from '../../../../domain/phonebook/csv/export-phonebook.ts'
import { textOption, type Invocation } from '../../command.ts'
import { configurationAtOption, withConfiguration } from './opened-configuration.ts'

/** `config export-phonebook`: the CSV that `config import-phonebook` reads. */
export async function exportPhonebook(invocation: Invocation): Promise<number> {
  const { options, terminal } = invocation
  return withConfiguration(invocation, undefined, async opened => {
    const { configuration } = await configurationAtOption(opened, textOption(options, 'as-of'), 'as-of')
    if (terminal.json) {
      const [header = [], ...records] = [...phonebookRecords(configuration)]
      terminal.document(records.map(record => Object.fromEntries(header.map((name, i) => [name, record[i]]))))
    } else for (const text of phonebookAsCsv(configuration)) await terminal.write(text)
    return 0
  })
}
