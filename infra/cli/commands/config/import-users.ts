import { importUsers } from '../../../../domain/users/csv/import-users.ts'
import type { Invocation } from '../../command.ts'
import { importCsv } from './import-csv.ts'

/** `config import-users FILE`: users from CSV, created or, with `--update`, changed. */
export const importUsersFile = (invocation: Invocation): Promise<number> =>
  importCsv(invocation, {
    what: 'Users',
    form: 'CSV with a header',
    delimiter: ',',
    send(ports, records, atomicity, context) {
      const mode = invocation.options['update'] === true ? 'update' : 'create'
      return importUsers(ports, records, { mode, atomicity }, context)
    },
  })
