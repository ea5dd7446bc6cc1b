import { columnNamed, columnNames, keyColumn } from './columns.ts'
import type { RowProblem } from '../../configuration/csv/planned-row.ts'

export type ImportMode = 'create' | 'update'

/** The columns of a file by its first record, in its order. What is wrong with it is wrong with the whole file. */
export function readHeader(
  cells: readonly string[],
  mode: ImportMode,
): { readonly columns: readonly string[]; readonly problems: readonly RowProblem[] } {
  const columns = cells.map(columnNamed)
  const unknown = columns.filter(name => !columnNames.includes(name))
  const twice = columns.filter((name, i) => columns.indexOf(name) < i)
  const needed = mode === 'create' ? 'firstname' : keyColumn
  return {
    columns,
    problems: [
      ...unknown.map(name => ({
        column: name,
        rule: 'unknownColumn',
        message: `there is no column ${name === '' ? 'without a name' : name}; there are ${columnNames.join(', ')}`,
      })),
      ...twice.map(name => ({ column: name, rule: 'unique', message: `column ${name} is there twice` })),
      ...(columns.includes(needed)
        ? []
        : [
            { column: needed, rule: 'required', message: `column ${needed} is missing: it is needed to ${mode} users` },
          ]),
    ],
  }
}
