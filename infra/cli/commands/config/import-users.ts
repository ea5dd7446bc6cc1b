import { importUsers } from '../../../../domain/users/csv/import-users.ts'
import type { Invocation } from '../../command.ts'
import { importCsv } from './import-csv.ts'

/** `config import-users FILE`: users from CSV, created or, with `--update`, changed. */
export const importUsersFile = (invocation: Invocation): Promise<number> =>
  importCsv(invocation, {
    what: 'Users',
    form: 'CSV with a header',
    delimiter: ',',
    send(records, atomicity, context, { opened, reader, rules }) {
      const mode = invocation.options['update'] === true ? 'update' : 'create'
      return importUsers(opened.store, reader, records, { mode, atomicity }, rules, context)
    },
  })
