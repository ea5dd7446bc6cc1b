import { evolveAll, type Configuration } from '../../../configuration/configuration.ts'
import { kinds } from '../../../configuration/kinds.ts'
import { testSeal } from '../../../configuration/testing/given.ts'
import { decideRows, type Atomicity } from '../../../configuration/csv/decide-rows.ts'
import type { ImportMode } from '../header.ts'
import { importPlan } from '../import-plan.ts'
import { columnOf } from '../import-users.ts'
import { userRecords } from '../export-users.ts'

interface Imported {
  readonly after: Configuration
  readonly events: readonly string[]
  /** `line column rule`. */
  readonly problems: readonly string[]
  readonly messages: readonly string[]
  readonly warnings: readonly string[]
}

/** What a file makes of a configuration; the first record is the header, line 1. */
export function imported(
  before: Configuration,
  mode: ImportMode,
  [header = [], ...records]: readonly (readonly string[])[],
  atomicity: Atomicity = 'allOrNothing',
): Imported {
  let secrets = 0
  const rules = { kinds, seal: testSeal, newSecret: () => `generated${++secrets}` }
  const plan = importPlan({ header, mode, configuration: before })
  const rows = plan.problems.length > 0 ? [] : records.map((cells, i) => plan.add({ line: i + 2, cells }))
  const { events, refused } = decideRows(rows, before, rules, atomicity, columnOf)
  const applied = plan.problems.length === 0 && (atomicity === 'rowByRow' || refused.size === 0) ? events : []
  const problems = [
    ...plan.problems.map(problem => ({ line: 1, ...problem })),
    ...[...refused].sort(([a], [b]) => a - b).flatMap(([line, found]) => found.map(problem => ({ line, ...problem }))),
  ]
  return {
    after: evolveAll(before, applied, kinds),
    events: applied.map(({ type, key }) => `${type} ${key}`),
    problems: problems.map(({ line, column, rule }) => `${line} ${column ?? '-'} ${rule}`),
    messages: problems.map(({ message }) => message),
    warnings: rows.flatMap(({ line, warnings }) =>
      warnings.map(({ column, rule }) => `${line} ${column ?? '-'} ${rule}`),
    ),
  }
}

/** One record by the columns that it names: `{ firstname: 'Alice' }`. */
export const file = (...rows: readonly Readonly<Record<string, string>>[]): readonly (readonly string[])[] => {
  const header = [...new Set(rows.flatMap(row => Object.keys(row)))]
  return [header, ...rows.map(row => header.map(name => row[name] ?? ''))]
}

/** A user of an export by the names of the columns, without the empty cells. */
export function exported(configuration: Configuration, user: string): Readonly<Record<string, string>> | undefined {
  const [header = [], ...records] = [...userRecords(configuration)]
  const record = records.find(([key]) => key === user)
  return record && Object.fromEntries(header.flatMap((name, i) => (record[i] ? [[name, record[i]]] : [])))
}
