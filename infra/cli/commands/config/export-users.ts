import { usersAsCsv } from '../../../../api/users-csv/serve-export.ts'
import { userRecords } from '../../../../domain/users/csv/export-users.ts'
import { textOption, type Invocation } from '../../command.ts'
import { configurationAtOption, withConfiguration } from './opened-configuration.ts'

/** `config export-users`: the CSV that `config import-users --update` reads. */
export async function exportUsers(invocation: Invocation): Promise<number> {
  const { options, terminal } = invocation
  return withConfiguration(invocation, undefined, async opened => {
    const { configuration } = await configurationAtOption(opened, textOption(options, 'as-of'), 'as-of')
    if (terminal.json) {
      const [header = [], ...records] = [...userRecords(configuration)]
      terminal.document(records.map(record => Object.fromEntries(header.map((name, i) => [name, record[i]]))))
    } else for (const text of usersAsCsv(configuration)) await terminal.write(text)
    return 0
  })
}
