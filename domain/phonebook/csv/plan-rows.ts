import type { Values } from '../../configuration/check-value.ts'
import { objectOf, objectsOf, type Configuration } from '../../configuration/configuration.ts'
import { plain } from '../../configuration/csv/formula.ts'
import { refusedRow, type CsvRecord, type NumberedRow, type RowProblem } from '../../configuration/csv/planned-row.ts'
import { phonebookEntries } from '../phonebook-entries.ts'
import { cellOf, phonebookColumns, type PhonebookColumn } from './columns.ts'

interface PhonebookPlan {
  /** What is wrong with the header: then no row is read. */
  readonly problems: readonly RowProblem[]
  readonly add: (record: CsvRecord) => NumberedRow
}

const problem = (column: string | null, rule: string, message: string): RowProblem => ({ column, rule, message })

/**
 * Rows become commands: who is there already is changed, where something of him is different, and others are defined. Who it is says the column
 * `name`, or where that is missing or empty the name made of `displayname`: a file that is imported again changes nothing.
 */
export function planRows(header: readonly string[], configuration: Configuration): PhonebookPlan {
  const columns = header.map(name => columnNamed(name.trim().toLowerCase()))
  const problems = headerProblems(header, columns)
  const taken = new Map<string, number>()
  const known = new Map(objectsOf(configuration, phonebookEntries).map(({ key, value }) => [key, value.displayName]))

  /** Of two of the same name the second one is another person, and has another number in the next file as well. */
  function nameFor(said: string, displayName: string): string {
    if (said !== '') return said
    const slug = slugOf(displayName)
    for (let n = 1; ; n++) {
      const name = n === 1 ? slug : `${slug}-${n}`
      const other = known.get(name)
      if (!taken.has(name) && (other === undefined || other === displayName)) return name
    }
  }

  return {
    problems,
    add({ line, cells }) {
      if (cells.length > columns.length)
        return {
          line,
          ...refusedRow(null, [
            problem(null, 'cells', `${cells.length} cells, but the header has ${columns.length}: is the delimiter |?`),
          ]),
        }
      const values = valuesOf(columns, cells)
      const displayName = textIn(values, 'displayName')
      if (displayName === '')
        return { line, ...refusedRow(null, [problem('displayname', 'required', 'displayname cannot be empty')]) }
      const name = nameFor(textIn(values, 'name'), displayName)
      const before = taken.get(name)
      if (before !== undefined)
        return { line, ...refusedRow(name, [problem('name', 'unique', `${name} is at line ${before} already`)]) }
      taken.set(name, line)
      const entry = objectOf(configuration, phonebookEntries, name)?.value
      const command = entry ? changeOf(name, entry, values) : { definePhonebookEntry: { ...filled(values), name } }
      return { line, key: name, commands: command ? [command] : [], problems: [], warnings: [] }
    },
  }
}

const columnNamed = (name: string): PhonebookColumn | undefined =>
  phonebookColumns.find(column => column.name === name || column.also === name)

function headerProblems(
  header: readonly string[],
  columns: readonly (PhonebookColumn | undefined)[],
): readonly RowProblem[] {
  const unknown = header.filter((_, i) => columns[i] === undefined)
  const names = columns.flatMap(column => column?.name ?? [])
  const twice = names.filter((name, i) => names.indexOf(name) !== i)
  const known = phonebookColumns.map(({ name }) => name).join(', ')
  return [
    ...unknown.map(name => problem(name, 'column', `there is no column "${name}"; there are: ${known}`)),
    ...twice.map(name => problem(name, 'unique', `the column ${name} is there twice`)),
    ...(names.includes('displayname') ? [] : [problem('displayname', 'required', 'the column displayname is missing')]),
  ]
}

/** By field; an address with at least one part is a group. An empty cell says that there is none. */
function valuesOf(columns: readonly (PhonebookColumn | undefined)[], cells: readonly string[]): Values {
  const values: Record<string, unknown> = {}
  for (const [i, column] of columns.entries()) {
    if (!column) continue
    const cell = plain(cells[i] ?? '').trim()
    const [field, part] = column.path
    const value = cell === '' ? null : cell
    if (part === undefined) values[field] = value
    else values[field] = { ...(values[field] as Values | undefined), [part]: value }
  }
  for (const [field, value] of Object.entries(values))
    if (isGroup(value) && Object.values(value).every(one => one === null)) values[field] = null
  return values
}

const textIn = (values: Values, field: string): string => {
  const value = values[field]
  return typeof value === 'string' ? value : ''
}

const isGroup = (value: unknown): value is Values => typeof value === 'object' && value !== null

const filled = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))

/** Columns that the file has not leave what is there. */
function changeOf(name: string, entry: Values, values: Values) {
  const changed = Object.entries(values).filter(([field, value]) => {
    if (field === 'name') return false
    const before = entry[field] ?? null
    if (!isGroup(value)) return before !== value
    return phonebookColumns.some(
      ({ path: [of, part] }) =>
        of === field &&
        part !== undefined &&
        part in value &&
        (value[part] ?? '') !== cellOf(entry, { name: '', path: [of, part] }),
    )
  })
  if (changed.length === 0) return undefined
  const merged = changed.map(([field, value]): readonly [string, unknown] => [
    field,
    isGroup(value) ? { ...(entry[field] as Values | null), ...value } : value,
  ])
  return { changePhonebookEntry: { name, ...(Object.fromEntries(merged) as Values) } }
}

const slugOf = (displayName: string): string => {
  const letters = displayName
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
  return letters === '' ? 'entry' : letters
}
