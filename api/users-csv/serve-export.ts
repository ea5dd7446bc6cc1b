import type { Configuration } from '../../domain/configuration/configuration.ts'
import { userRecords } from '../../domain/users/csv/export-users.ts'
import { csvRecord } from '../exports/csv.ts'
import { configurationRoutes, type ExportPorts } from '../configuration/csv/serve-export.ts'

/** The users of a site: as CSV what importUsers reads to update them. `?site=` where there are several. */
export const userExportRoutes = (ports: ExportPorts) =>
  configurationRoutes({ name: 'users', linesOf: usersAsCsv, recordsOf: userRecords }, ports)

export function* usersAsCsv(configuration: Configuration): Generator<string> {
  for (const record of userRecords(configuration)) yield csvRecord(record)
}
