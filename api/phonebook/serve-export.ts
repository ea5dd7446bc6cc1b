import type { Configuration } from '../../domain/configuration/configuration.ts'
import { phonebookLine, phonebookRecords } from '../../domain/phonebook/csv/export-phonebook.ts'
import { configurationRoutes, type ExportPorts } from '../configuration/csv/serve-export.ts'

/** The phonebook of a site: as CSV what importPhonebook reads. `?site=` where there are several. */
export const phonebookExportRoutes = (ports: ExportPorts) =>
  configurationRoutes({ name: 'phonebook', linesOf: phonebookAsCsv, recordsOf: phonebookRecords }, ports)

export function* phonebookAsCsv(configuration: Configuration): Generator<string> {
  for (const record of phonebookRecords(configuration)) yield phonebookLine(record)
}
