import type { Configuration } from '../../configuration/configuration.ts'
import { plain } from '../../configuration/csv/formula.ts'
import {
  refusedRow,
  type CsvRecord,
  type NumberedRow,
  type PlannedRow,
  type RowProblem,
} from '../../configuration/csv/planned-row.ts'
import { entityColumn, keyColumn } from './columns.ts'
import { readHeader, type ImportMode } from './header.ts'
import { planCreate } from './plan-create.ts'
import { planUpdate } from './plan-update.ts'
import { cellOf, type Planning, type Row } from './row.ts'

/** Row after row becomes commands; nothing is decided yet. */
interface ImportPlan {
  /** What is wrong with the header: then no row is read. */
  readonly problems: readonly RowProblem[]
  readonly add: (record: CsvRecord) => NumberedRow
}

interface PlanRequest {
  readonly header: readonly string[]
  readonly mode: ImportMode
  readonly configuration: Configuration
}

export function importPlan({ header, mode, configuration }: PlanRequest): ImportPlan {
  const { columns, problems } = readHeader(header, mode)
  const planning: Planning = { configuration, users: new Set(), lines: new Set() }
  const seen = new Map<string, number>()
  let entity: string | undefined

  const planned = (line: number, row: Row): PlannedRow => {
    const said = cellOf(row, keyColumn)
    const before = said === '' ? undefined : seen.get(said)
    if (before !== undefined)
      return refusedRow(said, [
        { column: keyColumn, rule: 'unique', message: `user ${said} is at line ${before} already` },
      ])
    if (said !== '') seen.set(said, line)
    return mode === 'create' ? planCreate(row, planning) : planUpdate(row, planning)
  }

  /** A site is one entity: the column is checked and otherwise left alone. */
  const entityProblems = (row: Row): Pick<PlannedRow, 'problems' | 'warnings'> => {
    const cell = cellOf(row, entityColumn)
    if (cell === '') return { problems: [], warnings: [] }
    if (!/^[0-9]{1,9}$/.test(cell) || Number(cell) === 0)
      return {
        problems: [{ column: entityColumn, rule: 'range', message: 'entity_id must be a number above 0' }],
        warnings: [],
      }
    entity ??= cell
    const message = `a site is one entity: users of entities ${entity} and ${cell} are kept together`
    return { problems: [], warnings: cell === entity ? [] : [{ column: entityColumn, rule: 'entity', message }] }
  }

  return {
    problems,
    add({ line, cells }) {
      if (cells.length > columns.length)
        return {
          line,
          ...refusedRow(null, [
            { column: null, rule: 'cells', message: `${cells.length} cells, but the header has ${columns.length}` },
          ]),
        }
      const row: Row = new Map(columns.map((name, i) => [name, plain(cells[i] ?? '')]))
      const ofEntity = entityProblems(row)
      const plan = planned(line, row)
      if (ofEntity.problems.length > 0)
        return { line, ...refusedRow(plan.key, [...ofEntity.problems, ...plan.problems]) }
      return { line, ...plan, warnings: [...ofEntity.warnings, ...plan.warnings] }
    },
  }
}
