import { objectsOf, type Configuration } from '../../configuration/configuration.ts'
import { neutral } from '../../configuration/csv/formula.ts'
import { phonebookEntries } from '../phonebook-entries.ts'
import { cellOf, phonebookColumns } from './columns.ts'

/**
 * The phonebook as an import reads it: the header, then a record for each entry, by name.
 * @param written what stands for a value: in a file of texts none may look like a formula
 */
export function* phonebookRecords(configuration: Configuration, written = neutral): Generator<readonly string[]> {
  yield phonebookColumns.map(({ name }) => name)
  for (const { value } of objectsOf(configuration, phonebookEntries))
    yield phonebookColumns.map(column => written(cellOf(value, column)))
}

/** pbx-configuration 11.3: `|` between cells; one that has it, or a quote, is quoted. */
export const phonebookLine = (cells: readonly string[]): string =>
  `${cells.map(cell => (/[|"\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join('|')}\r\n`
