import type { Configuration } from '../../domain/configuration/configuration.ts'
import { phonebookLine, phonebookRecords } from '../../domain/phonebook/csv/export-phonebook.ts'
import { serveExportOf, type ExportPorts } from '../configuration/csv/serve-export.ts'

/** The phonebook of a site as CSV: what importPhonebook reads. `?site=` where there are several. */
export const servePhonebookExport = (ports: ExportPorts) => serveExportOf('phonebook.csv', phonebookAsCsv, ports)

export function* phonebookAsCsv(configuration: Configuration): Generator<string> {
  for (const record of phonebookRecords(configuration)) yield phonebookLine(record)
}
