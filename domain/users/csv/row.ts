import type { Values } from '../../configuration/check-value.ts'
import type { Configuration } from '../../configuration/configuration.ts'
import type { RowProblem } from '../../configuration/csv/planned-row.ts'
import { isStrongPassword } from '../application-login.ts'
import { columns, kindOfPart, requiredColumns, type Column, type RowPart } from './columns.ts'

/** The cells of a row by column. Columns that the file has not are not in it; what is left out at the end of a row is empty. */
export type Row = ReadonlyMap<string, string>

/** What planning looks at, and what earlier rows took. */
export interface Planning {
  readonly configuration: Configuration
  /** Keys of users and names of lines that rows before this one make. */
  readonly users: Set<string>
  readonly lines: Set<string>
}

export const cellOf = (row: Row, column: string): string => row.get(column) ?? ''

/** Whether every column is filled without which the part is not made. */
export const isComplete = (row: Row, part: Exclude<RowPart, 'user'>): boolean =>
  requiredColumns[part].every(column => cellOf(row, column) !== '')

/** Columns of the part that the row fills. */
export const filled = (row: Row, part: RowPart): readonly string[] =>
  columns.flatMap(column => (column.part === part && cellOf(row, column.name) !== '' ? [column.name] : []))

interface FieldsRead {
  readonly values: Values
  readonly problems: readonly RowProblem[]
}

/** The fields of a part that the row fills: what a definition says. */
export const filledFields = (row: Row, part: RowPart, configuration: Configuration): FieldsRead =>
  fieldsOf(part, column => {
    const cell = cellOf(row, column.name)
    return cell === '' ? undefined : column.format.read(cell, configuration)
  })

/**
 * The fields of a part whose cells say something else than the object does: what a change says. Cells are compared as an export writes
 * them, so that what was exported and not edited changes nothing. An empty cell unsets (§5.8).
 * @param except  fields that are read elsewhere
 */
export const changedFields = (
  row: Row,
  part: RowPart,
  object: Values,
  { configuration, except = [] }: { readonly configuration: Configuration; readonly except?: readonly string[] },
): FieldsRead =>
  fieldsOf(part, ({ name, field, format }) => {
    const cell = row.get(name)
    if (cell === undefined || except.includes(field)) return undefined
    if (cell === format.write(object[field], configuration)) return undefined
    return cell === '' ? unset(part, field) : format.read(cell, configuration)
  })

function unset(part: RowPart, name: string) {
  const field = kindOfPart[part].fields[name]
  if (field?.nullable) return { ok: true, value: null } as const
  if (field?.initial !== undefined) return { ok: true, value: field.initial } as const
  return { ok: false, rule: 'required', message: 'cannot be empty' } as const
}

function fieldsOf(
  part: RowPart,
  read: (column: Column) => ReturnType<Column['format']['read']> | undefined,
): FieldsRead {
  const values: Record<string, unknown> = {}
  const problems: RowProblem[] = []
  for (const column of columns) {
    const cell = column.part === part ? read(column) : undefined
    if (cell === undefined) continue
    if (cell.ok) values[column.field] = cell.value
    else problems.push({ column: column.name, rule: cell.rule, message: `${column.name} ${cell.message}` })
  }
  return { values, problems }
}

/** Shared by both modes: what is accepted, and should be known all the same (pbx-configuration §5.1). */
export function warningsOf(row: Row): readonly RowProblem[] {
  const password = cellOf(row, 'password')
  if (password === '' || isStrongPassword(password)) return []
  const message = 'password is weak: take 8 characters or more, letters and digits'
  return [{ column: 'password', rule: 'weak', message }]
}
