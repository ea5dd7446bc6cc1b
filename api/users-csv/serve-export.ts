import type { Configuration } from '../../domain/configuration/configuration.ts'
import { userRecords } from '../../domain/users/csv/export-users.ts'
import { csvRecord } from '../calls/csv/csv.ts'
import { serveExportOf, type ExportPorts } from '../configuration/csv/serve-export.ts'

/** The users of a site as CSV: what importUsers reads to update them. `?site=` where there are several. */
export const serveUserExport = (ports: ExportPorts) => serveExportOf('users.csv', usersAsCsv, ports)

export function* usersAsCsv(configuration: Configuration): Generator<string> {
  for (const record of userRecords(configuration)) yield csvRecord(record)
}
